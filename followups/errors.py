from services.errors import NotAcceptable, Refused


class AlreadyClosed(Refused):
    slug = "already_closed"


class CannotBeOne(Refused):
    """Two records that are not, or not now, made one or taken apart."""

    slug = "cannot_be_one"


class OutcomeMissing(NotAcceptable):
    slug = "outcome_missing"
