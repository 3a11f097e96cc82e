"""Who may open which page: every address, every role, a colleague of another service, and a stranger.

An address that stands in no row fails the first test: whoever builds a page says here whom it is for.
"""

from __future__ import annotations

import pytest
from django.test import Client as Browser

from services import access
from tests.house import doors
from tests.security.doors_town import objects, people, said
from tests.security.full_house import FullHouse

ROLES = ("intake", "counselor", "peer", "director", "partner_worker", "researcher", "administrator")
EVERYBODY = frozenset(ROLES)
AROUND_THE_GROUP = frozenset({"intake", "counselor", "peer", "director"})
KNOW_HIM = frozenset({"intake", "counselor", "director"})
RUN_IT = frozenset({"counselor", "director"})
RECEIVE = frozenset({"intake", "director"})
READ_REPORTS = KNOW_HIM | {"partner_worker", "researcher"}

# Signed in, in whatever role: nothing of a man is there, or only what the role sees anyway.
FOR_EVERYBODY = """
    services:supervision_list services:supervision_new followups:supervised_list
    services:leave_list api_leaves-list api_leaves-detail
    followups:my_work services:service_choose services:preferences services:here
    account_change_password account_logout
    api_services-list api_services-detail api_sites-list api_sites-detail api_programs-list api_programs-detail
    api_curricula-list api_curricula-detail api_skills-list api_skills-detail
"""
# Everybody has lists, and keeps views of those alone.
KEPT_VIEWS = "services:saved_view_list services:saved_view_mine services:saved_view_new"
# No account needed. The description of the API holds no record.
FOR_STRANGERS = """
    livez readyz schema docs services:invitation_accept programs:calendar_feed
    referrals:door_list referrals:door_me referrals:door_legal referrals:door_court referrals:receipt partners:someone
    account_login account_inactive account_reset_password account_reset_password_done
    account_reset_password_from_key account_reset_password_from_key_done
"""
# A door of a library that we keep shut.
FOR_NOBODY = "account_signup"
DOORS: dict[frozenset[str], str] = {
    frozenset(): FOR_NOBODY,
    AROUND_THE_GROUP: """
        followups:follow_up_list followups:client_detail
        programs:program_list programs:program_detail programs:group_list programs:group_detail programs:session_list
        programs:register programs:sign_in_sheet programs:event_list
        programs:curriculum_list programs:curriculum_detail programs:plan_handouts programs:skill_list api_group_gate
        programs:calendar_page programs:calendar_feed_list
        api_groups-list api_groups-detail api_sessions-list api_sessions-detail api_session_register
        api_follow_ups-list
    """,
    KNOW_HIM: """
        followups:client_list followups:client_search
        followups:follow_up_detail followups:follow_up_complete followups:follow_up_hand_over
        programs:guardian_consent_list programs:guardian_consent_withdraw
        api_guardian_consents-list api_guardian_consents-detail api_guardian_consents-withdraw
        programs:appointment_new programs:appointment_edit programs:appointment_cancel programs:appointment_mark
        api_appointments-list api_appointments-detail api_appointments-cancel api_appointments-mark
        programs:assessment_list programs:assessment_piece programs:assessment_new programs:assessment_edit programs:assessment_in_error
        programs:risk_result_new programs:risk_result_edit programs:risk_result_in_error
        api_assessments-list api_assessments-detail api_assessments-mark-in-error
        api_risk_results-list api_risk_results-detail api_risk_results-mark-in-error
        programs:enrollment_standing programs:ordered_dose_new programs:ordered_dose_edit api_orders-list
        api_orders-detail api_enrollments-standing api_enrollments-certificate
        services:client_edit services:contact_rule_new services:contact_rule_edit
        referrals:referral_list referrals:referral_detail referrals:referral_contact referrals:referral_triage
        referrals:referral_next_try
        referrals:referral_take referrals:referral_place referrals:referral_step
        referrals:referral_second referrals:consultation_detail
        referrals:waiting_list referrals:referral_take_back referrals:referral_told referrals:redirection_detail
        referrals:mandate_list referrals:deadline_done api_mandates-list api_mandates-detail
        api_consultations-list api_consultations-detail api_consultations-reply api_referrals-second
        api_clients-list api_clients-detail api_clients-search api_enrollments-list api_enrollments-detail
        api_follow_ups-detail api_follow_ups-complete api_follow_ups-hand-over
        api_referrals-list api_referrals-detail api_referrals-accept api_referrals-close api_referrals-contacts
        api_referrals-decline api_referrals-no-contact api_referrals-place api_referrals-redirect
        api_referrals-triage api_referrals-waitlist api_referrals-withdraw
    """,
    RUN_IT: """
        services:supervision_edit
        programs:enrollment_exit programs:enrollment_reinstate programs:enrollment_pause programs:enrollment_back
        programs:enrollment_transfer programs:enrollment_complete
        programs:attendance_reason programs:attendance_make_up
        api_enrollments-pause api_enrollments-change-return api_enrollments-back api_enrollments-transfer
        api_enrollments-complete api_enrollments-accept-reason api_enrollments-make-up
        programs:session_new programs:session_plan programs:session_edit programs:session_cancel
        programs:session_restore programs:session_move programs:session_move_take_back api_sessions-move
        api_sessions-take-back-move
        programs:progress_note_detail programs:progress_note_new programs:progress_note_in_error
        programs:gate_override_new api_gate_overrides-list api_gate_overrides-detail
        api_enrollments-exit api_enrollments-reinstate
        api_notes-list api_notes-detail api_notes-amend api_notes-sign api_notes-mark-in-error
        reports:retention_people reports:exits_people
    """,
    # The wing: her worker reads, the front desk only writes.
    frozenset({"partner_worker"}): """
        partners:enquiry_list partners:enquiry_new partners:enquiry_detail partners:enquiry_edit
        partners:enquiry_contact partners:enquiry_options partners:enquiry_take partners:enquiry_close
        partners:enquiry_reopen partners:enquiry_trail partners:tie_new partners:tie_undo partners:safety_word_open partners:wing_numbers
    """,
    RECEIVE | {"partner_worker"}: "api_enquiries-list",
    RECEIVE: """
        partners:call referrals:kept_apart_list referrals:kept_apart_end followups:client_merge followups:client_merge_undo
        referrals:call_new referrals:call_moved referrals:call_alike referrals:referral_not_him
        referrals:call_himself referrals:call_legal referrals:call_court referrals:referral_edit referrals:set_aside_list
        referrals:referral_give referrals:referral_give_back
        referrals:mandate_new referrals:mandate_edit referrals:mandate_end referrals:hearing_new referrals:hearing_close
        api_mandates-end api_mandates-hearings
        referrals:arrival_list referrals:arrival_set_aside_many referrals:arrival_detail referrals:arrival_take
        referrals:arrival_set_aside referrals:arrival_take_back referrals:arrival_receipt
        referrals:arrival_called_back referrals:arrival_piece
    """,
    RUN_IT | {"peer"}: "programs:head_count api_sessions-count-heads",
    # What a colleague is still writing is nobody else's reading.
    frozenset({"counselor"}): "programs:progress_note_edit programs:calendar_feed_revoke",
    frozenset({"director"}): """
        services:case_cover_list services:case_cover_end
        programs:cover_list programs:cover_piece programs:group_cover programs:group_cover_piece api_groups-cover
        api_groups-add-facilitator api_groups-end-facilitator api_groups-schedule
        programs:program_new programs:program_edit programs:group_new programs:group_edit
        programs:facilitator_list programs:facilitator_end
        programs:curriculum_new programs:curriculum_me_first programs:plan_new programs:plan_edit programs:plan_remove
        programs:skill_new programs:skill_edit programs:group_take_over api_groups-take-over
        referrals:import_list referrals:import_new referrals:import_detail referrals:import_progress
        referrals:import_correct referrals:import_apply referrals:import_undo referrals:import_give_up
        referrals:set_aside_close referrals:front_desk
    """,
    frozenset({"director", "administrator"}): """
        services:team services:invitation_new services:invitation_renew services:invitation_cancel
        services:qualification_list services:qualification_new services:qualification_edit
        services:qualification_remove services:qualification_kind_new services:qualification_kind_edit
        services:supervisor_edit
        services:membership_end services:membership_take_back
        programs:closure_list programs:closure_edit programs:closure_remove programs:closure_cancel_sessions
        api_closures-remove
        programs:rule_profile_new programs:rule_profile_edit programs:rule_profile_publish
        programs:rule_profile_discard programs:rule_profile_next programs:rule_profile_choose
    """,
    # Tom's days away: his own to take back, and theirs who lead here.
    # Whose it is, and those who lead.
    RUN_IT | {"administrator"}: "services:leave_remove api_leaves-remove api_qualifications-detail",
    frozenset({"administrator"}): "services:token_revoke services:site_new services:site_edit",
    AROUND_THE_GROUP | {"administrator"}: """
        programs:rule_profile_list programs:rule_profile_detail api_closures-list api_closures-detail api_staff-list api_staff-detail
        api_qualifications-list api_qualification_kinds-list api_qualification_kinds-detail
    """,
    READ_REPORTS: """
        services:saved_view_edit services:saved_view_move services:saved_view_remove services:saved_view_take_back
        reports:report_list reports:retention reports:exits reports:attendance reports:unrecorded api_report
    """,
    EVERYBODY: f"{FOR_EVERYBODY} {KEPT_VIEWS}",
}
ALLOWED = {name: roles for roles, names in DOORS.items() for name in names.split()}
OPEN = set(FOR_STRANGERS.split())
# Answers to everything that is no address of the API; it has no name of its own.
UNNAMED = {"^api/v1(/.*)?$"}
# A director says why first: 403 with that question is an open door.
ASKS_WHY = {"api_notes-detail", "api_notes-amend", "api_notes-mark-in-error", "api_notes-sign"}


