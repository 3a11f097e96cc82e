from django.urls import path

from referrals.views import referrals, steps

app_name = "referrals"
urlpatterns = [
    path("referrals/", referrals.referral_list, name="referral_list"),
    path("referrals/new/", referrals.referral_new, name="referral_new"),
    path("referrals/<uuid:pk>/", referrals.referral_detail, name="referral_detail"),
    path("referrals/<uuid:pk>/contact/", steps.referral_contact, name="referral_contact"),
    path("referrals/<uuid:pk>/triage/", steps.referral_triage, name="referral_triage"),
    path("referrals/<uuid:pk>/take/", steps.referral_take, name="referral_take"),
    path("referrals/<uuid:pk>/place/", steps.referral_place, name="referral_place"),
    path("referrals/<uuid:pk>/step/<slug:word>/", steps.referral_step, name="referral_step"),
]
