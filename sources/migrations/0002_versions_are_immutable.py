from django.db import migrations

REFUSE = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% on % is refused: its rows are history and are never changed', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
"""

TRIGGERS = """
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""

DROP = """
DROP TRIGGER refuse_truncate ON {table};
DROP TRIGGER refuse_change ON {table};
"""


class Migration(migrations.Migration):
    dependencies = [("sources", "0001_initial")]

    operations = [
        migrations.RunSQL(REFUSE, "DROP FUNCTION refuse_change()"),
        migrations.RunSQL(
            TRIGGERS.format(table="sources_documentversion"),
            DROP.format(table="sources_documentversion"),
        ),
    ]
