from django.urls import path

from programs.views import attendance, enrollments, groups, programs, progress_notes, sign_in_sheets

app_name = "programs"
urlpatterns = [
    path("programs/", programs.program_list, name="program_list"),
    path("programs/enrollments/<uuid:pk>/exit/", enrollments.enrollment_exit, name="enrollment_exit"),
    path(
        "programs/enrollments/<uuid:pk>/reinstate/",
        enrollments.enrollment_reinstate,
        name="enrollment_reinstate",
    ),
    path("groups/", groups.group_list, name="group_list"),
    path("groups/<uuid:pk>/", groups.group_detail, name="group_detail"),
    path("sessions/<uuid:pk>/register/", attendance.register, name="register"),
    path("sessions/<uuid:pk>/sign-in/", sign_in_sheets.sign_in_sheet, name="sign_in_sheet"),
    path(
        "sessions/<uuid:session_pk>/notes/<uuid:enrollment_pk>/",
        progress_notes.progress_note_new,
        name="progress_note_new",
    ),
    path("notes/<uuid:pk>/", progress_notes.progress_note_detail, name="progress_note_detail"),
    path("notes/<uuid:pk>/edit/", progress_notes.progress_note_edit, name="progress_note_edit"),
]
