"""What the database watches over in this room."""

from django.db import migrations

from hantong.kit.triggers import append_only, watch


class Migration(migrations.Migration):
    dependencies = [("kit", "0001_initial"), ("offices", "0001_initial")]
    operations = [
        watch(
            "offices_jurisdiction",
            "offices_department",
            "offices_place",
            "offices_desk",
            "offices_openingperiod",
            "offices_openingexception",
            "offices_localholiday",
            "offices_bandsetting",
            "offices_post",
        )
    ]
