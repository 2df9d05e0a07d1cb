from django.db import migrations

TRIGGERS = """
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""

DROP = """
DROP TRIGGER refuse_truncate ON {table};
DROP TRIGGER refuse_change ON {table};
"""

TABLES = ("claims_candidatedecision", "claims_recheck", "claims_verdict")


class Migration(migrations.Migration):
    # The function refuse_change() comes with sources 0002.
    dependencies = [("claims", "0001_initial"), ("sources", "0002_versions_are_immutable")]

    operations = [migrations.RunSQL(TRIGGERS.format(table=table), DROP.format(table=table)) for table in TABLES]
