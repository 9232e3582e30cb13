"""Makes the table of the cache that all processes share (CACHES), so that `migrate` is all it takes."""

from django.core.management import call_command
from django.db import migrations


def create_table(apps, schema_editor):
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.RunPython(create_table, migrations.RunPython.noop),
        # Taking it back drops the table.
        migrations.RunSQL(migrations.RunSQL.noop, 'DROP TABLE IF EXISTS "cache_entry"'),
    ]
