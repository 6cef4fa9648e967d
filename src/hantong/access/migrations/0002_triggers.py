"""What the database watches over in this room."""

from django.db import migrations

from hantong.kit.triggers import append_only, watch


class Migration(migrations.Migration):
    dependencies = [("kit", "0001_initial"), ("access", "0001_initial")]
    operations = [watch("access_role"), append_only("access_auditentry")]