def opened(name: str, status: int) -> bool:
    if status == 403:
        return name in ASKS_WHY
    return status in (200, 302, 400, 409, 422, 428)


@pytest.fixture
def town(db):
    house = FullHouse()
    staff, rows, sent = people(house), objects(house), said(house)
    browsers = {}
    for who, person in staff.items():
        browsers[who] = Browser(raise_request_exception=False)
        if person:
            browsers[who].force_login(person)

    def knock(who: str, name: str) -> tuple[int, str]:
        return doors.knock(browsers[who], name, rows.get(name, {}), sent.get(name, {}))

    knock.objects = rows
    return knock


def test_every_address_says_whom_it_is_for():
    known = set(ALLOWED) | OPEN | UNNAMED
    assert set(doors.addresses()) - known == set()
    assert known - set(doors.addresses()) == set()


def test_no_address_stands_in_two_rows():
    names = [name for names in (*DOORS.values(), FOR_STRANGERS) for name in names.split()]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("role", ROLES)
def test_a_role_opens_its_doors_and_no_others(town, role):
    wrong = []
    for name, allowed in ALLOWED.items():
        status, _where = town(role, name)
        if role in allowed and not opened(name, status):
            wrong.append(f"{name} is shut to {role}: {status}")
        if role not in allowed and status != 404:
            wrong.append(f"{name} is open to {role}: {status}")
    assert wrong == []


def test_a_stranger_is_turned_away_everywhere(town):
    wrong = []
    for name in ALLOWED:
        status, where = town("stranger", name)
        turned_away = status in (401, 404) or (status == 302 and where.startswith("/accounts/login/"))
        if not turned_away:
            wrong.append(f"{name}: {status} {where}")
    assert wrong == []


def test_what_stands_open_answers_a_stranger(town):
    answers = {name: town("stranger", name)[0] for name in OPEN}
    assert {name: status for name, status in answers.items() if status not in (200, 302)} == {}


def test_a_director_of_another_service_finds_nothing_of_ours(town):
    """404 for every row of North, as if it did not exist."""
    ours = set(town.objects) & set(ALLOWED) - {"api_report"}
    found = {name: status for name in ours if (status := town("elsewhere", name)[0]) != 404}
    assert found == {}
    assert len(ours) > 40


def test_an_open_door_is_seen(town, monkeypatch):
    """The twin: were nobody asked for a role, the test above would name the pages."""
    monkeypatch.setattr(access.Desk, "has", lambda self, *roles: True)
    status, _where = town("researcher", "followups:client_list")
    assert opened("followups:client_list", status)
