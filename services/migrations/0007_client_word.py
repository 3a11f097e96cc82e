"""Every word of a man's names by itself, so that a second surname finds him, too. Written by the database whenever a name is."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from services.wall_operations import Wall

# The class is services.folding.BETWEEN. A name of several words is kept as one as well: garciamarquez.
WORDS = """
create function name_words(variadic names text[]) returns setof text language sql immutable parallel safe as $$
    select word from unnest(names) name, regexp_split_to_table(name, '[ ,.;:/()&+_"“”«»]+') word where word <> ''
    union
    select together from unnest(names) name, regexp_replace(name, '[ ,.;:/()&+_"“”«»]+', '', 'g') together
    where together <> ''
$$;

create function services_client_words() returns trigger language plpgsql as $$
begin
    if tg_op <> 'INSERT' then
        delete from services_clientword where service_id = old.service_id and client_id = old.id;
    end if;
    if tg_op <> 'DELETE' then
        insert into services_clientword (id, service_id, client_id, word)
        select gen_random_uuid(), new.service_id, new.id, word
        from name_words(new.find_first, new.find_last, new.find_other) word;
    end if;
    return null;
end $$;

create trigger client_words after insert or delete or update of first_name, last_name, other_names
    on services_client for each row execute function services_client_words();
"""
GONE = """
drop trigger client_words on services_client;
drop function services_client_words();
drop function name_words(text[]);
"""


class Migration(migrations.Migration):
    dependencies = [("services", "0006_saved_view")]

    operations = [
        migrations.CreateModel(
            name="ClientWord",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("word", models.TextField(db_collation="C")),
                (
                    "client",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="words",
                        to="services.client",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="services.service"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="clientword",
            index=models.Index(models.F("service"), models.F("client"), name="client_word_by_client"),
        ),
        migrations.AddConstraint(
            model_name="clientword",
            constraint=models.UniqueConstraint(fields=("service", "word", "client"), name="client_word_once"),
        ),
        # Looked up by nobody any more.
        migrations.RemoveIndex(model_name="client", name="client_by_other"),
        Wall("clientword"),
        migrations.RunSQL(WORDS, GONE),
    ]
