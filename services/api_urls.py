from services.api.addresses import addresses
from services.api.clients import Clients
from services.api.leaves import Leaves
from services.api.places import Colleagues, Services, Sites
from services.api.qualifications import QualificationKinds, Qualifications

urlpatterns = addresses(qualifications=Qualifications, qualification_kinds=QualificationKinds) + addresses(
    services=Services, sites=Sites, staff=Colleagues, clients=Clients, leaves=Leaves
)
