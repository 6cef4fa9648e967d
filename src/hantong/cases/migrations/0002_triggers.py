"""What the database watches over in this room."""

from django.db import migrations

from hantong.kit.triggers import append_only, watch


class Migration(migrations.Migration):
    dependencies = [("kit", "0001_initial"), ("cases", "0001_initial")]
    operations = [watch("cases_routingrule"), append_only("cases_history")]
