from django.urls import path

from programs.api.appointments import Appointments
from programs.api.assessments import Assessments, RiskResults
from programs.api.closures import Closures
from programs.api.curricula import Curricula, Skills
from programs.api.enrollments import Enrollments
from programs.api.gates import GateOverrides, GroupGate
from programs.api.group_sessions import Sessions
from programs.api.groups import Groups
from programs.api.guardian_consents import GuardianConsents
from programs.api.ordered_doses import Orders
from programs.api.programs import Programs
from programs.api.progress_notes import Notes
from programs.api.registers import Register
from services.api.addresses import addresses

urlpatterns = [
    *addresses(closures=Closures),
    *addresses(appointments=Appointments, guardian_consents=GuardianConsents),
    *addresses(orders=Orders),
    *addresses(assessments=Assessments, risk_results=RiskResults),
    *addresses(programs=Programs, groups=Groups, sessions=Sessions, enrollments=Enrollments, notes=Notes),
    *addresses(curricula=Curricula, skills=Skills, gate_overrides=GateOverrides),
    path("groups/<uuid:pk>/gate/", GroupGate.as_view({"get": "retrieve"}), name="api_group_gate"),
    path(
        "sessions/<uuid:pk>/register/",
        Register.as_view({"get": "retrieve", "put": "update"}),
        name="api_session_register",
    ),
]
