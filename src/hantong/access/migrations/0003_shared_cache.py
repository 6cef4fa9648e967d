"""The cache that all processes share."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("access", "0002_triggers")]
    operations = [
        migrations.RunSQL(
            "CREATE UNLOGGED TABLE access_shared_cache"
            " (key text PRIMARY KEY, value text NOT NULL, expires_at timestamptz);"
            "CREATE INDEX access_shared_cache_expiry ON access_shared_cache (expires_at);",
            "DROP TABLE access_shared_cache;",
        )
    ]
