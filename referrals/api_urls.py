from referrals.api.referrals import Referrals
from services.api.addresses import addresses

urlpatterns = addresses(referrals=Referrals)
