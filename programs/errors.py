from services.errors import NotAcceptable, Refused


class AlreadyEnded(Refused):
    slug = "already_ended"


class NotEnded(Refused):
    slug = "not_ended"


class AlreadyPlaced(Refused):
    slug = "already_placed"


class AlreadyPaused(Refused):
    slug = "already_paused"


class NotPaused(Refused):
    slug = "not_paused"


class NewReferralNeeded(Refused):
    slug = "new_referral_needed"


class AlreadyRunsIt(Refused):
    slug = "already_runs_it"


class GroupFull(Refused):
    slug = "group_full"


class SessionNotYet(Refused):
    slug = "session_not_yet"


class SessionCancelled(Refused):
    slug = "session_cancelled"


class NotOnRoster(NotAcceptable):
    slug = "not_on_roster"


class NoteLocked(Refused):
    slug = "note_locked"


class StrengthsMissing(NotAcceptable):
    slug = "strengths_missing"


class AppointmentClash(Refused):
    slug = "appointment_clash"


class AppointmentClosed(Refused):
    slug = "appointment_closed"


class AppointmentNotYet(Refused):
    slug = "appointment_not_yet"


class Clashing(Refused):
    """A room, a person or a man would be in two places at one hour. Nothing was saved; `key` says it was seen."""

    slug = "clashing"

    def __init__(self, sentence: str, *, words: list[str], key: str) -> None:
        super().__init__(sentence)
        self.words, self.key = words, key


class DoesNotFit(Refused):
    """Always the same words: a cause would tell what a partner said, or whom he must not meet."""

    slug = "does_not_fit"


class ToolTaught(Refused):
    """What groups have met says what it said; there is a next edition for other words."""

    slug = "tool_taught"


class OlderEdition(Refused):
    """A form whose words have changed since: its answers are read as they were, never anew."""

    slug = "older_edition"
