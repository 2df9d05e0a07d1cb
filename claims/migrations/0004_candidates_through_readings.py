import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0003_standard_ratings"),
        ("sources", "0002_versions_are_immutable"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="candidate",
            name="candidate_pending",
        ),
        migrations.RemoveIndex(
            model_name="extractionrun",
            name="run_unfinished",
        ),
        migrations.AddField(
            model_name="candidate",
            name="found_again_by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="found_again",
                to="claims.extractionrun",
                verbose_name="found again by",
            ),
        ),
        migrations.AddField(
            model_name="candidate",
            name="no_longer_found_in",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="not_found",
                to="claims.extractionrun",
                verbose_name="no longer found in",
            ),
        ),
        migrations.AddIndex(
            model_name="candidate",
            index=models.Index(
                condition=models.Q(("decision", "pending"), ("no_longer_found_in__isnull", True)),
                fields=["-check_worthiness", "-id"],
                name="candidate_pending",
            ),
        ),
        migrations.AddIndex(
            model_name="candidate",
            index=models.Index(
                condition=models.Q(("no_longer_found_in__isnull", False)),
                fields=["-check_worthiness", "-id"],
                name="candidate_no_longer_found",
            ),
        ),
        migrations.AddIndex(
            model_name="candidate",
            index=models.Index(
                condition=models.Q(("found_again_by__isnull", False)),
                fields=["found_again_by"],
                name="candidate_found_again",
            ),
        ),
        migrations.AddIndex(
            model_name="extractionrun",
            index=models.Index(
                models.OrderBy(models.F("leased_until"), nulls_first=True),
                models.F("version"),
                condition=models.Q(("state__in", ["queued", "running"])),
                name="run_unfinished",
            ),
        ),
    ]
