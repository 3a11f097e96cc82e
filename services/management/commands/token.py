from __future__ import annotations

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from services.access import the_house
from services.actions import tokens
from services.models import Membership, Service, Staff
from services.models.membership import Role
from services.wall import acting_as


class Command(BaseCommand):
    help = "Makes an API token and prints it once, alone on the last line."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--service", required=True, metavar="SLUG")
        parser.add_argument("--role", required=True, choices=Role.values)
        parser.add_argument("--as", dest="acts_as", metavar="EMAIL", help="whose caseload it sees")
        parser.add_argument("--name", default="", metavar="TEXT", help="what it is for")

    def handle(self, *args, **options) -> None:
        service = Service.objects.filter(slug=options["service"]).first()
        if service is None:
            known = ", ".join(Service.objects.values_list("slug", flat=True)) or "none yet"
            raise CommandError(f"There is no service {options['service']}. Known: {known}.", returncode=2)
        role, email = Role(options["role"]), options["acts_as"]
        if role in tokens.BY_CASELOAD and not email:
            raise CommandError(
                f"A {role.label} sees a caseload, so a token needs --as EMAIL: whose?", returncode=2
            )
        at = timezone.now()
        with acting_as(service=service.pk):
            acts_as = self._colleague(service, email, role) if email else None
            _token, secret = tokens.make(
                service=service,
                role=role,
                acts_as=acts_as,
                name=options["name"],
                by=the_house(service, on=timezone.localdate(at)),
                at=at,
            )
        self.stdout.write(f"A token for {service.slug} as {role.label}. Keep it: it is not shown again.")
        self.stdout.write(secret)

    def _colleague(self, service: Service, email: str, role: Role) -> Staff:
        """The token can do no more than the person: the role must be theirs."""
        held = Membership.objects.current().filter(
            service=service, role=role, staff__email=email.strip().lower(), staff__is_active=True
        )
        membership = held.select_related("staff").first()
        if membership is None:
            raise CommandError(f"{email} is not a {role.label} of {service.slug}.", returncode=2)
        return membership.staff
