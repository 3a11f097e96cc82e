from django.urls import path

from services.views import clients, desks, here, invitations, preferences, saved_views, sites, team

app_name = "services"
urlpatterns = [
    path("clients/<uuid:pk>/edit/", clients.client_edit, name="client_edit"),
    path("clients/<uuid:pk>/contact/new/", clients.contact_rule_new, name="contact_rule_new"),
    path("clients/<uuid:pk>/contact/<uuid:rule_pk>/", clients.contact_rule_edit, name="contact_rule_edit"),
    path("team/", team.team, name="team"),
    path("team/invitations/", team.invitation_new, name="invitation_new"),
    path("team/invitations/<uuid:pk>/renew/", team.invitation_renew, name="invitation_renew"),
    path("team/invitations/<uuid:pk>/cancel/", team.invitation_cancel, name="invitation_cancel"),
    path("team/roles/<uuid:pk>/end/", team.membership_end, name="membership_end"),
    path("team/roles/<uuid:pk>/take-back/", team.membership_take_back, name="membership_take_back"),
    path("team/keys/<uuid:pk>/revoke/", team.token_revoke, name="token_revoke"),
    path("team/sites/new/", sites.site_new, name="site_new"),
    path("team/sites/<uuid:pk>/", sites.site_edit, name="site_edit"),
    path("views/", saved_views.saved_view_list, name="saved_view_list"),
    path("views/mine/", saved_views.saved_view_mine, name="saved_view_mine"),
    path("views/new/", saved_views.saved_view_new, name="saved_view_new"),
    path("views/<uuid:pk>/", saved_views.saved_view_edit, name="saved_view_edit"),
    path("views/<uuid:pk>/move-up/", saved_views.saved_view_move, name="saved_view_move"),
    path("views/<uuid:pk>/remove/", saved_views.saved_view_remove, name="saved_view_remove"),
    path("views/<uuid:pk>/take-back/", saved_views.saved_view_take_back, name="saved_view_take_back"),
    path("join/<str:key>/", invitations.invitation_accept, name="invitation_accept"),
    path("preferences/", preferences.preferences, name="preferences"),
    path("here/", here.here, name="here"),
    path("service/", desks.service_choose, name="service_choose"),
]
