"""Counts of who came how often. Unlogged: counting waits for no disk, and nothing is lost with it."""

from django.db import migrations, models

# Asked before a request's transaction, in which nobody is named yet: one statement, that names the token for itself alone.
IS_KNOWN = """
create function token_is_known(print text) returns boolean language plpgsql as $$
declare
    before text := coalesce(current_setting('app.token', true), '');
    known boolean;
begin
    perform set_config('app.token', print, true);
    select exists (select from services_apitoken t where t.token_hash = print and t.revoked_at is null) into known;
    perform set_config('app.token', before, true);
    return known;
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [("services", "0004_told_when")]

    operations = [
        migrations.CreateModel(
            "Tally",
            [
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("count", models.PositiveIntegerField()),
                ("until", models.DateTimeField()),
            ],
            options={"verbose_name_plural": "tallies"},
        ),
        # A row is written again and again: with room on its page, that leaves nothing behind.
        migrations.RunSQL(
            "alter table services_tally set unlogged; alter table services_tally set (fillfactor = 50)",
            "alter table services_tally set logged",
        ),
        migrations.RunSQL(IS_KNOWN, "drop function token_is_known(text);"),
    ]
