"""What the frame of every page needs: where one can go, and in which service one sits."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from services.models.membership import Role

# Label, URL name, icon, and who goes there.
PLACES = [
    (_("My work"), "followups:my_work", "home", None),
    (
        _("Groups"),
        "programs:group_list",
        "user-group",
        {Role.INTAKE, Role.COUNSELOR, Role.PEER, Role.DIRECTOR},
    ),
    (
        _("Referrals"),
        "referrals:referral_list",
        "inbox-arrow-down",
        {Role.INTAKE, Role.COUNSELOR, Role.DIRECTOR},
    ),
    (_("Men"), "followups:client_list", "users", {Role.INTAKE, Role.COUNSELOR, Role.DIRECTOR}),
    (_("Callers"), "partners:enquiry_list", "phone", {Role.PARTNER_WORKER}),
    (
        _("Reports"),
        "reports:report_list",
        "chart-bar",
        {Role.INTAKE, Role.COUNSELOR, Role.DIRECTOR, Role.PARTNER_WORKER, Role.RESEARCHER},
    ),
    (_("Spreadsheets"), "referrals:import_list", "table-cells", {Role.DIRECTOR}),
    (_("Team"), "services:team", "identification", {Role.ADMINISTRATOR, Role.DIRECTOR}),
]
# Pages about the whole service, for those whose role reaches every site.
EVERYWHERE = {"referrals:import_list"}
# Pages that belong to a place and begin otherwise.
ALSO_HERE = {"programs:group_list": ("/programs/", "/sessions/", "/notes/")}
SEARCHERS = (Role.INTAKE, Role.COUNSELOR, Role.DIRECTOR)


def frame(request: HttpRequest) -> dict:
    """Navigation, service and search for the person asking; nothing for a stranger. No query."""
    staff = getattr(request, "user", None)
    if staff is None or not staff.is_authenticated or not hasattr(staff, "_desk"):
        return {}
    desk = staff.desk
    nav = []
    for label, name, icon, roles in PLACES:
        may = desk.everywhere if name in EVERYWHERE else desk.has
        if roles is None or may(*roles):
            url = reverse(name)
            inside = request.path.startswith((url, *ALSO_HERE.get(name, ())))
            here = request.path == url if url == "/" else inside
            nav.append({"label": label, "url": url, "icon": icon, "active": here})
    return {
        "nav": nav,
        "service": desk.service,
        "services": getattr(request, "services", []),
        "staff": staff,
        "is_demo": desk.service.is_demo,
        "search_url": reverse("followups:client_search") if desk.has(*SEARCHERS) else "",
    }
