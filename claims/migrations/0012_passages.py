"""Passages of documents and meanings of claims, by which one finds the other, and the rows that hold this work."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import claims.models.passage

# What machines make of words goes with the words, whoever erases or changes them.
FORGET = """
CREATE FUNCTION forget_erased_passages() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    DELETE FROM public.claims_passage WHERE version_id = NEW.id;
    UPDATE public.claims_passagerun SET error = '' WHERE version_id = NEW.id AND error <> '';
    UPDATE public.claims_evidence SET why = '[]' WHERE version_id = NEW.id AND why <> '[]';
    RETURN NULL;
END $$;
CREATE TRIGGER forget_passages AFTER UPDATE ON sources_documentversion FOR EACH ROW
    WHEN (OLD.erased_at IS NULL AND NEW.erased_at IS NOT NULL) EXECUTE FUNCTION forget_erased_passages();

CREATE FUNCTION forget_other_meaning() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    DELETE FROM public.claims_claimmeaning WHERE claim_id = NEW.id;
    IF current_setting('aver.erasing', true) = 'yes' THEN
        UPDATE public.claims_evidencesearch SET error = '' WHERE claim_id = NEW.id AND error <> '';
        UPDATE public.claims_evidence SET why = '[]' WHERE claim_id = NEW.id AND why <> '[]';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER forget_meaning AFTER UPDATE ON claims_claim FOR EACH ROW
    WHEN (OLD.text IS DISTINCT FROM NEW.text) EXECUTE FUNCTION forget_other_meaning();
