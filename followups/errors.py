from services.errors import NotAcceptable, Refused


class AlreadyClosed(Refused):
    slug = "already_closed"


class OutcomeMissing(NotAcceptable):
    slug = "outcome_missing"
