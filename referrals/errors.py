from services.errors import NotAcceptable, Refused, Stale


class StepNotPossible(Refused):
    slug = "step_not_possible"


class LadderNotDone(Refused):
    """He has not been tried as often as the service promises."""

    slug = "ladder_not_done"


class ReasonMissing(NotAcceptable):
    slug = "reason_missing"


class ChangedMeanwhile(Stale):
    """A person changed a record while a file that changes it too was on its way in."""


class BuiltUpon(Refused):
    """An import that cannot be taken back, because a person has worked on what it made."""

    slug = "built_upon"


class SecondPersonMissing(Refused):
    """The risk is high, and nobody but the one who wrote it has looked."""

    slug = "second_person_missing"


class AlreadyRead(Refused):
    """A colleague was faster: what came in from outside is taken up, or set aside."""

    slug = "already_read"