"""

REMEMBER = """
DROP TRIGGER forget_meaning ON claims_claim;
DROP TRIGGER forget_passages ON sources_documentversion;
DROP FUNCTION forget_other_meaning(), forget_erased_passages();
"""

# How the machine came to suggest a piece is no act: score and why are not entered.
RECORD = """
DROP TRIGGER ledger ON claims_evidence;
CREATE CONSTRAINT TRIGGER ledger AFTER INSERT OR UPDATE OR DELETE ON claims_evidence DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION record_in_ledger('{url,quote,note,reason}', '%s');
"""

FILE_WORK = """
INSERT INTO claims_passagerun (version_id) SELECT id FROM sources_documentversion;
INSERT INTO claims_evidencesearch (claim_id, reason) SELECT id, 'accepted' FROM claims_claim;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0011_computed_in_french"),
        ("sources", "0004_word_search"),
    ]

    operations = [
        migrations.AddField(
            model_name="evidence",
            name="score",
            field=models.FloatField(
                help_text="0 to 1: how sure the machine is; empty where a person added it.",
                null=True,
                verbose_name="score",
            ),
        ),
        migrations.AddField(
            model_name="evidence",
            name="why",
            field=models.JSONField(
                blank=True,
                db_default=models.Value([], models.JSONField()),
                default=list,
                help_text="Pairs of what was compared, and what was found.",
                verbose_name="why",
            ),
        ),
        migrations.CreateModel(
            name="ClaimMeaning",
            fields=[
                (
                    "claim",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="meaning",
                        serialize=False,
                        to="claims.claim",
                        verbose_name="claim",
                    ),
                ),
                (
                    "sha256",
                    models.CharField(
                        help_text="Of the text it was read from, and the encoder's name.",
                        max_length=64,
                        verbose_name="SHA-256 of the text",
                    ),
                ),
                ("meaning", models.BinaryField(max_length=1024, verbose_name="meaning")),
                ("signs", claims.models.passage.SignsField(verbose_name="signs of the meaning")),
            ],
            options={
                "verbose_name": "meaning of a claim",
                "verbose_name_plural": "meanings of claims",
                "indexes": [models.Index(fields=["claim"], include=("signs",), name="claimmeaning_signs")],
            },
        ),
        migrations.CreateModel(
            name="EvidenceSearch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "queued"),
                            ("running", "running"),
                            ("done", "done"),
                            ("quarantined", "in quarantine"),
                        ],
                        db_default="queued",
                        default="queued",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(db_default=0, default=0, verbose_name="attempts")),
                ("error", models.TextField(blank=True, db_default="", default="", verbose_name="error")),
                ("lease_token", models.UUIDField(editable=False, null=True, verbose_name="lease token")),
                ("leased_until", models.DateTimeField(editable=False, null=True, verbose_name="leased until")),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), verbose_name="created at"
                    ),
                ),
                ("finished_at", models.DateTimeField(null=True, verbose_name="finished at")),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("accepted", "it was made a claim"),
                            ("came_up", "it came up"),
                            ("reworded", "its words or its window changed"),
                        ],
                        max_length=10,
                        verbose_name="reason",
                    ),
                ),
                ("passage_count", models.PositiveIntegerField(db_default=0, default=0, verbose_name="passages")),
                ("suggested_count", models.PositiveIntegerField(db_default=0, default=0, verbose_name="suggested")),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence_searches",
                        to="claims.claim",
                        verbose_name="claim",
                    ),
                ),
            ],
            options={
                "verbose_name": "search for evidence",
                "verbose_name_plural": "searches for evidence",
                "ordering": ["-created_at", "-pk"],
                "permissions": [("retry_evidencesearch", "Can have a search for evidence tried again")],
                "indexes": [
                    models.Index(
                        models.OrderBy(models.F("leased_until"), nulls_first=True),
                        models.F("id"),
                        condition=models.Q(("state__in", ["queued", "running"])),
                        name="evidencesearch_unfinished",
                    ),
                    models.Index(fields=["state", "-created_at"], name="evidencesearch_by_state"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["queued", "running"])),
                        fields=("claim",),
                        name="search_once_unfinished",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Passage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("start", models.PositiveIntegerField(verbose_name="start")),
                ("end", models.PositiveIntegerField(verbose_name="end")),
                ("language", models.CharField(max_length=35, verbose_name="language")),
                (
                    "published_at",
                    models.DateTimeField(
                        help_text="The document's; null if unknown.", null=True, verbose_name="published at"
                    ),
                ),
                ("words", django.contrib.postgres.search.SearchVectorField(verbose_name="words")),
                ("meaning", models.BinaryField(max_length=1024, verbose_name="meaning")),
                ("signs", claims.models.passage.SignsField(verbose_name="signs of the meaning")),
                (
                    "version",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="passages",
                        to="sources.documentversion",
                        verbose_name="document version",
                    ),
                ),
            ],
            options={
                "verbose_name": "passage",
                "verbose_name_plural": "passages",
                "ordering": ["version", "start"],
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=["words"], name="passage_words"),
                    models.Index(fields=["published_at"], include=("signs", "id"), name="passage_by_day"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("version", "start", "end"), name="passage_once_a_span"),
                    models.CheckConstraint(
                        condition=models.Q(("end__gt", models.F("start"))), name="passage_has_words"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PassageRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "queued"),
                            ("running", "running"),
                            ("done", "done"),
                            ("quarantined", "in quarantine"),
                        ],
                        db_default="queued",
                        default="queued",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(db_default=0, default=0, verbose_name="attempts")),
                ("error", models.TextField(blank=True, db_default="", default="", verbose_name="error")),
                ("lease_token", models.UUIDField(editable=False, null=True, verbose_name="lease token")),
                ("leased_until", models.DateTimeField(editable=False, null=True, verbose_name="leased until")),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), verbose_name="created at"
                    ),
                ),
                ("finished_at", models.DateTimeField(null=True, verbose_name="finished at")),
                (
                    "made_with",
                    models.CharField(blank=True, db_default="", default="", max_length=40, verbose_name="encoder"),
                ),
                ("passage_count", models.PositiveIntegerField(db_default=0, default=0, verbose_name="passages")),
                ("suggested_count", models.PositiveIntegerField(db_default=0, default=0, verbose_name="suggested")),
                (
                    "version",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="passage_run",
                        to="sources.documentversion",
                        verbose_name="document version",
                    ),
                ),
            ],
            options={
                "verbose_name": "filing of passages",
                "verbose_name_plural": "filings of passages",
                "ordering": ["-created_at", "-pk"],
                "permissions": [("retry_passagerun", "Can have the passages of a document filed again")],
                "indexes": [
                    models.Index(
                        models.OrderBy(models.F("leased_until"), nulls_first=True),
                        models.F("id"),
                        condition=models.Q(("state__in", ["queued", "running"])),
                        name="passagerun_unfinished",
                    ),
                    models.Index(fields=["state", "-created_at"], name="passagerun_by_state"),
                ],
            },
        ),
        migrations.RunSQL(RECORD % "{score,why}", RECORD % "{}"),
        migrations.RunSQL(FORGET, REMEMBER),
        migrations.RunSQL(FILE_WORK, migrations.RunSQL.noop),
    ]
