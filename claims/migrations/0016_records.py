"""Records of claimants and publishers. The worker counts what is there already: it follows the ledger from entry 1."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models


def follow_from_the_first_entry(apps, schema_editor):
    apps.get_model("claims", "CountedUpTo").objects.using(schema_editor.connection.alias).create(id=1, seq=0)


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0015_claim_reviews"),
        ("sources", "0004_word_search"),
    ]

    operations = [
        migrations.CreateModel(
            name="CountedUpTo",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seq", models.BigIntegerField(default=0, verbose_name="number")),
                (
                    "moved_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="moved at"),
                ),
            ],
            options={
                "default_permissions": (),
                "constraints": [models.CheckConstraint(condition=models.Q(("id", 1)), name="counted_up_to_is_one_row")],
            },
        ),
        migrations.CreateModel(
            name="RecordLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "sayings",
                    models.BigIntegerField(
                        help_text="Of all claims that say the same, the lowest key: one of them counts.",
                        verbose_name="sayings",
                    ),
                ),
                ("claim_date", models.DateField(null=True, verbose_name="claimed on")),
                (
                    "ended_at",
                    models.DateTimeField(
                        help_text="From when on good news counts; null: never.", null=True, verbose_name="ended at"
                    ),
                ),
                ("probability", models.FloatField(null=True, verbose_name="probability")),
                ("scale", models.CharField(blank=True, max_length=40, verbose_name="estimative scale")),
                (
                    "is_open",
                    models.BooleanField(
                        help_text="The whole newsroom may read it, in a text of this publisher.",
                        verbose_name="open",
                    ),
                ),
                (
                    "is_first",
                    models.BooleanField(
                        help_text="The earliest open line of its sayings: the one that counts.", verbose_name="first"
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="claims.claim",
                        verbose_name="claim",
                    ),
                ),
                (
                    "claimant",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="claims.claimant",
                        verbose_name="claimant",
                    ),
                ),
                (
                    "publisher",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="sources.publisher",
                        verbose_name="publisher",
                    ),
                ),
                (
                    "rating",
                    models.ForeignKey(
                        db_index=False,
                        help_text="Of the verdict that counts, if any.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="claims.rating",
                        verbose_name="rating",
                    ),
                ),
            ],
            options={
                "verbose_name": "line of a record",
                "verbose_name_plural": "lines of records",
                "default_permissions": (),
                "indexes": [
                    models.Index(
                        condition=models.Q(("claimant__isnull", False)),
                        fields=["claimant"],
                        include=("id", "rating", "ended_at", "probability", "scale", "sayings", "is_first"),
                        name="record_line_of_claimant",
                    ),
                    models.Index(
                        condition=models.Q(("publisher__isnull", False)),
                        fields=["publisher"],
                        include=("id", "rating", "ended_at", "probability", "scale", "sayings", "is_first"),
                        name="record_line_of_publisher",
                    ),
                    models.Index(
                        condition=models.Q(("is_open", False)),
                        fields=["claimant", "publisher"],
                        name="record_line_closed",
                    ),
                    models.Index(fields=["sayings"], name="record_line_sayings"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("claimant__isnull", False), ("publisher__isnull", True)),
                            models.Q(("claimant__isnull", True), ("publisher__isnull", False)),
                            _connector="OR",
                        ),
                        name="record_line_is_of_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("is_first", False), ("is_open", True), _connector="OR"),
                        name="record_line_first_is_open",
                    ),
                    models.UniqueConstraint(fields=("claim", "claimant"), name="record_line_once_a_claimant"),
                    models.UniqueConstraint(fields=("claim", "publisher"), name="record_line_once_a_publisher"),
                ],
            },
        ),
        migrations.CreateModel(
            name="RecordTotal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("claims", models.PositiveIntegerField(help_text="Repetition counted once.", verbose_name="claims")),
                ("decided", models.PositiveIntegerField(verbose_name="decided predictions")),
                ("hits", models.PositiveIntegerField(verbose_name="came true")),
                ("settled", models.PositiveIntegerField(verbose_name="settled commitments")),
                ("kept", models.PositiveIntegerField(verbose_name="kept")),
                (
                    "rank_by",
                    models.FloatField(
                        help_text="Of the interval of predictions, by which is ranked; null: too few.",
                        null=True,
                        verbose_name="lower end",
                    ),
                ),
                (
                    "holds_until",
                    models.DateTimeField(
                        help_text="When the next early hit begins to count; null: none waits.",
                        null=True,
                        verbose_name="holds until",
                    ),
                ),
                (
                    "claimant",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="record_total",
                        to="claims.claimant",
                        verbose_name="claimant",
                    ),
                ),
                (
                    "publisher",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="record_total",
                        to="sources.publisher",
                        verbose_name="publisher",
                    ),
                ),
            ],
            options={
                "verbose_name": "record",
                "verbose_name_plural": "records",
                "ordering": [
                    models.OrderBy(models.F("rank_by"), descending=True, nulls_last=True),
                    "-decided",
                    "-claims",
                    "pk",
                ],
                "default_permissions": ("view",),
                "indexes": [
                    models.Index(
                        models.OrderBy(models.F("rank_by"), descending=True, nulls_last=True),
                        models.OrderBy(models.F("decided"), descending=True),
                        models.OrderBy(models.F("claims"), descending=True),
                        models.F("id"),
                        name="record_total_by_rank",
                    ),
                    models.Index(
                        condition=models.Q(("holds_until__isnull", False)),
                        fields=["holds_until"],
                        name="record_total_holds",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("claimant__isnull", False), ("publisher__isnull", True)),
                            models.Q(("claimant__isnull", True), ("publisher__isnull", False)),
                            _connector="OR",
                        ),
                        name="record_total_is_of_one",
                    )
                ],
            },
        ),
        migrations.RunPython(follow_from_the_first_entry, migrations.RunPython.noop),
    ]
