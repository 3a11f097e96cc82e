# ruff: noqa: N999 (the command is called import)
"""Bring a spreadsheet in from the command line: the same reading, the same rules and the same undo as the page."""

from __future__ import annotations

import json
from pathlib import Path
from zoneinfo import ZoneInfo

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from referrals.actions.imports import batches, result
from referrals.actions.imports.plan import SET_ASIDE_AFTER, Setting
from referrals.models.import_batch import Kind
from referrals.spreadsheets.errors import CannotRead
from referrals.spreadsheets.reading import refuse_size
from services.access import the_house
from services.management.chosen import chosen_service
from services.wall import acting_as

WRONG_USAGE = 2
COUNTED = ("source", "pressure", "outcome", "reason", "ended_by")


class Command(BaseCommand):
    help = "Brings referrals, attendance, a register or exits in from a CSV file or an Excel workbook."

    def add_arguments(self, parser) -> None:
        parser.add_argument("kind", choices=Kind.values, metavar="KIND", help=", ".join(Kind.values))
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--service", metavar="SLUG")
        parser.add_argument(
            "--group", default="", metavar="NAME", help="a register's group (default: the file's name)"
        )
        parser.add_argument(
            "--program", default="", metavar="NAME", help="where new groups are made (default: Imported)"
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, and write nothing")
        parser.add_argument(
            "--set-aside-after", type=int, default=SET_ASIDE_AFTER, metavar="DAYS",
            help="referrals older than this stand beside the queue (default: %(default)s)",
        )  # fmt: skip
        parser.add_argument("--mapping", type=Path, metavar="FILE", help="JSON: what the headings mean")
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args, **options) -> None:
        service = chosen_service(options["service"])
        mapping = self._mapping(options["mapping"])
        answer = self._bring_in(service, mapping, options)
        if options["format"] == "json":
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
        else:
            self._tell(answer, dry_run=options["dry_run"])
        if not answer["accepted"] and not answer["unchanged"]:
            raise SystemExit(1)

    def _bring_in(self, service, mapping: dict, options: dict) -> dict:
        path: Path = options["file"]
        at = timezone.now()
        on = at.astimezone(ZoneInfo(service.zone)).date()
        try:
            content = self._content(path)
            with acting_as(service=service.pk):
                house = the_house(service, on=on)
            setting = Setting(
                service=service,
                by=house,
                on=on,
                at=at,
                group=options["group"],
                program=options["program"],
                set_aside_after=max(options["set_aside_after"], 0),
            )
            with acting_as(service=service.pk, person=house.pk, roles=house.desk.roles):
                return batches.bring_in(
                    kind=options["kind"], file_name=path.name, content=content, mapping=mapping, setting=setting,
                    dry_run=options["dry_run"],
                )  # fmt: skip
        except CannotRead as error:
            if error.code == "mapping":
                raise CommandError(error.sentence, returncode=WRONG_USAGE) from None
            return result.of_unreadable(options["kind"], path.name, error)

    def _content(self, path: Path) -> bytes:
        try:
            refuse_size(path.stat().st_size)
            return path.read_bytes()
        except OSError as error:
            raise CommandError(
                f"{path} cannot be opened: {error.strerror}.", returncode=WRONG_USAGE
            ) from None

    def _mapping(self, path: Path | None) -> dict:
        if path is None:
            return {}
        try:
            return json.loads(self._content(path))
        except ValueError:
            raise CommandError(f"{path} holds no JSON.", returncode=WRONG_USAGE) from None

    def _tell(self, answer: dict, *, dry_run: bool) -> None:
        if error := answer.get("error"):
            self.stderr.write(f"{answer['file']}: {error['message']}")
            return
        say = self.stdout.write
        read_as = [
            answer["encoding"],
            {"\t": "tab"}.get(answer["delimiter"], answer["delimiter"]),
            f"dates {answer['dates']}",
        ]
        say(f"{answer['file']} ({', '.join(word for word in read_as if word)})")
        say(
            f"{answer['rows']} rows: {answer['accepted']} accepted, {answer['unchanged']} unchanged, "
            f"{len(answer['refused'])} refused; {answer['not_data']} more hold no data."
        )
        say(f"{answer['men']} men, {answer['new_men']} of them new; {answer['sessions']} sessions.")
        if answer["set_aside"]:
            say(f"{answer['set_aside']} old ones stand beside the queue until somebody takes them up.")
        for name in answer["groups_made"]:
            say(f"New group: {name}")
        for name in COUNTED:
            if counts := answer["counts"][name]:
                say(f"{name}: " + ", ".join(f"{code} {n}" for code, n in sorted(counts.items())))
        for refused in answer["refused"]:
            say(
                f"Refused {self._where(refused)}, {refused['column']} ({refused['code']}): {refused['message']}"
            )
        for flag in answer["flagged"]:
            say(f"Look at {self._where(flag)} ({flag['code']}): {flag['message']}")
        if dry_run:
            say("Nothing was written: this was a dry run.")
        elif answer["batch"]:
            say(f"Applied as batch {answer['batch']}.")
        else:
            say("Nothing was applied.")

    def _where(self, entry: dict) -> str:
        return f"{entry['sheet']}, row {entry['row']}" if "sheet" in entry else f"row {entry['row']}"
