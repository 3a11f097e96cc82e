"""Who knocks, and with the number of which row: one that is theirs in North, if anybody's."""

from __future__ import annotations

from django.utils import timezone

from programs.actions import calendar_feeds, progress_notes
from programs.models import (
    Appointment,
    Assessment,
    CalendarFeed,
    Closure,
    Facilitator,
    GateOverride,
    GuardianConsent,
    OrderedDose,
    RiskResult,
)
from referrals.models import Arrival, Consultation, Deadline, Hearing, ImportBatch, KeptApart, Redirection
from services.actions import team, tokens
from services.models import (
    ApiToken,
    AuditEntry,
    CaseCover,
    ClientMerge,
    Leave,
    Membership,
    Qualification,
    QualificationKind,
    SavedView,
    Staff,
)
from tests import factories
from tests.conftest import NOW
from tests.partners import wing
from tests.security.full_house import FullHouse


def people(house: FullHouse) -> dict[str, Staff | None]:
    """One person for each role, those who run groups in the group; Wes directs another service."""
    Facilitator.objects.create(service=house.service, group=house.group, staff=house.pete, since="2026-01-01")
    make = factories.make_staff
    return {
        "intake": house.ines,
        "counselor": house.tom,
        "peer": house.pete,
        "director": house.priya,
        "partner_worker": make(name="Mara Quill", service=house.service, role="partner_worker"),
        "researcher": make(name="Rui Sand", service=house.service, role="researcher"),
        "administrator": house.ada,
        "elsewhere": house.wes,
        "stranger": None,
    }


