"""Reading the past from the ledger: its indexes, and rows that stay with their claim and their text."""

from django.db import migrations, models
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

IS_BIRTH = models.Q(operation__in=["insert", "founding"])

# table: what no row of it ever changes
STAYS = {
    "claims_appearance": ("claim_id", "version_id"),
    "claims_evidence": ("claim_id", "version_id"),
    "claims_prediction": ("claim_id",),
    "claims_claim_topics": ("claim_id",),
}

STAY = """
CREATE TRIGGER stays_with_its_claim BEFORE UPDATE ON {table} FOR EACH ROW WHEN ({changes})
    EXECUTE FUNCTION refuse_change()
"""


def changes(columns):
    return " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in columns)


class Migration(migrations.Migration):
    dependencies = [("claims", "0013_watches_and_notices")]

    operations = [
        migrations.AddIndex(
            model_name="ledgerentry",
            index=models.Index(fields=["object_table", "object_id", "seq"], name="ledger_births", condition=IS_BIRTH),
        ),
        migrations.AddIndex(
            model_name="ledgerentry",
            index=models.Index(
                Cast(KT("after__version_id"), models.BigIntegerField()),
                name="ledger_births_by_version",
                condition=IS_BIRTH & models.Q(object_table__in=["claims_appearance", "claims_evidence"]),
            ),
        ),
        *(
            migrations.RunSQL(
                STAY.format(table=table, changes=changes(columns)), f"DROP TRIGGER stays_with_its_claim ON {table}"
            )
            for table, columns in STAYS.items()
        ),
        # The planner knows nothing of an expression before.
        migrations.RunSQL("ANALYZE claims_ledgerentry", migrations.RunSQL.noop),
    ]
