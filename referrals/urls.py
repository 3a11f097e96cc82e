from django.urls import path

from referrals.views import arrivals, corrections, doors, imports, referrals, set_aside, steps

app_name = "referrals"
urlpatterns = [
    path("referrals/", referrals.referral_list, name="referral_list"),
    path("referrals/new/", referrals.referral_new, name="referral_new"),
    path("referrals/older/", set_aside.set_aside_list, name="set_aside_list"),
    path("referrals/older/close/", set_aside.set_aside_close, name="set_aside_close"),
    path("referrals/<uuid:pk>/", referrals.referral_detail, name="referral_detail"),
    path("referrals/<uuid:pk>/edit/", corrections.referral_edit, name="referral_edit"),
    path("referrals/<uuid:pk>/contact/", steps.referral_contact, name="referral_contact"),
    path("referrals/<uuid:pk>/triage/", steps.referral_triage, name="referral_triage"),
    path("referrals/<uuid:pk>/take/", steps.referral_take, name="referral_take"),
    path("referrals/<uuid:pk>/place/", steps.referral_place, name="referral_place"),
    path("referrals/<uuid:pk>/step/<slug:word>/", steps.referral_step, name="referral_step"),
    path("arrivals/", arrivals.arrival_list, name="arrival_list"),
    path("arrivals/set-aside/", arrivals.arrival_set_aside_many, name="arrival_set_aside_many"),
    path("arrivals/<uuid:pk>/", arrivals.arrival_detail, name="arrival_detail"),
    path("arrivals/<uuid:pk>/take/", arrivals.arrival_take, name="arrival_take"),
    path("arrivals/<uuid:pk>/set-aside/", arrivals.arrival_set_aside, name="arrival_set_aside"),
    path("arrivals/<uuid:pk>/take-back/", arrivals.arrival_take_back, name="arrival_take_back"),
    path("arrivals/<uuid:pk>/receipt/", arrivals.arrival_receipt, name="arrival_receipt"),
    path("arrivals/<uuid:pk>/called-back/", arrivals.arrival_called_back, name="arrival_called_back"),
    path("refer/", doors.door_list, name="door_list"),
    path("refer/me/", doors.door_me, name="door_me"),
    path("refer/legal/", doors.door_legal, name="door_legal"),
    path("refer/court/", doors.door_court, name="door_court"),
    path("refer/receipt/<str:secret>/", doors.receipt, name="receipt"),
    path("imports/", imports.import_list, name="import_list"),
    path("imports/new/", imports.import_new, name="import_new"),
    path("imports/<uuid:pk>/", imports.import_detail, name="import_detail"),
    path("imports/<uuid:pk>/progress/", imports.import_progress, name="import_progress"),
    path("imports/<uuid:pk>/correct/", imports.import_correct, name="import_correct"),
    path("imports/<uuid:pk>/apply/", imports.import_apply, name="import_apply"),
    path("imports/<uuid:pk>/undo/", imports.import_undo, name="import_undo"),
    path("imports/<uuid:pk>/give-up/", imports.import_give_up, name="import_give_up"),
]
