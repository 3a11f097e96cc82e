from services.models.access_event import AccessEvent
from services.models.api_token import ApiToken
from services.models.audit_entry import AuditEntry
from services.models.case_cover import CaseCover
from services.models.client import Client
from services.models.client_merge import ClientMerge
from services.models.client_word import ClientWord
from services.models.contact_rule import ContactRule
from services.models.idempotency_key import IdempotencyKey
from services.models.invitation import Invitation
from services.models.leave import Leave
from services.models.loop_pass import LoopPass
from services.models.membership import Membership
from services.models.qualification import Qualification, QualificationKind
from services.models.relationship_status import RelationshipStatus
from services.models.saved_view import SavedView
from services.models.service import Service
from services.models.site import Site
from services.models.staff import Staff
from services.models.supervision import Supervision
from services.models.tally import Tally
from services.models.walled import Walled, WalledQuerySet

__all__ = [
    "AccessEvent",
    "ApiToken",
    "AuditEntry",
    "CaseCover",
    "Client",
    "ClientMerge",
    "ClientWord",
    "ContactRule",
    "IdempotencyKey",
    "Invitation",
    "Leave",
    "LoopPass",
    "Membership",
    "Qualification",
    "QualificationKind",
    "RelationshipStatus",
    "SavedView",
    "Service",
    "Site",
    "Staff",
    "Supervision",
    "Tally",
    "Walled",
    "WalledQuerySet",
]
