from django.urls import path

from partners.views import calls, desk, enquiries, someone, ties

app_name = "partners"
urlpatterns = [
    path("partners/", desk.enquiry_list, name="enquiry_list"),
    path("partners/new/", desk.enquiry_new, name="enquiry_new"),
    path("partners/numbers/", desk.wing_numbers, name="wing_numbers"),
    path("partners/spoken/<uuid:pk>/open/", desk.safety_word_open, name="safety_word_open"),
    path("partners/<uuid:pk>/", enquiries.enquiry_detail, name="enquiry_detail"),
    path("partners/<uuid:pk>/edit/", enquiries.enquiry_edit, name="enquiry_edit"),
    path("partners/<uuid:pk>/contact/", enquiries.enquiry_contact, name="enquiry_contact"),
    path("partners/<uuid:pk>/options/", enquiries.enquiry_options, name="enquiry_options"),
    path("partners/<uuid:pk>/take/", enquiries.enquiry_take, name="enquiry_take"),
    path("partners/<uuid:pk>/close/", enquiries.enquiry_close, name="enquiry_close"),
    path("partners/<uuid:pk>/reopen/", enquiries.enquiry_reopen, name="enquiry_reopen"),
    path("partners/<uuid:pk>/trail/", enquiries.enquiry_trail, name="enquiry_trail"),
    path("partners/<uuid:pk>/connect/", ties.tie_new, name="tie_new"),
    path("partners/<uuid:pk>/connections/<uuid:tie_pk>/undo/", ties.tie_undo, name="tie_undo"),
    path("calls/someone/", calls.call, name="call"),
    path("refer/someone/", someone.someone, name="someone"),
]
