"""Who works here: invited, welcomed, let go; and the keys other programs hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from services.access import Role, may_give, may_invite, staff_with
from services.actions import team as actions
from services.actions import tokens
from services.errors import NotAcceptable, Refused
from services.exports import file_answer, kind_asked
from services.forms import InvitationForm
from services.models import ApiToken, Invitation, Membership, Qualification, Site, Staff

LEADERS = (Role.ADMINISTRATOR, Role.DIRECTOR)


@dataclass
class Colleague:
    """One person with the roles held here, and whether the reader may take each away."""

    staff: Staff
    roles: list[Membership] = field(default_factory=list)
    renew: list[Qualification] = field(default_factory=list)

    @property
    def supervisor(self) -> Staff | None:
        return next((role.supervisor for role in self.roles if role.supervisor_id), None)

    @property
    def may_lead(self) -> bool:
        return any(role.may_end for role in self.roles)


@staff_with(*LEADERS)
def team(request: HttpRequest) -> HttpResponse:
    if kind := kind_asked(request):
        return _file(kind, _held(request.user), by=request.user)
    return _page(request, _invitation_form(request))


@require_POST
@staff_with(*LEADERS)
def invitation_new(request: HttpRequest) -> HttpResponse:
    """Invite somebody, and show the link once: it cannot be read again."""
    form = _invitation_form(request, request.POST)
    if form.is_valid():
        try:
            invitation, key = actions.invite(**form.cleaned_data, by=request.user, at=timezone.now())
            return _link_shown_once(request, invitation, key, status=201)
        except NotAcceptable as refused:
            form.add_error("email", str(refused))
    return _page(request, form, status=422)


@require_POST
@staff_with(*LEADERS)
def invitation_renew(request: HttpRequest, pk) -> HttpResponse:
    """A new link for somebody who has not come yet; the one sent before opens nothing any more."""
    try:
        invitation, key = actions.renew_invitation(
            invitation=_invitation(request, pk), by=request.user, at=timezone.now()
        )
        return _link_shown_once(request, invitation, key)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("services:team")


@require_POST
@staff_with(*LEADERS)
def invitation_cancel(request: HttpRequest, pk) -> HttpResponse:
    try:
        actions.cancel_invitation(invitation=_invitation(request, pk), by=request.user, at=timezone.now())
        messages.success(request, _("Taken back. The link opens nothing any more."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("services:team")


@require_POST
@staff_with(*LEADERS)
def membership_end(request: HttpRequest, pk) -> HttpResponse:
    membership = get_object_or_404(Membership.objects.visible_to(request.user), pk=pk)
    if not _may_give(request.user, membership):
        raise Http404
    try:
        actions.end(membership=membership, by=request.user, at=timezone.now())
        undo = reverse("services:membership_take_back", args=[membership.pk])
        messages.success(request, _("This role has ended. What the person wrote stays."), extra_tags=undo)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("services:team")


@require_POST
@staff_with(*LEADERS)
def membership_take_back(request: HttpRequest, pk) -> HttpResponse:
    """Undo of a role ended by mistake, for whoever could have ended it."""
    membership = get_object_or_404(Membership.objects.in_service_of(request.user), pk=pk)
    if not _may_give(request.user, membership):
        raise Http404
    try:
        actions.take_back_end(membership=membership, by=request.user, at=timezone.now())
        messages.success(request, _("The role is held again."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("services:team")


@require_POST
@staff_with(Role.ADMINISTRATOR)
def token_revoke(request: HttpRequest, pk) -> HttpResponse:
    token = get_object_or_404(ApiToken.objects.in_service_of(request.user), pk=pk)
    tokens.revoke(token=token, by=request.user, at=timezone.now())
    messages.success(request, _("The key no longer opens anything."))
    return redirect("services:team")


def _may_give(staff: Staff, held: Membership | Invitation) -> bool:
    return may_give(staff, held.role, held.site_id)


def _invitation(request: HttpRequest, pk) -> Invitation:
    """One that nobody has used, for a role this person may give."""
    invitation = get_object_or_404(Invitation.objects.in_service_of(request.user), pk=pk, accepted_at=None)
    if not _may_give(request.user, invitation):
        raise Http404
    return invitation


def _link_shown_once(
    request: HttpRequest, invitation: Invitation, key: str, *, status: int = 200
) -> HttpResponse:
    link = request.build_absolute_uri(reverse("services:invitation_accept", args=[key]))
    context = {"invitation": invitation, "link": link}
    return render(request, "services/invitation_new.html", context, status=status)


def _invitation_form(request: HttpRequest, sent=None) -> InvitationForm:
    desk = request.user.desk
    every = desk.everywhere(*LEADERS)
    sites = Site.objects.in_service_of(request.user)
    return InvitationForm(
        sent,
        roles=may_invite(request.user),
        sites=sites if every else sites.filter(pk__in=desk.sites_of(*LEADERS)),
        every_site=every,
        may_give=partial(may_give, request.user),
    )


def _page(request: HttpRequest, form: InvitationForm, *, status: int = 200) -> HttpResponse:
    at = timezone.now()
    people: dict = {}
    for membership in _held(request.user):
        membership.may_end = _may_give(request.user, membership)
        people.setdefault(membership.staff_id, Colleague(membership.staff)).roles.append(membership)
    today = timezone.localdate(at)
    for held in Qualification.objects.visible_to(request.user).to_renew(on=today).select_related("kind"):
        held.now = held.state(on=today)
        if held.staff_id in people:
            people[held.staff_id].renew.append(held)
    waiting = Invitation.objects.in_service_of(request.user).filter(accepted_at=None)
    invited = list(waiting.select_related("site", "invited_by").order_by("-expires_at", "id"))
    for invitation in invited:
        invitation.may_give = _may_give(request.user, invitation)
        invitation.is_open = invitation.expires_at > at
    sees_keys = request.user.desk.has(Role.ADMINISTRATOR)
    keys = ApiToken.objects.in_service_of(request.user).filter(revoked_at=None).order_by("created_at")
    sees_sites = request.user.desk.everywhere(Role.ADMINISTRATOR)
    context = {
        "sees_sites": sees_sites,
        "sites": list(Site.objects.in_service_of(request.user)) if sees_sites else [],
        "people": list(people.values()),
        "invited": invited,
        "open_invitations": sum(invitation.is_open for invitation in invited),
        "form": form,
        "sees_keys": sees_keys,
        "keys": list(keys.select_related("staff")) if sees_keys else [],
        "at": at,
    }
    return render(request, "services/team.html", context, status=status)


def _held(staff: Staff) -> QuerySet[Membership]:
    """Every role held here now, by the name of who holds it."""
    held = Membership.objects.visible_to(staff).filter(staff__can_log_in=True)
    return held.select_related("staff", "site", "supervisor").order_by(
        "staff__name", "staff_id", "role", "id"
    )


def _file(kind: str, held: QuerySet[Membership], *, by: Staff) -> HttpResponse:
    headings = [_("Who"), _("E-mail"), _("What they do here"), _("Where"), _("Since")]
    lines = [
        [
            role.staff.name,
            role.staff.email,
            role.get_role_display(),
            role.site.name if role.site else _("Every site"),
            timezone.localdate(role.started_at),
        ]
        for role in held
    ]
    return file_answer(
        kind, what="team", name="team", headings=headings, rows=lines, by=by, at=timezone.now()
    )
