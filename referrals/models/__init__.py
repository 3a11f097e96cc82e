from referrals.models.arrival import Arrival
from referrals.models.call_draft import CallDraft
from referrals.models.consultation import Consultation
from referrals.models.contact_attempt import ContactAttempt
from referrals.models.deadline import Deadline
from referrals.models.front_desk import FrontDesk
from referrals.models.import_batch import ImportBatch, ImportedRecord
from referrals.models.kept_apart import KeptApart
from referrals.models.mandate import Hearing, Mandate
from referrals.models.redirection import Redirection
from referrals.models.referral import Referral, ReferralStep
from referrals.models.referrer import Referrer
from referrals.models.safety_line import SafetyLine
from referrals.models.triage import Triage

__all__ = [
    "Arrival",
    "CallDraft",
    "Consultation",
    "ContactAttempt",
    "Deadline",
    "FrontDesk",
    "Hearing",
    "ImportBatch",
    "ImportedRecord",
    "KeptApart",
    "Mandate",
    "Redirection",
    "Referral",
    "ReferralStep",
    "Referrer",
    "SafetyLine",
    "Triage",
]
