"""How people come to an account: only through an invitation; tokens and the house never log in."""

from allauth.account.adapter import DefaultAccountAdapter


class InvitedOnly(DefaultAccountAdapter):
    def is_open_for_signup(self, request) -> bool:
        return False

    def authenticate(self, request, **credentials):
        staff = super().authenticate(request, **credentials)
        return staff if staff is None or staff.can_log_in else None
