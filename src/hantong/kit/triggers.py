"""Database triggers that several rooms put on their tables in migrations: watched, append-only."""

from django.db.migrations import RunSQL

EDITION_FUNCTION = """
CREATE FUNCTION kit_new_edition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE kit_edition SET value = gen_random_uuid() WHERE id = 1;
  RETURN NULL;
END $$;
INSERT INTO kit_edition (id, value) VALUES (1, gen_random_uuid());
"""

APPEND_ONLY_FUNCTION = """
CREATE FUNCTION kit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('hantong.erasing', true) = 'on' THEN
    RETURN COALESCE(NEW, OLD);
  END IF;
  RAISE EXCEPTION 'rows of % are never changed or removed', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
"""


def watch(*tables: str) -> RunSQL:
    """Make any change of `tables` begin a new edition."""
    up = "".join(
        f"CREATE TRIGGER {table}_edition AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION kit_new_edition();"
        for table in tables
    )
    down = "".join(f"DROP TRIGGER {table}_edition ON {table};" for table in tables)
    return RunSQL(up, down)


def append_only(*tables: str) -> RunSQL:
    """Make the database refuse to change or delete rows of `tables`, save for an erasure.

    An erasure says so with `SET LOCAL hantong.erasing = 'on'`.
    """
    up = "".join(
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION kit_refuse_change();"
        for table in tables
    )
    down = "".join(f"DROP TRIGGER {table}_append_only ON {table};" for table in tables)
    return RunSQL(up, down)
