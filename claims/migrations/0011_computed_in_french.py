"""How a window was computed, in French too: the ledger names the sentence by its hash, and erasing takes it."""

from django.db import migrations, models

FIELD = models.TextField(
    blank=True,
    db_default="",
    default="",
    help_text="Empty: read before there was one.",
    verbose_name="how the window was computed, in French",
)

RECORD = """
DROP TRIGGER ledger ON claims_prediction;
CREATE CONSTRAINT TRIGGER ledger AFTER INSERT OR UPDATE OR DELETE ON claims_prediction DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION record_in_ledger(
        '{{resolution_criteria,time_text,time_zone,{computed},hedge,estimative_scale,condition}}',
        '{{recheck_at,recheck_attempts,recheck_error,lease_token,leased_until}}'
    );
"""

# In three places each word of the one sentence is also one of the other: those emptied of candidates and of
# predictions, and those that entries named. The rest of the function stays as migration 0006 has it.
ERASE = """
DO $do$
DECLARE
    body text := pg_get_functiondef('erase_version(bigint)'::regprocedure);
    emptied text := $${emptied}$$;
    named text := $${named}$$;
BEGIN
    IF (length(body) - length(replace(body, emptied, ''))) / length(emptied) <> 2 OR strpos(body, named) = 0 THEN
        RAISE EXCEPTION 'erase_version is another than that of migration 0006';
    END IF;
    EXECUTE replace(replace(body, emptied, $${emptied_now}$$), named, $${named_now}$$);
END $do$;
"""

# Until now it was stored in the language of whoever selected the passage.
SELECTED_BY_HAND = """
UPDATE claims_candidate SET why = '["selected by hand"]' WHERE run_id IS NULL AND why = '["sélectionné à la main"]';
"""

ALONE = {"emptied": "computed = ''", "named": "'computed']"}
BOTH = {"emptied": "computed = '', computed_fr = ''", "named": "'computed', 'computed_fr']"}


def _erase(before: dict[str, str], now: dict[str, str]) -> str:
    return ERASE.format(**before, **{f"{name}_now": words for name, words in now.items()})


class Migration(migrations.Migration):
    dependencies = [("claims", "0010_turns")]

    operations = [
        migrations.AddField(model_name="candidate", name="computed_fr", field=FIELD),
        migrations.AddField(model_name="prediction", name="computed_fr", field=FIELD),
        migrations.RunSQL(RECORD.format(computed="computed,computed_fr"), RECORD.format(computed="computed")),
        migrations.RunSQL(_erase(ALONE, BOTH), _erase(BOTH, ALONE)),
        migrations.RunSQL(SELECTED_BY_HAND, migrations.RunSQL.noop),
    ]
