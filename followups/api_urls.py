from followups.api.follow_ups import FollowUps
from services.api.addresses import addresses

urlpatterns = addresses(follow_ups=FollowUps)
