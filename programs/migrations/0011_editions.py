"""What programs teach has editions: the parts of today are the first, and groups that run keep it."""

import django.db.models.deletion
from django.db import migrations, models

# The owner sees no row behind a forced wall: with row_security off that is an error, and the walls are lifted
# for this one transaction.
WALLED = ("programs_program", "programs_module", "programs_group", "programs_groupevent")
FIRST_EDITIONS = f"""
set local row_security = off;
{"".join(f"alter table {table} no force row level security;" for table in WALLED)}
insert into programs_curriculum (id, service_id, program_id, edition, version, begun_at)
    select gen_random_uuid(), p.service_id, p.id, 1, 1,
        case when exists (select from programs_group g where g.program_id = p.id) then now() end
    from programs_program p where exists (select from programs_module m where m.program_id = p.id);
update programs_module m set curriculum_id = c.id from programs_curriculum c where c.program_id = m.program_id;
update programs_group g set curriculum_id = c.id from programs_curriculum c where c.program_id = g.program_id;
set constraints all immediate;
{"".join(f"alter table {table} force row level security;" for table in WALLED)}
set local row_security = on;
"""


class Migration(migrations.Migration):
    dependencies = [("programs", "0010_programs_that_run_themselves")]

    operations = [
        migrations.RunSQL(FIRST_EDITIONS, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="module",
            name="curriculum",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="modules",
                to="programs.curriculum",
            ),
        ),
        migrations.RemoveConstraint(model_name="module", name="module_position_once"),
        migrations.RemoveField(model_name="module", name="program"),
        migrations.AddConstraint(
            model_name="module",
            constraint=models.UniqueConstraint(
                "service", "curriculum", "position", name="module_position_once"
            ),
        ),
    ]
