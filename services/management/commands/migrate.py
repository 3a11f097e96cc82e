"""`manage.py migrate`: Django's own, on the short way."""

from django.core.management.commands import migrate

from services.migrating import only_what_is_added


class Command(migrate.Command):
    def handle(self, *args, **options):
        with only_what_is_added():
            return super().handle(*args, **options)
