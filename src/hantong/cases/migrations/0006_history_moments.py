"""Which history rows were written within an hour: a block-range index costs a writer next to nothing."""

import django.contrib.postgres.indexes
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [('cases', '0005_number_once')]

    operations = [
        migrations.AddIndex(
            model_name='history',
            index=django.contrib.postgres.indexes.BrinIndex(autosummarize=True, fields=['at'], name='history_at', pages_per_range=32),
        ),
    ]
