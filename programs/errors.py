from services.errors import NotAcceptable, Refused


class AlreadyEnded(Refused):
    slug = "already_ended"


class NotEnded(Refused):
    slug = "not_ended"


class AlreadyPlaced(Refused):
    slug = "already_placed"


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
