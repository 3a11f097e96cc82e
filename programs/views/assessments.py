"""A man's screens: asked, put right, and what they say to ask next."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from programs.actions import assessments
from programs.forms.assessments import AnswersForm, AssessmentForm, MistakeForm
from programs.forms.refusals import tell
from programs.instruments.pack import ENGLISH, ORDER, UnknownInstrument, instrument
from programs.models import Assessment, RiskResult
from programs.models.assessment import Occasion
from programs.questions.screen_cautions import cautions
from services.access import KNOW_HIM, name_for, staff_with
from services.errors import Refused, Stale
from services.forms import version_seen
from services.models import Client

# How many lines a page of another floor shows.
PIECE = 4


@staff_with(*KNOW_HIM)
def assessment_list(request: HttpRequest, pk) -> HttpResponse:
    """Every screen he answered and every result of a risk tool, the newest first."""
    man = get_object_or_404(Client.objects.visible_to(request.user), pk=pk)
    asked = Assessment.objects.visible_to(request.user).filter(client=man).select_related("by")
    results = RiskResult.objects.visible_to(request.user).filter(client=man).select_related("by")
    context = {
        "man": man,
        "name": name_for(request.user, man),
        "assessments": list(asked[:200]),
        "results": list(results[:200]),
        "screens": [instrument(code) for code in ORDER],
    }
    return render(request, "programs/assessment_list.html", context)


@staff_with(*KNOW_HIM)
def assessment_piece(request: HttpRequest, pk) -> HttpResponse:
    """The newest of what he answered, for pages that show a piece of this one."""
    man = get_object_or_404(Client.objects.visible_to(request.user), pk=pk)
    asked = Assessment.objects.visible_to(request.user).standing().filter(client=man)
    results = RiskResult.objects.visible_to(request.user).standing().filter(client=man)
    context = {"man": man, "assessments": list(asked[:PIECE]), "results": list(results[:PIECE])}
    return render(request, "programs/_assessment_piece.html", context)


@staff_with(*KNOW_HIM)
def assessment_new(request: HttpRequest, pk, code: str) -> HttpResponse:
    """Ask him one screen. What he said in a shorter one on the same day is not asked again."""
    man = get_object_or_404(Client.objects.visible_to(request.user), pk=pk)
    try:
        screen = instrument(code, get_language() or ENGLISH)
    except UnknownInstrument as unknown:
        raise Http404 from unknown
    at = timezone.now()
    today = timezone.localdate(at)
    short = Assessment.objects.visible_to(request.user).standing().filter(client=man, taken_on=today)
    before = next((each for each in short if each.outcome.leads_to == code), None)
    answers = AnswersForm(request.POST or None, screen=screen, points=before.points if before else ())
    begun = {"taken_on": today, "occasion": Occasion.INTAKE}
    form = AssessmentForm(request.POST or None, screen=screen, initial=begun)
    if form.is_valid() and answers.is_valid():
        try:
            assessment = assessments.record(
                client=man,
                instrument_code=screen.code,
                language=screen.language,
                answers=answers.answers,
                **form.cleaned_data,
                by=request.user,
                at=at,
            )
            return _said(request, assessment)
        except Refused as refused:
            tell(form, refused)
    return _page(request, "programs/assessment_new.html", man, form, answers)


@staff_with(*KNOW_HIM)
def assessment_edit(request: HttpRequest, pk) -> HttpResponse:
    """What he answered, to read and to put right."""
    rows = Assessment.objects.visible_to(request.user).select_related("client", "by")
    assessment = get_object_or_404(rows, pk=pk)
    stands = {name: getattr(assessment, name) for name in AssessmentForm.base_fields}
    screen, version = assessment.form, version_seen(request, assessment)
    answers = AnswersForm(request.POST or None, screen=screen, points=assessment.points)
    form = AssessmentForm(request.POST or None, screen=screen, initial=stands)
    if form.is_valid() and answers.is_valid():
        try:
            said = {"version": version, "answers": answers.answers, **form.cleaned_data}
            put_right = assessments.correct(assessment=assessment, **said, by=request.user, at=timezone.now())
            return _said(request, put_right)
        except Stale as stale:
            version = stale.current.version
            form.add_error(
                None, _("Somebody else changed this since you opened it. Saved again, yours stays.")
            )
        except Refused as refused:
            tell(form, refused)
    context = {"assessment": assessment, "version": version, "mistake": MistakeForm()}
    return _page(request, "programs/assessment_edit.html", assessment.client, form, answers, **context)


@require_POST
@staff_with(*KNOW_HIM)
def assessment_in_error(request: HttpRequest, pk) -> HttpResponse:
    """It was another man's, or never asked: it counts nowhere from now on."""
    assessment = get_object_or_404(Assessment.objects.visible_to(request.user), pk=pk)
    try:
        reason = request.POST.get("error_reason", "")[:300]
        assessments.mark_in_error(assessment=assessment, reason=reason, by=request.user, at=timezone.now())
        messages.success(request, _("Marked as a mistake. It stays in his file, and counts nowhere."))
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(assessment)
    return redirect("programs:assessment_list", pk=assessment.client_id)


def _said(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Back to his screens; or on to the longer one, when this one asks for it."""
    messages.success(request, _("Kept."))
    for caution in cautions(assessment):
        say = messages.warning if caution.safety else messages.info
        say(request, caution.words)
    if on := assessment.outcome.leads_to:
        return redirect("programs:assessment_new", pk=assessment.client_id, code=on)
    return redirect("programs:assessment_list", pk=assessment.client_id)


def _page(request: HttpRequest, template: str, man: Client, form, answers, **more) -> HttpResponse:
    wrong = bool(form.errors or answers.errors)
    context = {"man": man, "name": name_for(request.user, man), "form": form, "answers": answers, **more}
    return render(request, template, context, status=422 if wrong else 200)
