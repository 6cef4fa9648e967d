"""What the database watches over in this room."""

from django.db import migrations

from hantong.kit.triggers import append_only, watch


class Migration(migrations.Migration):
    dependencies = [("kit", "0001_initial"), ("catalogue", "0001_initial")]
    operations = [
        watch(
            "catalogue_retentionclass",
            "catalogue_servicegroup",
            "catalogue_service",
            "catalogue_serviceattribute",
            "catalogue_responsibility",
        )
    ]
