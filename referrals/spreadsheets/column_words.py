"""What our columns are called when we speak to people."""

from django.utils.translation import gettext_lazy

NAMED = {
    "client_ref": gettext_lazy("Reference of the man"),
    "name": gettext_lazy("His whole name"),
    "first_name": gettext_lazy("First name"),
    "last_name": gettext_lazy("Last name"),
    "date_of_birth": gettext_lazy("Date of birth"),
    "phone": gettext_lazy("His phone number"),
    "email": gettext_lazy("His e-mail"),
    "received_on": gettext_lazy("Day the referral was received"),
    "source": gettext_lazy("How he came"),
    "pressure": gettext_lazy("Under what pressure"),
    "crisis": gettext_lazy("What had just happened"),
    "crisis_on": gettext_lazy("When it happened"),
    "required_sessions": gettext_lazy("Sessions ordered"),
    "order_number": gettext_lazy("Order number"),
    "reports_to": gettext_lazy("Who must hear from us"),
    "order": gettext_lazy("Is there an order? (yes or no)"),
    "told": gettext_lazy("What happened (read, not kept)"),
    "notes": gettext_lazy("Notes (not kept)"),
    "group": gettext_lazy("Group"),
    "session_on": gettext_lazy("Day of the session"),
    "outcome": gettext_lazy("Outcome"),
    "minutes_late": gettext_lazy("Minutes late"),
    "reason": gettext_lazy("Reason"),
    "ended_on": gettext_lazy("Day it ended"),
    "ended_by": gettext_lazy("Who ended it"),
    "remarks": gettext_lazy("Left or completed"),
}
