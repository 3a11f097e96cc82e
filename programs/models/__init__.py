from programs.models.appointment import Appointment
from programs.models.assessment import Assessment
from programs.models.attendance import Attendance
from programs.models.calendar_feed import CalendarFeed
from programs.models.closure import Closure
from programs.models.completion import Completion
from programs.models.curriculum import Curriculum
from programs.models.enrollment import Enrollment
from programs.models.gate_override import GateOverride
from programs.models.group import Facilitator, Group
from programs.models.group_note import GroupNote
from programs.models.group_session import GroupSession
from programs.models.guardian_consent import GuardianConsent
from programs.models.module import Module
from programs.models.ordered_dose import OrderedDose
from programs.models.pause import Pause
from programs.models.program import Program
from programs.models.progress_note import ProgressNote
from programs.models.recurrence import Recurrence
from programs.models.risk_result import RiskResult
from programs.models.rule_change import RuleChange
from programs.models.rule_profile import RuleProfile
from programs.models.session_plan import PlanSkill, SessionPlan, Skill

__all__ = [
    "Appointment",
    "Assessment",
    "Attendance",
    "CalendarFeed",
    "Closure",
    "Completion",
    "Curriculum",
    "Enrollment",
    "Facilitator",
    "GateOverride",
    "Group",
    "GroupNote",
    "GroupSession",
    "GuardianConsent",
    "Module",
    "OrderedDose",
    "Pause",
    "PlanSkill",
    "Program",
    "ProgressNote",
    "Recurrence",
    "RiskResult",
    "RuleChange",
    "RuleProfile",
    "SessionPlan",
    "Skill",
]
