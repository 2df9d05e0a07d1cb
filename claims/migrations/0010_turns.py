"""Turns with leases, grace, snoozing, facts that may change; runs filed with their document; signs of life."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

# What is rewritten is the name of the same claim: the history of looks says what it said.
NAME_THE_CLAIM = """
ALTER TABLE claims_recheck DISABLE TRIGGER refuse_change;
UPDATE claims_recheck SET claim_id = prediction.claim_id
    FROM claims_prediction AS prediction WHERE prediction.id = prediction_id;
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
ALTER TABLE claims_recheck ENABLE TRIGGER refuse_change;
"""

MACHINERY = "recheck_at,recheck_attempts,recheck_error,lease_token,leased_until"

# table: columns of free words; those left out beside the machinery; those left out before.
LEDGERED = {
    "claims_claim": ("text,language,withheld_because", "revision", "revision"),
    "claims_prediction": (
        "resolution_criteria,time_text,time_zone,computed,hedge,estimative_scale,condition",
        "",
        "recheck_at",
    ),
}

RECORD = """
DROP TRIGGER ledger ON {table};
CREATE CONSTRAINT TRIGGER ledger AFTER INSERT OR UPDATE OR DELETE ON {table} DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION record_in_ledger('{{{words}}}', '{{{left_out}}}');
"""

# Until now the sweep searched the archive for texts without a run.
FILE_RUNS = """
INSERT INTO claims_extractionrun (version_id, pipeline_version, state, language, candidate_count, attempts, error)
SELECT id, '', 'queued', '', 0, 0, '' FROM sources_documentversion AS version
WHERE NOT EXISTS (SELECT FROM claims_extractionrun WHERE version_id = version.id);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0009_lists_and_home"),
        ("sources", "0004_word_search"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Heartbeat",
            fields=[
                (
                    "part",
                    models.CharField(
                        choices=[("worker", "worker"), ("beat", "beat")],
                        max_length=10,
                        primary_key=True,
                        serialize=False,
                        verbose_name="part",
                    ),
                ),
                (
                    "seen_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="seen at"),
                ),
            ],
            options={
                "verbose_name": "sign of life",
                "verbose_name_plural": "signs of life",
            },
        ),
        migrations.AlterModelOptions(
            name="extractionrun",
            options={
                "ordering": ["-created_at", "-pk"],
                "permissions": [("retry_extractionrun", "Can have quarantined documents read again")],
                "verbose_name": "extraction run",
                "verbose_name_plural": "extraction runs",
            },
        ),
        migrations.RemoveConstraint(
            model_name="recheck",
            name="recheck_once_a_turn",
        ),
        migrations.RemoveIndex(
            model_name="extractionrun",
            name="run_unfinished",
        ),
        migrations.AddField(
            model_name="claim",
            name="lease_token",
            field=models.UUIDField(editable=False, null=True, verbose_name="lease token"),
        ),
        migrations.AddField(
            model_name="claim",
            name="leased_until",
            field=models.DateTimeField(editable=False, null=True, verbose_name="leased until"),
        ),
        migrations.AddField(
            model_name="claim",
            name="look_at",
            field=models.DateTimeField(
                editable=False,
                help_text="For a fact that may change; a prediction has its own.",
                null=True,
                verbose_name="look at",
            ),
        ),
        migrations.AddField(
            model_name="claim",
            name="recheck_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="next re-check at"),
        ),
        migrations.AddField(
            model_name="claim",
            name="recheck_attempts",
            field=models.PositiveSmallIntegerField(db_default=0, default=0, editable=False, verbose_name="attempts"),
        ),
        migrations.AddField(
            model_name="claim",
            name="recheck_error",
            field=models.TextField(blank=True, db_default="", default="", editable=False, verbose_name="error"),
        ),
        migrations.AddField(
            model_name="claim",
            name="recheck_every",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="For a fact that may change: so many days after each verdict.",
                null=True,
                verbose_name="look again every (days)",
            ),
        ),
        migrations.AddField(
            model_name="claim",
            name="snoozed_until",
            field=models.DateField(blank=True, null=True, verbose_name="snoozed until"),
        ),
        migrations.AddField(
            model_name="extractionrun",
            name="is_rereading",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="Filed for the archive; whatever is new goes first.",
                verbose_name="read again",
            ),
        ),
        migrations.AddField(
            model_name="prediction",
            name="grace_days",
            field=models.PositiveSmallIntegerField(
                db_default=0,
                default=0,
                help_text="Days after the window before a verdict is owed.",
                verbose_name="days of grace",
            ),
        ),
        migrations.AddField(
            model_name="prediction",
            name="lease_token",
            field=models.UUIDField(editable=False, null=True, verbose_name="lease token"),
        ),
        migrations.AddField(
            model_name="prediction",
            name="leased_until",
            field=models.DateTimeField(editable=False, null=True, verbose_name="leased until"),
        ),
        migrations.AddField(
            model_name="prediction",
            name="recheck_attempts",
            field=models.PositiveSmallIntegerField(db_default=0, default=0, editable=False, verbose_name="attempts"),
        ),
        migrations.AddField(
            model_name="prediction",
            name="recheck_error",
            field=models.TextField(blank=True, db_default="", default="", editable=False, verbose_name="error"),
        ),
        migrations.AddField(
            model_name="prediction",
            name="snoozed_until",
            field=models.DateField(
                blank=True,
                help_text="Nobody is asked to look before this day. What is due is not hidden.",
                null=True,
                verbose_name="snoozed until",
            ),
        ),
        migrations.AddField(
            model_name="recheck",
            name="claim",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="rechecks",
                to="claims.claim",
                verbose_name="claim",
            ),
        ),
        migrations.RunSQL(NAME_THE_CLAIM, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="recheck",
            name="claim",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="rechecks",
                to="claims.claim",
                verbose_name="claim",
            ),
        ),
        migrations.RemoveField(
            model_name="recheck",
            name="prediction",
        ),
        migrations.AlterField(
            model_name="extractionrun",
            name="pipeline_version",
            field=models.CharField(blank=True, max_length=40, verbose_name="pipeline version"),
        ),
        migrations.AlterField(
            model_name="recheck",
            name="reason",
            field=models.CharField(
                choices=[
                    ("look", "something may have begun, or a horizon is missing"),
                    ("due", "a verdict is owed"),
                    ("again", "a checked fact may have changed"),
                ],
                max_length=10,
                verbose_name="reason",
            ),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(
                condition=models.Q(
                    ("current_verdict__isnull", False), ("look_at__isnull", False), ("withdrawn_at__isnull", True)
                ),
                fields=["look_at"],
                name="claim_look",
            ),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(
                condition=models.Q(
                    ("current_verdict__isnull", False), ("look_at__isnull", False), ("withdrawn_at__isnull", True)
                ),
                fields=["recheck_at"],
                name="claim_recheck",
            ),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(
                condition=models.Q(("recheck_error", ""), _negated=True), fields=["id"], name="claim_turn_failed"
            ),
        ),
        migrations.AddIndex(
            model_name="extractionrun",
            index=models.Index(
                models.OrderBy(models.F("leased_until"), nulls_first=True),
                models.F("is_rereading"),
                models.F("version"),
                condition=models.Q(("state__in", ["queued", "running"])),
                name="run_unfinished",
            ),
        ),
        migrations.AddIndex(
            model_name="prediction",
            index=models.Index(
                condition=models.Q(("recheck_error", ""), _negated=True), fields=["id"], name="prediction_turn_failed"
            ),
        ),
        migrations.AddConstraint(
            model_name="recheck",
            constraint=models.UniqueConstraint(fields=("claim", "scheduled_for"), name="recheck_once_a_turn"),
        ),
        *(
            migrations.RunSQL(
                RECORD.format(table=table, words=words, left_out=f"{counter},{MACHINERY}".strip(",")),
                RECORD.format(table=table, words=words, left_out=before),
            )
            for table, (words, counter, before) in LEDGERED.items()
        ),
        migrations.RunSQL(FILE_RUNS, migrations.RunSQL.noop),
    ]
