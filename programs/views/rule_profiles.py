"""The rules of a service: read by everybody, written and published by those who lead it."""

from __future__ import annotations

import json

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from programs.actions import rule_profiles
from programs.forms.rule_profiles import RuleProfileForm, RuleProfileNewForm
from programs.models import Program, RuleProfile
from programs.questions import standings
from programs.rules.examples import example
from programs.rules.sentences import of_limit
from programs.rules.words import in_words
from programs.views.groups import READERS
from services.access import Role, staff_with
from services.errors import Refused
from services.forms import version_seen

WRITERS = (Role.DIRECTOR, Role.ADMINISTRATOR)
FORMAT = 1


@staff_with(*READERS, Role.ADMINISTRATOR)
def rule_profile_list(request: HttpRequest) -> HttpResponse:
    """Standards with their editions, the newest first, and the programs under each."""
    writes = request.user.desk.has(*WRITERS)
    profiles = RuleProfile.objects.visible_to(request.user).prefetch_related("programs")
    if not writes:
        profiles = profiles.published()
    context = {"profiles": list(profiles), "writes": writes}
    return render(request, "programs/rule_profile_list.html", context)


@staff_with(*READERS, Role.ADMINISTRATOR)
def rule_profile_detail(request: HttpRequest, pk) -> HttpResponse:
    """What it says, part by part; before it is published, who would be over a limit under it."""
    profile = _profile(request, pk)
    if request.GET.get("format") == "json":
        return _file(profile)
    writes = request.user.desk.has(*WRITERS)
    programs = Program.objects.visible_to(request.user).filter(is_active=True).select_related("rule_profile")
    context = {
        "profile": profile,
        "parts": in_words(profile.rules, unverified=profile.unverified),
        "writes": writes,
        "programs": [each for each in programs if each.rule_profile_id == profile.pk],
        "others": [each for each in programs if each.rule_profile_id != profile.pk] if writes else [],
        "over": _over(request, profile),
    }
    return render(request, "programs/rule_profile_detail.html", context)


@staff_with(*WRITERS)
def rule_profile_new(request: HttpRequest) -> HttpResponse:
    """A first draft: from an example, from another service's file, or empty."""
    form = RuleProfileNewForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            profile = _begin(form, by=request.user, at=timezone.now())
            messages.success(request, _("A draft. Check every rule against the text in force."))
            return redirect("programs:rule_profile_edit", pk=profile.pk)
        except Refused as refused:
            form.add_error("file", [str(refused), *_said(refused)])
        except ValidationError as error:
            form.add_error(None, error)
    status = 422 if form.errors else 200
    return render(request, "programs/rule_profile_new.html", {"form": form}, status=status)


@staff_with(*WRITERS)
def rule_profile_edit(request: HttpRequest, pk) -> HttpResponse:
    """Write a draft, rule by rule."""
    profile = _profile(request, pk)
    if not profile.is_draft:
        return redirect(profile)
    form = RuleProfileForm(request.POST or None, instance=profile)
    if form.is_valid():
        try:
            rule_profiles.edit(
                profile=profile,
                rules=form.rules(),
                version=version_seen(request, profile),
                **form.about(),
                by=request.user,
                at=timezone.now(),
            )
            messages.success(request, _("Saved. It holds nobody until it is published."))
            return redirect(profile)
        except Refused as refused:
            for name, sentences in refused.fields.items():
                form.add_error(name if name in form.fields else None, sentences)
            form.add_error(None, str(refused))
        except ValidationError as error:
            form.add_error(None, error)
    context = {"form": form, "profile": profile}
    return render(request, "programs/rule_profile_edit.html", context, status=422 if form.errors else 200)


@require_POST
@staff_with(*WRITERS)
def rule_profile_publish(request: HttpRequest, pk) -> HttpResponse:
    profile = _profile(request, pk)
    try:
        rule_profiles.publish(profile=profile, by=request.user, at=timezone.now())
        messages.success(
            request, _("Published. Men who begin from now on are under it; the others keep theirs.")
        )
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(profile)


@require_POST
@staff_with(*WRITERS)
def rule_profile_discard(request: HttpRequest, pk) -> HttpResponse:
    profile = _profile(request, pk)
    try:
        rule_profiles.discard(profile=profile, by=request.user, at=timezone.now())
        messages.success(request, _("The draft is gone."))
        return redirect("programs:rule_profile_list")
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(profile)


