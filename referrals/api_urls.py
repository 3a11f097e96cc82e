from referrals.api.consultations import Consultations
from referrals.api.mandates import Mandates
from referrals.api.referrals import Referrals
from services.api.addresses import addresses

urlpatterns = addresses(referrals=Referrals, consultations=Consultations, mandates=Mandates)
