"""The database itself refuses an approval by who made the part, or by who endorsed what is then acknowledged."""

from django.db import migrations

_BY_MAKER = """
NEW.outcome = 'approved' AND NEW.waiver_id IS NULL AND NEW.by_id IS NOT NULL AND EXISTS (
  SELECT 1 FROM handover_part p
  WHERE p.handover_id = NEW.handover_id AND p.maker_id = NEW.by_id AND p.excused_why = ''
    AND (NEW.part_id IS NULL OR p.id = NEW.part_id)
    AND (NEW.step IN ('check', 'endorse', 'acknowledge') OR (NEW.step = 'compile' AND NOT EXISTS (
      SELECT 1 FROM handover_approval a
      WHERE a.part_id = p.id AND a.step = 'check' AND a.outcome = 'approved' AND a.superseded_at IS NULL))))
"""
_BY_ENDORSER = """
NEW.outcome = 'approved' AND NEW.waiver_id IS NULL AND NEW.step = 'acknowledge' AND EXISTS (
  SELECT 1 FROM handover_approval a
  WHERE a.handover_id = NEW.handover_id AND a.step = 'endorse' AND a.outcome = 'approved'
    AND a.superseded_at IS NULL AND a.by_id = NEW.by_id)
"""
_MAKER_WORDS = "the maker of a part cannot approve it without a waiver"
_ENDORSER_WORDS = "who took an earlier step cannot acknowledge it without a waiver"


def _sqlite():
    for event, when in (("insert", "INSERT"), ("update", "UPDATE OF by_id, waiver_id, outcome, step")):
        for name, condition, words in (
            ("maker", _BY_MAKER, _MAKER_WORDS),
            ("endorser", _BY_ENDORSER, _ENDORSER_WORDS),
        ):
            yield (
                f"CREATE TRIGGER handover_{name}_{event} BEFORE {when} ON handover_approval FOR EACH ROW WHEN {condition} "
                f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
            )


_POSTGRESQL = (
    f"""
CREATE FUNCTION handover_maker_is_not_checker() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF {_BY_MAKER} THEN RAISE EXCEPTION '{_MAKER_WORDS}' USING ERRCODE = 'check_violation'; END IF;
  IF {_BY_ENDORSER} THEN RAISE EXCEPTION '{_ENDORSER_WORDS}' USING ERRCODE = 'check_violation'; END IF;
  RETURN NEW;
END $$
""",
    "CREATE TRIGGER handover_maker_is_not_checker BEFORE INSERT OR UPDATE OF by_id, waiver_id, outcome, step "
    "ON handover_approval FOR EACH ROW EXECUTE FUNCTION handover_maker_is_not_checker()",
)


def forbid(apps, schema_editor):
    on_sqlite = schema_editor.connection.vendor == "sqlite"
    for statement in _sqlite() if on_sqlite else _POSTGRESQL:
        schema_editor.execute(statement)


def allow(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for event in ("insert", "update"):
            for name in ("maker", "endorser"):
                schema_editor.execute(f"DROP TRIGGER handover_{name}_{event}")
    else:
        schema_editor.execute("DROP TRIGGER handover_maker_is_not_checker ON handover_approval")
        schema_editor.execute("DROP FUNCTION handover_maker_is_not_checker()")


class Migration(migrations.Migration):
    dependencies = [("handover", "0001_initial")]
    operations = [migrations.RunPython(forbid, allow)]
