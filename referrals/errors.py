from services.errors import NotAcceptable, Refused


class StepNotPossible(Refused):
    slug = "step_not_possible"


class ReasonMissing(NotAcceptable):
    slug = "reason_missing"
