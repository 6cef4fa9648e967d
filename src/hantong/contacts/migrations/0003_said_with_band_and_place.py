"""The S1 table is counted from this index alone: the moment, with the band and the place beside it."""


from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0004_settled_lately'),
        ('catalogue', '0002_triggers'),
        ('contacts', '0002_messages_told'),
        ('offices', '0003_place_directions'),
        ('people', '0002_reach'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='contact',
            name='contact_said',
        ),
        migrations.AddIndex(
            model_name='contact',
            index=models.Index(fields=['said_at'], include=('band', 'place'), name='contact_said'),
        ),
    ]
