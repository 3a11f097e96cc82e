"""Why something at the wing was refused."""

from services.errors import Refused


class NobodyHere(Refused):
    """The service has no partner worker, so its doors keep nothing."""

    slug = "nobody_here"


class NotOpen(Refused):
    slug = "not_open"
