from programs.models.attendance import Attendance
from programs.models.enrollment import Enrollment
from programs.models.group import Facilitator, Group
from programs.models.group_note import GroupNote
from programs.models.group_session import GroupSession
from programs.models.module import Module
from programs.models.program import Program
from programs.models.progress_note import ProgressNote
from programs.models.rule_change import RuleChange
from programs.models.rule_profile import RuleProfile

__all__ = [
    "Attendance",
    "Enrollment",
    "Facilitator",
    "Group",
    "GroupNote",
    "GroupSession",
    "Module",
    "Program",
    "ProgressNote",
    "RuleChange",
    "RuleProfile",
]
