"""What was held at an instant is narrowed through the ledger; a tie between claims stays theirs."""

from django.db import migrations, models
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.db.models.lookups import IsNull

IS_BIRTH = models.Q(operation__in=["insert", "founding"])

STAY = """
CREATE TRIGGER stays_with_its_claim BEFORE UPDATE ON claims_claimrelation
    FOR EACH ROW WHEN (OLD.claim_id IS DISTINCT FROM NEW.claim_id OR OLD.other_id IS DISTINCT FROM NEW.other_id)
    EXECUTE FUNCTION refuse_change()
"""


def key_in(column):
    return Cast(KT(f"after__{column}"), models.BigIntegerField())


def held_anew(table, column):
    return (IS_BIRTH | models.Q(before__has_key=column)) & models.Q(object_table=table)


class Migration(migrations.Migration):
    dependencies = [("claims", "0016_records")]

    operations = [
        migrations.AddIndex(
            model_name="ledgerentry",
            index=models.Index(
                fields=["claim_id"],
                name="ledger_births_of_ties",
                condition=IS_BIRTH & models.Q(object_table="claims_claimrelation"),
            ),
        ),
        migrations.AddIndex(
            model_name="ledgerentry",
            index=models.Index(
                key_in("other_id"),
                name="ledger_births_by_other",
                condition=IS_BIRTH & models.Q(object_table="claims_claimrelation"),
            ),
        ),
        migrations.AddIndex(
            model_name="ledgerentry",
            index=models.Index(
                key_in("claimant_id"),
                name="ledger_ever_of_claimant",
                condition=held_anew("claims_claim", "claimant_id"),
            ),
        ),
        migrations.AddIndex(
            model_name="ledgerentry",
            index=models.Index(
                key_in("assigned_to_id"),
                name="ledger_ever_assigned_to",
                condition=held_anew("claims_claim", "assigned_to_id")
                & models.Q(IsNull(KT("after__assigned_to_id"), False)),
            ),
        ),
        migrations.AddIndex(
            model_name="ledgerentry",
            index=models.Index(
                key_in("topic_id"),
                name="ledger_ever_under_topic",
                condition=held_anew("claims_claim_topics", "topic_id"),
            ),
        ),
        migrations.RunSQL(STAY, "DROP TRIGGER stays_with_its_claim ON claims_claimrelation"),
        # The planner knows nothing of an expression before.
        migrations.RunSQL("ANALYZE claims_ledgerentry", migrations.RunSQL.noop),
    ]
