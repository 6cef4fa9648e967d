"""The database counts contacts and matters as they are written."""

from django.db import migrations

from hantong.reports.tally_triggers import COUNTED, counting, not_counting


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0001_initial"),
        ("contacts", "0001_initial"),
        ("cases", "0001_initial"),
        ("offices", "0001_initial"),
    ]
    operations = [migrations.RunSQL(counting(table), not_counting(table)) for table in COUNTED]
