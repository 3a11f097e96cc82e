"""Who works here: invited, welcomed, let go."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from services.actions import audit
from services.errors import NotAcceptable, Refused
from services.models import Invitation, Membership, Service, Site, Staff
from services.models.membership import Role
from services.wall import set_frame

OPEN_FOR = timedelta(days=7)
NOTICED_WITHIN = timedelta(minutes=10)


class InvitationClosed(Refused):
    slug = "invitation_closed"


def hash_of(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


@transaction.atomic
def invite(
    *, email: str, role: str, site: Site | None = None, by: Staff, at: datetime
) -> tuple[Invitation, str]:
    """Open a door for one address for a week; answers the invitation and the key of its link, shown once."""
    email = email.strip().lower()
    service = by.desk.service
    if Membership.objects.current().filter(service=service, staff__email=email, role=role).exists():
        raise NotAcceptable(
            _("This person already has this role here."),
            fields={"email": [_("Choose another role or person.")]},
        )
    waiting = Invitation.objects.filter(service=service, email=email, role=role, site=site, accepted_at=None)
    if waiting.exists():
        raise NotAcceptable(
            _("This person is already invited to this role. Make a new link for that invitation instead."),
            fields={"email": [_("Look under “Invited, not here yet”.")]},
        )
    key = secrets.token_urlsafe(24)
    invitation = Invitation.objects.create(
        service=service,
        email=email,
        role=role,
        site=site,
        token_hash=hash_of(key),
        invited_by=by,
        created_at=at,
        expires_at=at + OPEN_FOR,
    )
    audit.record(by=by, what="staff.invited", about=invitation, at=at, role=role)
    return invitation, key


@transaction.atomic
def renew_invitation(*, invitation: Invitation, by: Staff, at: datetime) -> tuple[Invitation, str]:
    """A new link for an open invitation, good for a week; the old one opens nothing any more."""
    invitation = _still_waiting(invitation)
    key = secrets.token_urlsafe(24)
    invitation.token_hash, invitation.expires_at = hash_of(key), at + OPEN_FOR
    invitation.save(update_fields=["token_hash", "expires_at"])
    audit.record(by=by, what="staff.invited_again", about=invitation, at=at, role=invitation.role)
    return invitation, key


@transaction.atomic
def cancel_invitation(*, invitation: Invitation, by: Staff, at: datetime) -> None:
    """Shut the door again. The address goes with it: whoever never came leaves nothing here but the audit."""
    invitation = _still_waiting(invitation)
    audit.record(by=by, what="staff.invitation_cancelled", about=invitation, at=at, role=invitation.role)
    invitation.delete()


def _still_waiting(invitation: Invitation) -> Invitation:
    now = Invitation.objects.select_for_update(of=("self",)).filter(pk=invitation.pk).first()
    if now is None or now.accepted_at:
        raise InvitationClosed(_("This invitation was used or taken back meanwhile."))
    return now


def invitation_behind(key: str, *, at: datetime) -> Invitation:
    """The open invitation of a link, found by whoever holds it. Raises InvitationClosed."""
    set_frame(token=hash_of(key))
    invitation = Invitation.objects.filter(token_hash=hash_of(key)).select_related("service").first()
    if invitation is None or invitation.accepted_at or invitation.expires_at <= at:
        raise InvitationClosed(_("This invitation was used or has run out. Ask for a new one."))
    return invitation


@transaction.atomic
def accept(*, key: str, name: str, password: str, at: datetime) -> Staff:
    """Come in through an invitation: an account where there is none yet, and the role it promised."""
    invitation = invitation_behind(key, at=at)
    set_frame(service=invitation.service_id, token=hash_of(key))
    # Meanwhile it may have been used, taken back, or given another key.
    waiting = Invitation.objects.filter(accepted_at=None, token_hash=hash_of(key))
    if not waiting.select_for_update(of=("self",)).filter(pk=invitation.pk).exists():
        raise InvitationClosed(_("This invitation was used or has run out. Ask for a new one."))
    staff = Staff.objects.filter(email=invitation.email).first()
    if staff is None:
        staff = Staff.objects.make(email=invitation.email, name=name.strip(), password=password)
    elif not staff.check_password(password):
        raise NotAcceptable(
            _("You already have an account. Enter its password to add this service."),
            fields={"password": [_("This is not its password.")]},
        )
    # Somebody may have given the role in the meantime; then the door only closes.
    Membership.objects.get_or_create(
        service_id=invitation.service_id,
        staff=staff,
        role=invitation.role,
        site=invitation.site,
        ended_at=None,
    )
    invitation.accepted_at = at
    invitation.save(update_fields=["accepted_at"])
    audit.record(by=staff, what="staff.joined", about=invitation, at=at, role=invitation.role)
    return staff


@transaction.atomic
def end(*, membership: Membership, by: Staff, at: datetime) -> Membership:
    """Take a role away. What the person did stays; the next request finds the desk empty, and no door is left open."""
    membership = Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
    if membership.ended_at is None:
        _keep_one_administrator(membership)
        membership.ended_at = at
        membership.save(update_fields=["ended_at"])
        _close_doors(membership, at=at)
        audit.record(by=by, what="staff.left", about=membership, at=at)
    return membership


@transaction.atomic
def take_back_end(*, membership: Membership, by: Staff, at: datetime) -> Membership:
    """As if the role had never ended, for the minutes in which a wrong press is noticed. Raises Refused."""
    membership = Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
    if membership.ended_at is None:
        return membership
    if at - membership.ended_at > NOTICED_WITHIN:
        raise Refused(_("This role ended a while ago. Invite the person again."))
    same = {name: getattr(membership, name) for name in ("service_id", "staff_id", "role", "site_id")}
    if Membership.objects.current().filter(**same).exists():
        raise Refused(_("This person already has this role here."))
    membership.ended_at = None
    membership.save(update_fields=["ended_at"])
    audit.record(by=by, what="staff.end_taken_back", about=membership, at=at)
    return membership


def _close_doors(membership: Membership, *, at: datetime) -> None:
    """Whoever is let go cannot come back through an invitation of their own, under another address."""
    opened = Invitation.objects.filter(service_id=membership.service_id, invited_by=membership.staff_id)
    opened.filter(accepted_at=None, expires_at__gt=at).update(expires_at=at)


def _keep_one_administrator(membership: Membership) -> None:
    """Without an administrator nobody could let anybody in any more."""
    if membership.role != Role.ADMINISTRATOR:
        return
    # Locked together, in one order: two administrators who let each other go at once wait here.
    of_the_service = Membership.objects.current().filter(service_id=membership.service_id)
    ids = of_the_service.filter(role=Role.ADMINISTRATOR).order_by("id").select_for_update(of=("self",))
    if set(ids.values_list("pk", flat=True)) <= {membership.pk}:
        raise Refused(_("This is the last administrator. Name another one first."))


@transaction.atomic
def add_member(
    *, service: Service, staff: Staff, role: str, site: Site | None = None, by: Staff, at: datetime
) -> Membership:
    """Give a person a role without an invitation: for commands and the demo."""
    membership = Membership.objects.create(service=service, staff=staff, role=role, site=site)
    audit.record(by=by, what="staff.added", about=membership, at=at, role=role)
    return membership
