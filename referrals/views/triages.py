"""The triage: one page, safety first. Then a colleague's ear, and at high risk a second person."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from programs.instruments.pack import ENGLISH
from programs.models.assessment import Bands
from programs.questions.screen_cautions import cautions
from referrals.access import TRIAGERS, knows_the_door
from referrals.actions import consultations, triages
from referrals.forms import AnswerForm, SecondForm
from referrals.models import Consultation, Referral, Triage
from referrals.questions.earlier_answers import Known, known_of, with_home
from referrals.questions.front_desks import front_desk_of
from referrals.triage_forms import MAN, WAY, FromElsewhereForm, Screens, ToldForm, TriageForm
from referrals.views.referrals import point_at
from services.access import colleagues_of, name_for, staff_with
from services.errors import Refused, Stale
from services.forms import version_seen, whole_number
from services.models import Service


class Asked:
    """The forms of the page, as one."""

    def __init__(self, request: HttpRequest, referral: Referral, known: Known, *, at: datetime) -> None:
        staff, sent, today = request.user, request.POST or None, timezone.localdate(at)
        service: Service = staff.desk.service
        colleagues = colleagues_of(staff, *TRIAGERS).exclude(pk=staff.pk)
        self.triage = TriageForm(
            sent,
            instance=known.found,
            colleagues=colleagues,
            desk=front_desk_of(service),
            earlier=known.earlier,
        )
        self.told = ToldForm(
            sent,
            referral=referral,
            knows_the_door=knows_the_door(staff, referral),
        )
        self.screens = Screens(
            sent,
            language=get_language() or ENGLISH,
            today=today,
            known=known.assessments,
            bands=Bands.ABS if service.country == "AU" else Bands.USUAL,
        )
        self.elsewhere = FromElsewhereForm(sent, today=today)

    def are_valid(self) -> bool:
        right = [form.is_valid() for form in (self.triage, self.told, self.elsewhere)]
        return self.screens.are_valid() and all(right)

    @property
    def all(self) -> list:
        return [self.triage, self.told, *self.screens.forms, self.elsewhere]

    def said(self, request: HttpRequest) -> dict[str, object]:
        """As the action takes it. A version says that the page asked for it: what was not asked is not cleared."""
        given, home = self.told, {}
        man_version = whole_number(request.POST.get("man_version"))
        way_version = whole_number(request.POST.get("way_version"))
        names = ("relationship", "relationship_since")
        if set(names) & set(given.changed_data):
            home = {name: given.cleaned_data[name] for name in names}
        told = triages.Told(
            man=given.changed(MAN) if man_version else {},
            man_version=man_version,
            way=given.changed(WAY) if way_version else {},
            way_version=way_version,
            screens=self.screens.said,
            results=self.elsewhere.result,
            **home,
        )
        return {"told": told, **self.triage.cleaned_data}


@staff_with(*TRIAGERS)
def referral_triage(request: HttpRequest, pk) -> HttpResponse:
    """What the talk found: safety first, both plans last. May be corrected later."""
    referral = _referral(request, pk)
    at = timezone.now()
    known = known_of(referral, staff=request.user)
    asked = Asked(request, referral, known, at=at)
    seen = version_seen(request, known.found) if known.found else 0
    status, changed = 200, None
    # Every form says at once what is to be mended in it.
    if request.method == "POST" and asked.are_valid():
        try:
            triages.keep(referral=referral, version=seen, **asked.said(request), by=request.user, at=at)
            return _kept(request, referral, at=at)
        except Refused as refused:
            point_at(asked.triage, refused)
            for name in set(refused.fields) & set(asked.told.fields):
                asked.told.add_error(name, refused.fields[name])
            status = refused.status
            if isinstance(refused, Stale) and isinstance(refused.current, Triage):
                # Shown as it stands now, above what was written; saved again, these words win knowingly.
                changed = refused.current
                seen = changed.version
        except ValidationError as error:
            asked.triage.add_error(None, error.messages)
    if any(form.errors for form in asked.all) and status == 200:
        status = 422
    context = {
        "referral": referral,
        "man": referral.client,
        "asked": [form for form in asked.all if form.errors],
        "form": asked.triage,
        "told": asked.told,
        "screens": asked.screens,
        "elsewhere": asked.elsewhere,
        "known": known,
        "older": known.older(timezone.localdate(at)),
        "version": seen,
        "changed": changed,
        "at": at,
    }
    return render(request, "referrals/referral_triage.html", context, status=status)


@staff_with(*TRIAGERS)
def referral_second(request: HttpRequest, pk) -> HttpResponse:
    """A second person has looked at a high risk, and says what was agreed."""
    referral = _referral(request, pk)
    rows = Triage.objects.visible_to(request.user).select_related("by", "consulted", "seconded_by")
    found = get_object_or_404(rows, referral=referral)
    form = SecondForm(request.POST or None)
    status = 200
    if form.is_valid():
        try:
            triages.second(
                referral=referral,
                words=form.cleaned_data["seconded_words"],
                by=request.user,
                at=timezone.now(),
            )
            messages.success(request, _("Noted. Now it can be decided."))
            return redirect(referral)
        except Refused as refused:
            point_at(form, refused)
            status = refused.status
    context = {"referral": referral, "man": referral.client, "triage": found, "form": form}
    context["is_mine"] = found.by_id == request.user.pk
    return render(request, "referrals/referral_second.html", context, status=status)


@staff_with(*TRIAGERS)
def consultation_detail(request: HttpRequest, pk) -> HttpResponse:
    """What a colleague asks, with what was found; and the answer."""
    rows = Consultation.objects.visible_to(request.user)
    rows = rows.select_related(
        "referral__client", "referral__triage__by", "asked_by", "asked_of", "answered_by"
    )
    asked = get_object_or_404(rows, pk=pk)
    form = AnswerForm(request.POST or None)
    status = 200
    if form.is_valid():
        try:
            consultations.answer(
                consultation=asked, words=form.cleaned_data["answer"], by=request.user, at=timezone.now()
            )
            messages.success(request, _("Noted. Thank you for listening."))
            return redirect("referrals:consultation_detail", pk=pk)
        except Refused as refused:
            point_at(form, refused)
            status = refused.status
    context = {
        "asked": asked,
        "triage": getattr(asked.referral, "triage", None),
        "name": name_for(request.user, asked.referral.client),
        "may_open": Referral.objects.visible_to(request.user).filter(pk=asked.referral_id).exists(),
        "may_answer": asked.answered_at is None and asked.asked_by_id != request.user.pk,
        "form": form,
    }
    return render(request, "referrals/consultation_detail.html", context, status=status)


def _kept(request: HttpRequest, referral: Referral, *, at: datetime) -> HttpResponse:
    """Back to the referral, with what his answers ask somebody to do."""
    messages.success(request, _("Kept. Now decide with him what comes next."))
    today = timezone.localdate(at)
    rows = known_of(referral, staff=request.user).assessments
    told = [caution for each in rows if each.taken_on == today for caution in cautions(each)]
    for caution in sorted(told, key=lambda each: not each.safety):
        say = messages.warning if caution.safety else messages.info
        say(request, caution.words)
    return redirect(referral)


def _referral(request: HttpRequest, pk) -> Referral:
    rows = with_home(Referral.objects.visible_to(request.user))
    return get_object_or_404(rows.select_related("client"), pk=pk)
