"""How long a key opens, how often, and when it was used last."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0004_reading'),
    ]

    operations = [
        migrations.AddField(
            model_name='apikey',
            name='expires_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='apikey',
            name='last_used_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='apikey',
            name='most_per_min',
            field=models.PositiveIntegerField(default=600),
        ),
        migrations.RunSQL(
            "CREATE UNLOGGED TABLE access_key_use (key_id uuid PRIMARY KEY, free_at timestamptz NOT NULL)",
            "DROP TABLE access_key_use",
        ),
    ]
