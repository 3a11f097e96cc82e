from referrals.models.contact_attempt import ContactAttempt
from referrals.models.import_batch import ImportBatch, ImportedRecord
from referrals.models.referral import Referral, ReferralStep
from referrals.models.triage import Triage

__all__ = ["ContactAttempt", "ImportBatch", "ImportedRecord", "Referral", "ReferralStep", "Triage"]
