"""What we know of a man, and how he may be reached: corrected here, shown on his page."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from services.access import KNOW_HIM, staff_with
from services.actions import clients
from services.errors import Refused, Stale
from services.forms import ClientForm, ContactRuleForm, version_seen
from services.models import Client, ContactRule


@staff_with(*KNOW_HIM)
def client_edit(request: HttpRequest, pk) -> HttpResponse:
    man = get_object_or_404(Client.objects.visible_to(request.user), pk=pk)
    at = timezone.now()
    form = ClientForm(request.POST or None, instance=man, today=timezone.localdate(at))
    version, status = version_seen(request, man), 200
    if form.is_valid():
        try:
            clients.edit(client=man, version=version, **form.cleaned_data, by=request.user, at=at)
            messages.success(request, _("Saved."))
            return redirect(man)
        except Stale as stale:
            # Saved again with the new version, these words win knowingly.
            version, status = stale.current.version, stale.status
            form.add_error(None, str(stale))
        except ValidationError as error:
            form.add_error(None, error)
    if form.errors and status == 200:
        status = 422
    context = {"man": man, "form": form, "version": version}
    return render(request, "services/client_edit.html", context, status=status)


@staff_with(*KNOW_HIM)
def contact_rule_new(request: HttpRequest, pk) -> HttpResponse:
    man = get_object_or_404(Client.objects.visible_to(request.user).select_related("service"), pk=pk)
    at = timezone.now()
    form = ContactRuleForm(request.POST or None)
    if form.is_valid():
        try:
            clients.add_new_contact(
                client=man,
                kind=form.cleaned_data["kind"],
                value=form.cleaned_data["value"],
                by=request.user,
                at=at,
                **form.rule(today=timezone.localdate(at)),
            )
            messages.success(request, _("Saved."))
            return redirect(man)
        except Refused as refused:
            form.add_error("value", str(refused))
            for sentence in refused.fields.get("value", []):
                form.add_error("value", sentence)
    return _contact_page(request, man, form)


@staff_with(*KNOW_HIM)
def contact_rule_edit(request: HttpRequest, pk, rule_pk) -> HttpResponse:
    man = get_object_or_404(Client.objects.visible_to(request.user), pk=pk)
    contact = get_object_or_404(ContactRule.objects.filter(client=man), pk=rule_pk)
    at = timezone.now()
    form = ContactRuleForm(request.POST or None, instance=contact)
    rule = {"contact": contact, "version": version_seen(request, contact)}
    status = 200
    if form.is_valid():
        try:
            clients.change_contact(**rule, by=request.user, at=at, **form.rule(today=timezone.localdate(at)))
            messages.success(request, _("Saved."))
            return redirect(man)
        except Stale as stale:
            # Shown as it stands now, above what was typed; saved again, these words win knowingly.
            rule |= {"changed": stale.current, "version": stale.current.version}
            status = stale.status
            form.add_error(None, str(stale))
    return _contact_page(request, man, form, status=status, **rule)


def _contact_page(
    request: HttpRequest, man: Client, form: ContactRuleForm, *, status: int = 200, **rule
) -> HttpResponse:
    page = "services/contact_rule_edit.html" if rule else "services/contact_rule_new.html"
    if form.errors and status == 200:
        status = 422
    return render(request, page, {"man": man, "form": form, **rule}, status=status)
