"""A change of the texts that staff answer with begins a new edition: they are kept in memory."""

from django.db import migrations

from hantong.kit.triggers import watch


class Migration(migrations.Migration):
    dependencies = [("kit", "0001_initial"), ("cases", "0008_consent_to_extend")]
    operations = [watch("cases_answertemplate")]
