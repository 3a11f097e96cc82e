from partners.api.enquiries import Enquiries
from services.api.addresses import addresses

urlpatterns = addresses(enquiries=Enquiries)
