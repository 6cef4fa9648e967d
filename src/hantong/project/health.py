"""Whether every process of the running product is at work, told by the session it holds with the database."""

from django.db import connection

PARTS = {"live": "hantong live", "jobs": "hantong jobs"}


def idle_parts() -> list[str]:
    """Return the processes beside the web that hold no session with the database; empty if all is well."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT application_name FROM pg_stat_activity"
            " WHERE datname = current_database() AND application_name = ANY(%s)",
            [list(PARTS.values())],
        )
        present = {name for (name,) in cursor.fetchall()}
    return [part for part, session in PARTS.items() if session not in present]
