from __future__ import annotations

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from reports.demo import build, logins, scale
from services.models import Service


class Command(BaseCommand):
    help = "Builds two invented services with half a year behind them, for looking around and for benchmarks."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="do nothing when there is a service")
        parser.add_argument("--logins", action="store_true", help="print who can log in, and build nothing")
        parser.add_argument("--scale", type=int, default=1, metavar="N", help="N times the men and groups")

    def handle(self, *args, **options) -> None:
        if options["scale"] < 1:
            raise CommandError("--scale is how many times larger: 1 or more.", returncode=2)
        if options["logins"]:
            self._print_logins()
            return
        there = list(Service.objects.order_by("slug"))
        if there and options["if_empty"]:
            return
        self._refuse_unless_empty(there)
        self._build(options["scale"])
        if not options["if_empty"]:  # `make run` prints them last, below the address
            self._print_logins()

    def _refuse_unless_empty(self, there: list[Service]) -> None:
        if real := [service.slug for service in there if not service.is_demo]:
            raise CommandError(
                f"This database holds a real service ({', '.join(real)}), so no invented men are put into it. "
                "Build the demo in a database of its own."
            )
        if there:
            raise CommandError("The demo is there already. For a fresh one begin with an empty database.")

    def _build(self, times: int) -> None:
        self.stdout.write("Building the demo: two services, half a year of evenings. This takes a moment.")
        services = build.build(at=timezone.now())
        if times > 1:
            scale.multiply(services[0], times=times)

    def _print_logins(self) -> None:
        self.stdout.write(logins.table())
