"""The ledger watches relations and topics too."""

from django.db import migrations

LEDGERED = {
    "claims_claimrelation": "reason",
    "claims_topic": "name,slug",
    "claims_claim_topics": "",
}

RECORD = """
CREATE CONSTRAINT TRIGGER ledger AFTER INSERT OR UPDATE OR DELETE ON {table} DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION record_in_ledger('{{{words}}}', '{{}}');
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""

FORGET = "DROP TRIGGER ledger ON {table}; DROP TRIGGER refuse_truncate ON {table}"


class Migration(migrations.Migration):
    dependencies = [("claims", "0007_relations_topics_search")]

    operations = [
        migrations.RunSQL(RECORD.format(table=table, words=words), FORGET.format(table=table))
        for table, words in LEDGERED.items()
    ]
