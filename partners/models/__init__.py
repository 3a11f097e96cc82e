from partners.models.enquiry import Enquiry
from partners.models.enquiry_contact import EnquiryContact
from partners.models.enquiry_draft import EnquiryDraft
from partners.models.journal import WingEntry, WingRead
from partners.models.safety_word import SafetyWord
from partners.models.tie import Tie

__all__ = ["Enquiry", "EnquiryContact", "EnquiryDraft", "SafetyWord", "Tie", "WingEntry", "WingRead"]