def objects(house: FullHouse) -> dict[str, dict]:
    """What stands in the address, for each that asks for something."""
    draft = progress_notes.begin(enrollment=house.other_place, session=house.session, by=house.tom, at=NOW)
    invitation, key = team.invite(email="door@example.org", role="peer", by=house.ada, at=timezone.now())
    dan = {"pk": house.dan.pk}
    edition = {"pk": house.plan.module.curriculum_id}
    order = {"pk": house.mandate.pk}
    referral, session = {"pk": house.referral.pk}, {"pk": house.session.pk}
    place, group, note = {"pk": house.place.pk}, {"pk": house.group.pk}, {"pk": house.note.pk}
    owed, batch = {"pk": house.follow_up.pk}, {"pk": ImportBatch.objects.get().pk}
    kept = SavedView.objects.get()
    removed = SavedView.objects.create(
        service=house.service, owner=house.priya, page=kept.page, name="Gone", shared=True, created_at=NOW,
        removed_at=NOW,
    )  # fmt: skip
    Arrival.objects.update(receipt_hash=tokens.hash_of("knock"))
    letter = {"pk": Arrival.objects.get().pk}
    hour, below = {"pk": Appointment.objects.get().pk}, {"enrollment_pk": house.place.pk}
    contact = dan | {"rule_pk": house.dan.contact_rules.get().pk}
    screen, result = {"pk": Assessment.objects.get().pk}, {"pk": RiskResult.objects.get().pk}
    closure, leave = {"pk": Closure.objects.get().pk}, {"pk": Leave.objects.get().pk}
    moved = AuditEntry.objects.create(
        service=house.service, by=house.tom, what="session.moved", about_type="programs.groupsession",
        about_id=house.session.pk, at=NOW, details={"moved": ""},
    )  # fmt: skip
    steps = (
        "accept",
        "close",
        "contacts",
        "decline",
        "no-contact",
        "place",
        "redirect",
        "second",
        "triage",
        "waitlist",
        "withdraw",
    )
    return {
        **wing.doors(house, Staff.objects.get(name="Mara Quill")),
        "followups:client_detail": dan,
        "referrals:receipt": {"secret": "knock"},
        **{
            f"referrals:arrival_{word}": letter
            for word in ("detail", "take", "set_aside", "take_back", "receipt", "called_back")
        },
        "followups:follow_up_complete": owed,
        "followups:follow_up_detail": owed,
        "followups:follow_up_hand_over": owed,
        **{f"programs:assessment_{word}": dan for word in ("list", "piece")},
        "programs:assessment_new": dan | {"code": "phq9"},
        **{f"programs:assessment_{word}": screen for word in ("edit", "in_error")},
        "programs:risk_result_new": dan,
        **{f"programs:risk_result_{word}": result for word in ("edit", "in_error")},
        **{f"api_assessments-{word}": screen for word in ("detail", "mark-in-error")},
        **{f"api_risk_results-{word}": result for word in ("detail", "mark-in-error")},
        "programs:appointment_new": place,
        **{
            f"api_guardian_consents-{word}": {"pk": GuardianConsent.objects.get().pk}
            for word in ("detail", "withdraw")
        },
        "api_qualifications-detail": {"pk": Qualification.objects.get().pk},
        "api_qualification_kinds-detail": {"pk": QualificationKind.objects.get().pk},
        "programs:guardian_consent_list": place,
        "programs:guardian_consent_withdraw": {"pk": GuardianConsent.objects.get().pk},
        **{f"programs:appointment_{word}": hour | below for word in ("edit", "cancel", "mark")},
        **{f"api_appointments-{word}": hour for word in ("detail", "cancel", "mark")},
        **{
            f"programs:enrollment_{word}": place
            for word in ("exit", "reinstate", "standing", "pause", "back", "transfer", "complete")
        },
        "programs:ordered_dose_new": place,
        "programs:ordered_dose_edit": {"pk": OrderedDose.objects.first().pk},
        **{f"programs:attendance_{word}": {"pk": house.mark.pk} for word in ("reason", "make_up")},
        **{
            f"api_enrollments-{word}": place
            for word in (
                "pause",
                "change-return",
                "back",
                "transfer",
                "complete",
                "accept-reason",
                "make-up",
                "standing",
                "certificate",
            )
        },
        "api_orders-detail": {"pk": OrderedDose.objects.first().pk},
        **{
            f"programs:rule_profile_{word}": {"pk": house.draft_rules.pk}
            for word in ("edit", "publish", "discard")
        },
        **{f"programs:rule_profile_{word}": {"pk": house.rules.pk} for word in ("detail", "next", "choose")},
        **{f"programs:program_{word}": {"pk": house.program.pk} for word in ("detail", "edit")},
        **{f"programs:group_{word}": group for word in ("detail", "edit")},
        **{f"programs:curriculum_{word}": {"pk": house.program.pk} for word in ("list", "new")},
        **{f"programs:curriculum_{word}": edition for word in ("detail", "me_first")},
        "programs:plan_new": {"pk": house.plan.module_id},
        **{f"programs:plan_{word}": {"pk": house.plan.pk} for word in ("edit", "remove", "handouts")},
        "programs:skill_edit": {"pk": house.plan.skills.get().pk},
        "programs:gate_override_new": place,
        "programs:group_take_over": group,
        "api_group_gate": group,
        "api_groups-take-over": group,
        "api_curricula-detail": edition,
        "api_skills-detail": {"pk": house.plan.skills.get().pk},
        "api_gate_overrides-detail": {"pk": GateOverride.objects.get().pk},
        "programs:facilitator_list": group,
        "programs:group_cover": group,
        "programs:group_cover_piece": group,
        "api_groups-cover": group,
        **{f"programs:closure_{word}": closure for word in ("edit", "remove", "cancel_sessions")},
        **{f"api_closures-{word}": closure for word in ("detail", "remove")},
        "services:leave_remove": leave,
        **{f"api_leaves-{word}": leave for word in ("detail", "remove")},
        "programs:facilitator_end": {"pk": house.group.facilitators.get(staff=house.tom).pk},
        **{f"programs:session_{word}": group for word in ("list", "new", "plan")},
        **{f"programs:session_{word}": session for word in ("edit", "cancel", "restore", "move")},
        "programs:session_move_take_back": session | {"move_pk": moved.pk},
        "api_sessions-move": session,
        "api_sessions-take-back-move": session,
        "programs:progress_note_detail": note,
        "programs:progress_note_in_error": note,
        "programs:progress_note_edit": {"pk": draft.pk},
        "programs:progress_note_new": {"session_pk": house.session.pk, "enrollment_pk": house.place.pk},
        "programs:register": session,
        "programs:head_count": {"pk": house.event.pk},
        "api_sessions-count-heads": {"pk": house.event.pk},
        "programs:sign_in_sheet": session,
        "programs:calendar_feed": {"secret": calendar_feeds.make(by=house.tom, at=NOW)[1]},
        "programs:calendar_feed_revoke": {"pk": CalendarFeed.objects.filter(staff=house.tom).first().pk},
        "services:client_edit": dan,
        "services:contact_rule_edit": contact,
        "services:contact_rule_new": dan,
        "services:invitation_accept": {"key": key},
        "services:invitation_renew": {"pk": invitation.pk},
        "services:invitation_cancel": {"pk": invitation.pk},
        "services:membership_end": {"pk": Membership.objects.get(staff=house.pete).pk},
        "services:membership_take_back": {"pk": Membership.objects.get(staff=house.pete).pk},
        **{f"services:saved_view_{word}": {"pk": kept.pk} for word in ("edit", "move", "remove")},
        "services:saved_view_take_back": {"pk": removed.pk},
        "services:supervision_edit": {"pk": house.supervision.pk},
        "services:supervisor_edit": {"pk": house.tom.pk},
        **{
            f"services:qualification_{word}": {"pk": Qualification.objects.get().pk}
            for word in ("edit", "remove")
        },
        "services:qualification_kind_edit": {"pk": QualificationKind.objects.get().pk},
        "services:site_edit": {"pk": house.group.site_id},
        "services:token_revoke": {"pk": ApiToken.objects.get().pk},
        "account_reset_password_from_key": {"uidb36": "1", "key": "guess"},
        "api_report": {"name": "retention"},
        "api_session_register": session,
        "api_clients-detail": dan,
        "api_enrollments-detail": place,
        "api_enrollments-exit": place,
        "api_enrollments-reinstate": place,
        "api_follow_ups-detail": owed,
        "api_follow_ups-complete": owed,
        "api_follow_ups-hand-over": owed,
        "api_groups-detail": group,
        **{f"api_groups-{word}": group for word in ("schedule", "add-facilitator", "end-facilitator")},
        "api_notes-detail": note,
        "api_notes-amend": note,
        "api_notes-mark-in-error": note,
        "api_notes-sign": note,
        "api_programs-detail": {"pk": house.program.pk},
        "api_services-detail": {"pk": house.service.pk},
        "api_sessions-detail": session,
        "api_sites-detail": {"pk": house.north.pk},
        "api_staff-detail": {"pk": house.tom.pk},
        "referrals:referral_second": referral,
        "referrals:consultation_detail": {"pk": Consultation.objects.get().pk},
        **{
            f"api_consultations-{word}": {"pk": Consultation.objects.get().pk} for word in ("detail", "reply")
        },
        "referrals:referral_step": referral | {"word": "close"},
        **{
            f"referrals:referral_{word}": referral
            for word in (
                "detail",
                "edit",
                "contact",
                "triage",
                "take",
                "place",
                "take_back",
                "told",
                "next_try",
                "not_him",
            )
        },
        "referrals:mandate_list": dan,
        "services:case_cover_list": dan,
        "services:case_cover_end": {"pk": CaseCover.objects.get().pk},
        "referrals:mandate_new": referral,
        **{f"referrals:{word}": order for word in ("mandate_edit", "mandate_end", "hearing_new")},
        **{f"api_mandates-{word}": order for word in ("detail", "end", "hearings")},
        "referrals:hearing_close": {"pk": Hearing.objects.get().pk},
        "referrals:deadline_done": {"pk": Deadline.objects.get().pk},
        "referrals:kept_apart_list": dan,
        "followups:client_merge": dan,
        "followups:client_merge_undo": {"pk": ClientMerge.objects.get().pk},
        "referrals:kept_apart_end": {"pk": KeptApart.objects.get().pk},
        "referrals:redirection_detail": {"pk": Redirection.objects.get().pk},
        **{
            f"referrals:import_{word}": batch
            for word in ("detail", "progress", "correct", "apply", "undo", "give_up")
        },
        **{f"api_referrals-{word}": referral for word in ("detail", *steps)},
    }


def said(house: FullHouse) -> dict[str, dict]:
    """What is sent along, where an empty form asks for nothing."""
    return {
        "services:service_choose": {"service": str(house.service.pk)},
        "programs:rule_profile_choose": {"program": str(house.program.pk)},
    }
