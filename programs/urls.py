from django.urls import path

from programs.views import (
    appointments,
    attendance,
    calendars,
    curricula,
    completions,
    enrollments,
    facilitators,
    gates,
    group_sessions,
    groups,
    marks,
    ordered_doses,
    pauses,
    programs,
    progress_notes,
    rule_profiles,
    session_moves,
    session_plans,
    sign_in_sheets,
    skills,
    standings,
    transfers,
)

app_name = "programs"
urlpatterns = [
    path("programs/", programs.program_list, name="program_list"),
    path("programs/new/", programs.program_new, name="program_new"),
    path("programs/<uuid:pk>/", programs.program_detail, name="program_detail"),
    path("programs/<uuid:pk>/edit/", programs.program_edit, name="program_edit"),
    path("programs/<uuid:pk>/editions/", curricula.curriculum_list, name="curriculum_list"),
    path("programs/<uuid:pk>/editions/new/", curricula.curriculum_new, name="curriculum_new"),
    path("programs/editions/<uuid:pk>/", curricula.curriculum_detail, name="curriculum_detail"),
    path("programs/editions/<uuid:pk>/first/", curricula.curriculum_me_first, name="curriculum_me_first"),
    path("programs/parts/<uuid:pk>/plans/new/", session_plans.plan_new, name="plan_new"),
    path("programs/plans/<uuid:pk>/edit/", session_plans.plan_edit, name="plan_edit"),
    path("programs/plans/<uuid:pk>/remove/", session_plans.plan_remove, name="plan_remove"),
    path("programs/plans/<uuid:pk>/handouts/", session_plans.plan_handouts, name="plan_handouts"),
    path("programs/skills/", skills.skill_list, name="skill_list"),
    path("programs/skills/new/", skills.skill_new, name="skill_new"),
    path("programs/skills/<uuid:pk>/edit/", skills.skill_edit, name="skill_edit"),
    path("programs/enrollments/<uuid:pk>/go-on/", gates.gate_override_new, name="gate_override_new"),
    path("groups/<uuid:pk>/take-over/", curricula.group_take_over, name="group_take_over"),
    path("programs/enrollments/<uuid:pk>/exit/", enrollments.enrollment_exit, name="enrollment_exit"),
    path(
        "programs/enrollments/<uuid:pk>/reinstate/",
        enrollments.enrollment_reinstate,
        name="enrollment_reinstate",
    ),
    path(
        "programs/enrollments/<uuid:pk>/standing/",
        standings.enrollment_standing,
        name="enrollment_standing",
    ),
    path(
        "programs/enrollments/<uuid:pk>/appointments/new/",
        appointments.appointment_new,
        name="appointment_new",
    ),
    *(
        path(
            f"programs/enrollments/<uuid:enrollment_pk>/appointments/<uuid:pk>/{word}/",
            view,
            name=f"appointment_{word}",
        )
        for word, view in (
            ("edit", appointments.appointment_edit),
            ("cancel", appointments.appointment_cancel),
            ("mark", appointments.appointment_mark),
        )
    ),
    path("programs/enrollments/<uuid:pk>/pause/", pauses.enrollment_pause, name="enrollment_pause"),
    path("programs/enrollments/<uuid:pk>/back/", pauses.enrollment_back, name="enrollment_back"),
    path(
        "programs/enrollments/<uuid:pk>/transfer/", transfers.enrollment_transfer, name="enrollment_transfer"
    ),
    path(
        "programs/enrollments/<uuid:pk>/complete/", completions.enrollment_complete, name="enrollment_complete"
    ),
    path("programs/enrollments/<uuid:pk>/orders/new/", ordered_doses.ordered_dose_new, name="ordered_dose_new"),
    path("programs/orders/<uuid:pk>/edit/", ordered_doses.ordered_dose_edit, name="ordered_dose_edit"),
    path("programs/marks/<uuid:pk>/reason/", marks.attendance_reason, name="attendance_reason"),
    path("programs/marks/<uuid:pk>/make-up/", marks.attendance_make_up, name="attendance_make_up"),
    path("programs/rules/", rule_profiles.rule_profile_list, name="rule_profile_list"),
    path("programs/rules/new/", rule_profiles.rule_profile_new, name="rule_profile_new"),
    path("programs/rules/<uuid:pk>/", rule_profiles.rule_profile_detail, name="rule_profile_detail"),
    path("programs/rules/<uuid:pk>/edit/", rule_profiles.rule_profile_edit, name="rule_profile_edit"),
    path(
        "programs/rules/<uuid:pk>/publish/", rule_profiles.rule_profile_publish, name="rule_profile_publish"
    ),
    path(
        "programs/rules/<uuid:pk>/discard/", rule_profiles.rule_profile_discard, name="rule_profile_discard"
    ),
    path("programs/rules/<uuid:pk>/next/", rule_profiles.rule_profile_next, name="rule_profile_next"),
    path("programs/rules/<uuid:pk>/choose/", rule_profiles.rule_profile_choose, name="rule_profile_choose"),
    path("calendar/", calendars.calendar_page, name="calendar_page"),
    path("calendar/phone/", calendars.calendar_feed_list, name="calendar_feed_list"),
    path("calendar/phone/<uuid:pk>/close/", calendars.calendar_feed_revoke, name="calendar_feed_revoke"),
    path("calendar/<str:secret>.ics", calendars.calendar_feed, name="calendar_feed"),
    path("groups/", groups.group_list, name="group_list"),
    path("groups/new/", groups.group_new, name="group_new"),
    path("groups/<uuid:pk>/", groups.group_detail, name="group_detail"),
    path("groups/<uuid:pk>/edit/", groups.group_edit, name="group_edit"),
    path("groups/<uuid:pk>/facilitators/", facilitators.facilitator_list, name="facilitator_list"),
    path("groups/facilitators/<uuid:pk>/end/", facilitators.facilitator_end, name="facilitator_end"),
    path("groups/<uuid:pk>/sessions/", group_sessions.session_list, name="session_list"),
    path("groups/<uuid:pk>/sessions/new/", group_sessions.session_new, name="session_new"),
    path("groups/<uuid:pk>/sessions/plan/", group_sessions.session_plan, name="session_plan"),
    path("sessions/<uuid:pk>/edit/", group_sessions.session_edit, name="session_edit"),
    path("sessions/<uuid:pk>/move/", session_moves.session_move, name="session_move"),
    path(
        "sessions/<uuid:pk>/moves/<uuid:move_pk>/take-back/",
        session_moves.session_move_take_back,
        name="session_move_take_back",
    ),
    path("sessions/<uuid:pk>/cancel/", group_sessions.session_cancel, name="session_cancel"),
    path("sessions/<uuid:pk>/restore/", group_sessions.session_restore, name="session_restore"),
    path("sessions/<uuid:pk>/register/", attendance.register, name="register"),
    path("sessions/<uuid:pk>/sign-in/", sign_in_sheets.sign_in_sheet, name="sign_in_sheet"),
    path(
        "sessions/<uuid:session_pk>/notes/<uuid:enrollment_pk>/",
        progress_notes.progress_note_new,
        name="progress_note_new",
    ),
    path("notes/<uuid:pk>/", progress_notes.progress_note_detail, name="progress_note_detail"),
    path("notes/<uuid:pk>/edit/", progress_notes.progress_note_edit, name="progress_note_edit"),
    path("notes/<uuid:pk>/in-error/", progress_notes.progress_note_in_error, name="progress_note_in_error"),
]
