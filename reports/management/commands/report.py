"""The same figures as the page and the API, on a command line."""

from __future__ import annotations

import json
from zoneinfo import ZoneInfo

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from reports import exports
from reports.forms import FORMS
from reports.questions import QUESTIONS
from services.access import the_house
from services.actions import audit
from services.exports import as_csv
from services.management.chosen import chosen_service
from services.models import Service
from services.wall import acting_as

WRONG_USAGE = 2


class Command(BaseCommand):
    help = "Prints a report of a whole service, as JSON or CSV."

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "name", choices=sorted(QUESTIONS), metavar="NAME", help=", ".join(sorted(QUESTIONS))
        )
        parser.add_argument("--service", metavar="SLUG")
        parser.add_argument("--from", metavar="DATE", help="YYYY-MM-DD, that day included")
        parser.add_argument("--to", metavar="DATE", help="YYYY-MM-DD, that day included")
        parser.add_argument("--by", metavar="DIMENSION")
        parser.add_argument("--count-not-seen", choices=["left"], help="men not seen lately count as gone")
        parser.add_argument("--format", choices=["json", "csv"], default="json")

    def handle(self, *args, **options) -> None:
        answer = self._ask(chosen_service(options["service"]), options)
        if options["format"] == "csv":
            self.stdout.write(as_csv(*exports.table(answer)).decode("utf-8-sig"), ending="")
        else:
            self.stdout.write(json.dumps(answer, ensure_ascii=False))

    def _ask(self, service: Service, options: dict) -> dict:
        at, name = timezone.now(), options["name"]
        with acting_as(service=service.pk):
            house = the_house(service, on=at.astimezone(ZoneInfo(service.zone)).date())
        with acting_as(service=service.pk, person=house.pk, roles=house.desk.roles):
            form = FORMS[name](
                {word: options[word] or "" for word in ("from", "to", "by", "count_not_seen")}, staff=house
            )
            if not form.is_valid():
                wrong = [f"--{field} {' '.join(map(str, errors))}" for field, errors in form.errors.items()]
                raise CommandError("\n".join(wrong), returncode=WRONG_USAGE)
            answer = QUESTIONS[name](staff=house, at=at, **form.asked())
            rows = len(exports.table(answer)[1])
            audit.exported(what=exports.what_of(name), rows=rows, by=house, at=at)
            return answer
