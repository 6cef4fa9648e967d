"""The S1 table is counted from this index alone: the moment, with the band and the place beside it."""


from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('contacts', '0002_messages_told')]

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
