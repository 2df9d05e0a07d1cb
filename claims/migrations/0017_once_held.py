"""What was held at an instant is narrowed through the ledger: by what a row names, and can name for ever."""

from django.db import migrations, models
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce

NAMING = ("claimant_id", "other_id", "topic_id", "version_id")
TABLES = ["claims_appearance", "claims_claim", "claims_claim_topics", "claims_claimrelation", "claims_evidence"]

# table: what no row of it ever changes, besides what 0014 refuses
STAYS = {"claims_claimrelation": ("claim_id", "other_id"), "claims_claim_topics": ("topic_id",)}

STAY = """
CREATE TRIGGER stays_with_what_it_names BEFORE UPDATE ON {table} FOR EACH ROW WHEN ({changes})
    EXECUTE FUNCTION refuse_change()
"""


def changes(columns):
    return " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in columns)


class Migration(migrations.Migration):
    dependencies = [("claims", "0016_records")]

    operations = [
        *(
            migrations.RunSQL(
                STAY.format(table=table, changes=changes(columns)), f"DROP TRIGGER stays_with_what_it_names ON {table}"
            )
            for table, columns in STAYS.items()
        ),
        # One index in the place of another: an entry costs no more than before.
        migrations.AddIndex(
            model_name="ledgerentry",
            index=models.Index(
                "object_table",
                Cast(Coalesce(*(KT(f"after__{column}") for column in NAMING)), models.BigIntegerField()),
                name="ledger_by_the_named",
                condition=models.Q(object_table__in=TABLES)
                & (models.Q(operation__in=["insert", "founding"]) | models.Q(before__has_key="claimant_id")),
            ),
        ),
        migrations.RemoveIndex(model_name="ledgerentry", name="ledger_births_by_version"),
        # The planner knows nothing of an expression before.
        migrations.RunSQL("ANALYZE claims_ledgerentry", migrations.RunSQL.noop),
    ]
