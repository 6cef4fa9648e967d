"""What was taken from the roles of the house before updates offered anything counts as declined; what is new since does not."""

from django.db import migrations, models

BEFORE = {
    "counsellor": ("cases.see", "cases.handle", "contacts.take", "people.see", "people.edit"),
    "official": ("cases.see", "cases.handle", "people.see"),
    "supervisor": (
        "cases.see", "cases.handle", "cases.supervise", "contacts.take", "people.see", "people.edit",
        "reports.see", "reports.export", "templates.edit",
    ),
    "governor": ("reports.see",),
    "administrator": (
        "cases.see", "cases.handle", "cases.supervise", "contacts.take", "people.see", "people.edit", "people.erase",
        "reports.see", "reports.export", "imports.run", "offices.edit", "catalogue.edit", "routing.edit",
        "templates.edit", "access.edit", "audit.see",
    ),
}  # fmt: skip


def remember_what_was_taken(apps, schema_editor):
    declined = apps.get_model("access", "DeclinedOffer")
    for role in apps.get_model("access", "Role").objects.filter(pk__in=BEFORE):
        for word in set(BEFORE[role.pk]) - set(role.capabilities):
            declined.objects.create(role=role.pk, capability=word)


class Migration(migrations.Migration):

    dependencies = [
        ("access", "0005_key_life"),
    ]

    operations = [
        migrations.CreateModel(
            name="DeclinedOffer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("role", models.SlugField()),
                ("capability", models.CharField(blank=True, max_length=40)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("role", "capability"), name="declined_once")],
            },
        ),
        migrations.RunPython(remember_what_was_taken, migrations.RunPython.noop),
    ]
