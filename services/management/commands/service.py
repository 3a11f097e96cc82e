from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.urls import reverse
from django.utils import timezone

from services.access import the_house
from services.actions import services, team
from services.errors import Refused
from services.models import Service, Staff
from services.models.membership import Role
from services.wall import acting_as


class Command(BaseCommand):
    help = (
        "Opens an empty service, or says that it is there; --admin prints a link for its first administrator."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("slug", metavar="SLUG", help="short name, in small letters and hyphens")
        parser.add_argument("--name", help="the name people know; needed for a new service")
        parser.add_argument("--zone", default="UTC", help="time zone, as America/Toronto (UTC)")
        parser.add_argument(
            "--region", default="CA", metavar="CODE", help="for telephone numbers, as CA-ON (CA)"
        )
        parser.add_argument(
            "--language",
            metavar="CODE",
            help="what its pages speak: en, en-ca, en-au or fr-ca (en); also changes a service that is there",
        )
        parser.add_argument("--admin", metavar="EMAIL", help="invite this address as administrator")

    def handle(self, *args, **options) -> None:
        service = Service.objects.filter(slug=options["slug"]).first()
        if service:
            self._speak(service, options["language"])
            self.stdout.write(
                f"{service.slug} is there: {service.name}, {service.zone}, {service.region}, {service.locale}."
            )
        else:
            service = self._make(options)
            self.stdout.write(f"{service.slug} is open: {service.name}, with a first site named Main.")
        if options["admin"]:
            self._invite(service, options["admin"])
        else:
            self.stdout.write(
                f"Invite an administrator: manage.py service {service.slug} --admin someone@your.example"
            )

    def _make(self, options: dict) -> Service:
        if not options["name"]:
            raise CommandError(f"There is no service {options['slug']} yet; give it a --name.", returncode=2)
        try:
            return services.make(
                slug=options["slug"],
                name=options["name"],
                zone=options["zone"],
                region=options["region"],
                locale=options["language"] or "en",
                by=Staff.objects.the_house(),
                at=timezone.now(),
            )
        except Refused as error:
            raise CommandError(str(error), returncode=2) from None
        except ValidationError as error:
            raise CommandError(" ".join(error.messages), returncode=2) from None

    def _speak(self, service: Service, language: str | None) -> None:
        if language:
            try:
                services.speak(
                    service=service, language=language, by=Staff.objects.the_house(), at=timezone.now()
                )
            except Refused as error:
                raise CommandError(str(error), returncode=2) from None

    def _invite(self, service: Service, email: str) -> None:
        try:
            validate_email(email)
        except ValidationError:
            raise CommandError(f"{email} is not an e-mail address.", returncode=2) from None
        at = timezone.now()
        try:
            with acting_as(service=service.pk):
                house = the_house(service, on=timezone.localdate(at))
                _invitation, key = team.invite(email=email, role=Role.ADMINISTRATOR, by=house, at=at)
        except Refused as error:
            raise CommandError(str(error)) from None
        self.stdout.write("An administrator can come in for a week through this path on your address:")
        self.stdout.write(reverse("services:invitation_accept", args=[key]))
