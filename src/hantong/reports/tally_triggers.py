"""The SQL with which the database keeps the tallies, for migrations."""

COUNTED = {"contacts_contact": 1, "cases_case": 2}
_HEADINGS = """
  CROSS JOIN LATERAL (VALUES
    (1, r.channel), (2, coalesce(r.place_id::text, '')),
    (3, coalesce(r.service_id::text, '')), (4, r.jurisdiction_id::text)
  ) AS heading(number, key)
"""
_DAY = "(s.said_at AT TIME ZONE j.zone_name)::date"
_ADD = "INSERT INTO reports_tally (kind, heading, key, day, band, count, is_folded)"


def _grouped(kind: int, rows: str, sign: str) -> str:
    """Count by everything at once and only then under each heading: many rows of a bulk load become few."""
    return f"""
  {_ADD}
  SELECT {kind}, heading.number, heading.key, r.day, r.band, {sign}sum(r.count), false
  FROM (
    SELECT s.channel, s.place_id, s.service_id, s.jurisdiction_id, {_DAY} AS day, s.band, count(*) AS count
    FROM {rows} s JOIN offices_jurisdiction j ON j.id = s.jurisdiction_id GROUP BY 1, 2, 3, 4, 5, 6
  ) r {_HEADINGS}
  GROUP BY 2, 3, 4, 5;"""  # noqa: S608


def _one(kind: int, row: str, sign: str) -> str:
    return _grouped(kind, f"(SELECT ({row}).*)", sign)


def counting(table: str) -> str:
    """Give the SQL that makes the database tally every insert, change and removal in `table`."""
    kind = COUNTED[table]
    moved = " OR ".join(
        f"OLD.{column} IS DISTINCT FROM NEW.{column}"
        for column in ("channel", "place_id", "service_id", "jurisdiction_id", "said_at", "band")
    )
    return f"""
CREATE FUNCTION {table}_tally_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN {_grouped(kind, "added", "")}
  RETURN NULL;
END $$;
CREATE FUNCTION {table}_tally_removed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN {_grouped(kind, "removed", "-")}
  RETURN NULL;
END $$;
CREATE FUNCTION {table}_tally_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN {_one(kind, "OLD", "-")} {_one(kind, "NEW", "")}
  RETURN NULL;
END $$;
CREATE TRIGGER {table}_tally_added AFTER INSERT ON {table} REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION {table}_tally_added();
CREATE TRIGGER {table}_tally_removed AFTER DELETE ON {table} REFERENCING OLD TABLE AS removed
  FOR EACH STATEMENT EXECUTE FUNCTION {table}_tally_removed();
CREATE TRIGGER {table}_tally_moved AFTER UPDATE ON {table}
  FOR EACH ROW WHEN ({moved}) EXECUTE FUNCTION {table}_tally_moved();
ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_tally_added;
ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_tally_removed;
ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_tally_moved;
"""


def not_counting(table: str) -> str:
    """Give the SQL that takes it away again."""
    names = [f"{table}_tally_{what}" for what in ("added", "removed", "moved")]
    return "".join(f"DROP TRIGGER {name} ON {table}; DROP FUNCTION {name}();" for name in names)
