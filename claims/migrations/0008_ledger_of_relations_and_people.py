"""The ledger watches relations and topics too, and who may do what."""

from django.db import migrations

# table: columns of free words; columns not entered at all
LEDGERED = {
    "claims_claimrelation": ("reason", ""),
    "claims_topic": ("name,slug", ""),
    "claims_claim_topics": ("", ""),
    "auth_user": ("username,first_name,last_name,email", "password,last_login"),
    "auth_user_user_permissions": ("", ""),
    "auth_group_permissions": ("", ""),
}

RECORD = """
CREATE CONSTRAINT TRIGGER ledger AFTER INSERT OR UPDATE OR DELETE ON {table} DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION record_in_ledger('{words}', '{left_out}');
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
SELECT ledger_append('{table}', to_jsonb(line), 'founding', NULL,
    ledger_image(to_jsonb(line), '{words}', '{left_out}'), '{words}') FROM (SELECT * FROM {table} ORDER BY id) AS line;
"""

FORGET = "DROP TRIGGER ledger ON {table}; DROP TRIGGER refuse_truncate ON {table}"


def names(table):
    words, left_out = LEDGERED[table]
    return {"table": table, "words": f"{{{words}}}", "left_out": f"{{{left_out}}}"}


class Migration(migrations.Migration):
    dependencies = [("claims", "0007_relations_topics_search")]

    operations = [
        migrations.RunSQL("SET LOCAL timezone = 'UTC'; SET LOCAL extra_float_digits = 1", migrations.RunSQL.noop),
        *(migrations.RunSQL(RECORD.format(**names(table)), FORGET.format(table=table)) for table in LEDGERED),
    ]
