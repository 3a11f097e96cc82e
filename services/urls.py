from django.urls import path

from services.views import clients, desks, invitations, preferences, team

app_name = "services"
urlpatterns = [
    path("clients/<uuid:pk>/edit/", clients.client_edit, name="client_edit"),
    path("clients/<uuid:pk>/contact/new/", clients.contact_rule_new, name="contact_rule_new"),
    path("clients/<uuid:pk>/contact/<uuid:rule_pk>/", clients.contact_rule_edit, name="contact_rule_edit"),
    path("team/", team.team, name="team"),
    path("team/invitations/", team.invitation_new, name="invitation_new"),
    path("team/roles/<uuid:pk>/end/", team.membership_end, name="membership_end"),
    path("team/keys/<uuid:pk>/revoke/", team.token_revoke, name="token_revoke"),
    path("join/<str:key>/", invitations.invitation_accept, name="invitation_accept"),
    path("preferences/", preferences.preferences, name="preferences"),
    path("service/", desks.service_choose, name="service_choose"),
]
