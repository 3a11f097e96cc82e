from django.urls import path

from followups.views import clients, follow_ups, merges, my_work, supervised

app_name = "followups"
urlpatterns = [
    path("", my_work.my_work, name="my_work"),
    path("follow-ups/", follow_ups.follow_up_list, name="follow_up_list"),
    path("follow-ups/<uuid:pk>/", follow_ups.follow_up_detail, name="follow_up_detail"),
    path("follow-ups/<uuid:pk>/complete/", follow_ups.follow_up_complete, name="follow_up_complete"),
    path("follow-ups/<uuid:pk>/hand-over/", follow_ups.follow_up_hand_over, name="follow_up_hand_over"),
    path("supervised/", supervised.supervised_list, name="supervised_list"),
    # Men stand on this floor: their pages show groups, referrals and what is owed.
    path("clients/", clients.client_list, name="client_list"),
    path("clients/search/", clients.client_search, name="client_search"),
    path("clients/<uuid:pk>/", clients.client_detail, name="client_detail"),
    path("clients/<uuid:pk>/merge/", merges.client_merge, name="client_merge"),
    path("merges/<uuid:pk>/undo/", merges.client_merge_undo, name="client_merge_undo"),
]
