"""Orders over a man: on a section of their own, never where a group is shown."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from programs.models import RuleProfile
from referrals.access import RECEIVERS, TRIAGERS, knows_the_door
from referrals.actions import mandates, referrers
from referrals.mandate_forms import EndForm, MandateForm
from referrals.models import Mandate, Referral, Referrer
from referrals.models.referral import OPEN
from referrals.questions import orders
from referrals.views.referrals import point_at
from services.access import staff_with
from services.errors import Refused, Stale
from services.forms import version_seen
from services.models import Client


@staff_with(*TRIAGERS)
def mandate_list(request: HttpRequest, pk) -> HttpResponse:
    """His orders, his days in court and what we owe by when; asked for by another page, the section alone."""
    staff, at = request.user, timezone.now()
    man = get_object_or_404(Client.objects.visible_to(staff), pk=pk)
    latest = Referral.objects.visible_to(staff).filter(client=man, status__in=OPEN).order_by("-received_at")
    referral = latest.first()
    context = {
        "man": man,
        "orders": orders.orders_of(staff, man, at=at),
        "owed": orders.owed_for(staff, man, at=at),
        "new_for": referral if referral and knows_the_door(staff, referral) else None,
        "piece": bool(request.htmx),
        "at": at,
    }
    return render(
        request, "referrals/_orders.html" if request.htmx else "referrals/mandate_list.html", context
    )


@staff_with(*RECEIVERS)
def mandate_new(request: HttpRequest, pk) -> HttpResponse:
    """Write an order down for one referral."""
    visible = Referral.objects.visible_to(request.user).select_related("client")
    referral = get_object_or_404(visible, pk=pk)
    if not knows_the_door(request.user, referral):
        raise Http404
    begun = {"amount": referral.required_sessions, "number": referral.order_number}
    form = _form(request, begun)

    def save() -> None:
        fields = _told(form, request)
        mandates.make(referral=referral, **fields, by=request.user, at=timezone.now())

    return order_page(
        request, form, save, man=referral.client, title=_("A new order"), said=_("Written down.")
    )


@staff_with(*RECEIVERS)
def mandate_edit(request: HttpRequest, pk) -> HttpResponse:
    """Put an order right. What stood there before is kept."""
    mandate = known_order(request, pk)
    form = _form(request, {name: getattr(mandate, name) for name in mandates.FIELDS})
    version = version_seen(request, mandate)

    def save() -> None:
        fields = _told(form, request)
        mandates.edit(mandate=mandate, version=version, **fields, by=request.user, at=timezone.now())

    return order_page(
        request,
        form,
        save,
        man=mandate.client,
        title=_("An order"),
        said=_("Saved."),
        mandate=mandate,
        version=version,
    )


@staff_with(*RECEIVERS)
def mandate_end(request: HttpRequest, pk) -> HttpResponse:
    """It asks nothing more of him or of us; it stays to be read."""
    mandate = known_order(request, pk)
    form = EndForm(request.POST or None, initial={"on": timezone.localdate()})
    version = version_seen(request, mandate)

    def save() -> None:
        told = form.cleaned_data
        mandates.end(mandate=mandate, version=version, **told, by=request.user, at=timezone.now())

    title = _("This order has ended")
    return order_page(request, form, save, man=mandate.client, title=title, said=_("Noted."), version=version)


def known_order(request: HttpRequest, pk) -> Mandate:
    """An order of a man whose door this person knows; for a counselor there is nothing to change."""
    rows = Mandate.objects.visible_to(request.user).select_related("client", "referral")
    mandate = get_object_or_404(rows, pk=pk)
    if mandate.referral is None or not knows_the_door(request.user, mandate.referral):
        raise Http404
    return mandate


def _form(request: HttpRequest, initial: dict) -> MandateForm:
    staff = request.user
    return MandateForm(
        request.POST or None,
        initial=initial,
        profiles=RuleProfile.objects.visible_to(staff).in_force(on=staff.desk.on),
        referrers=Referrer.objects.visible_to(staff),
    )


def _told(form: MandateForm, request: HttpRequest) -> dict:
    """What the form says of the order; somebody new who must hear is written down with it."""
    fields = form.order()
    if office := form.office_told():
        fields["reports_to"] = referrers.make(**office, by=request.user, at=timezone.now())
    return fields


def order_page(
    request: HttpRequest,
    form,
    save: Callable[[], None],
    *,
    man: Client,
    title: str,
    said: str,
    mandate: Mandate | None = None,
    version: int | None = None,
    line: str = "",
) -> HttpResponse:
    """One form, one action, and back to his orders; a refusal stands at its field."""
    status = 200
    if form.is_valid():
        try:
            with transaction.atomic():
                save()
            messages.success(request, said)
            return redirect("referrals:mandate_list", pk=man.pk)
        except Stale as stale:
            # Saved again with the new version, these words win knowingly.
            version, status = stale.current.version, stale.status
            form.add_error(None, str(stale))
        except Refused as refused:
            point_at(form, refused)
            status = refused.status
    if form.errors and status == 200:
        status = 422
    context = {"form": form, "man": man, "title": title, "mandate": mandate, "version": version, "line": line}
    page = "referrals/mandate_edit.html" if isinstance(form, MandateForm) else "referrals/order_step.html"
    return render(request, page, context, status=status)