@require_POST
@staff_with(*WRITERS)
def rule_profile_next(request: HttpRequest, pk) -> HttpResponse:
    """Begin the next edition with what this one says."""
    profile = _profile(request, pk)
    about = {name: getattr(profile, name) for name in rule_profiles.FIELDS}
    about |= {"effective_from": None, "effective_until": None, "reviewer": "", "reviewed_on": None}
    try:
        new = rule_profiles.draft(
            service=request.user.desk.service,
            key=profile.key,
            rules=profile.said,
            **about,
            by=request.user,
            at=timezone.now(),
        )
        return redirect("programs:rule_profile_edit", pk=new.pk)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(profile)


@require_POST
@staff_with(*WRITERS)
def rule_profile_choose(request: HttpRequest, pk) -> HttpResponse:
    """Put a program under these rules."""
    profile = _profile(request, pk)
    programs = Program.objects.visible_to(request.user)
    program = get_object_or_404(programs, pk=_uuid_or_404(request.POST.get("program", "")))
    try:
        rule_profiles.choose(program=program, profile=profile, by=request.user, at=timezone.now())
        messages.success(
            request, _("Men who begin in %(program)s from now on are under it.") % {"program": program.name}
        )
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(profile)


def _profile(request: HttpRequest, pk) -> RuleProfile:
    """A draft is there for those who write it alone."""
    profiles = RuleProfile.objects.visible_to(request.user)
    if not request.user.desk.has(*WRITERS):
        profiles = profiles.published()
    return get_object_or_404(profiles, pk=pk)


def _uuid_or_404(text: str) -> str:
    try:
        return str(Program._meta.pk.to_python(text))
    except ValidationError:
        raise Http404 from None


def _over(request: HttpRequest, profile: RuleProfile) -> list[dict]:
    """Men who would be over a limit, with the sentences; only for those who may open their records."""
    if not profile.is_draft or not request.user.desk.has(Role.DIRECTOR):
        return []
    found = standings.over_under(profile.rules, key=profile.key, staff=request.user, at=timezone.now())
    return [
        {
            "man": one.enrollment.client,
            "group": one.enrollment.group,
            "already": one.already,
            "sentences": [of_limit(limit) for limit in one.standing.over],
        }
        for one in found
    ]


def _begin(form: RuleProfileNewForm, *, by, at) -> RuleProfile:
    service, file, key = by.desk.service, form.cleaned_data["file"], form.cleaned_data["example"]
    if file:
        name = str(file.get("name") or _("Rules from a file"))[:150]
        return rule_profiles.draft(
            service=service,
            key=slugify(str(file.get("key") or name))[:40] or "rules",
            rules=file["rules"],
            name=name,
            jurisdiction=str(file.get("jurisdiction") or "")[:60],
            citation=str(file.get("citation") or "")[:500],
            unverified=[str(each)[:40] for each in file.get("unverified") or [] if isinstance(each, str)],
            by=by,
            at=at,
        )
    if key:
        return rule_profiles.adopt(service=service, example=example(key), by=by, at=at)
    name = _("Our rules")
    return rule_profiles.draft(
        service=service, key=slugify(name) or "rules", rules={}, name=name, by=by, at=at
    )


def _said(refused: Refused) -> list[str]:
    return [f"{name}: {' '.join(sentences)}" for name, sentences in refused.fields.items()]


def _file(profile: RuleProfile) -> HttpResponse:
    """The profile as another service can bring it in."""
    said = {
        "format": FORMAT,
        "key": profile.key,
        "name": profile.name,
        "jurisdiction": profile.jurisdiction,
        "as_of": profile.as_of.isoformat() if profile.as_of else None,
        "effective_from": profile.effective_from.isoformat() if profile.effective_from else None,
        "citation": profile.citation,
        "unverified": profile.unverified,
        "rules": profile.said,
    }
    answer = HttpResponse(
        json.dumps(said, indent=2, ensure_ascii=False) + "\n", content_type="application/json"
    )
    answer["Content-Disposition"] = f'attachment; filename="{profile.key}-{profile.edition}.json"'
    return answer
