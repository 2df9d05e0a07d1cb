from django.db import migrations

# slug, English, French, value (None: shown in words only), normal form
SCALES = {
    ("outcome", "Outcome of a prediction"): [
        ("came-true", "Came true", "S’est avéré", 5, "true"),
        ("came-true-partly", "Came true in part", "S’est avéré en partie", 3, "mixed"),
        ("did-not-come-true", "Did not come true", "Ne s’est pas avéré", 1, "false"),
        ("ambiguous", "Ambiguous", "Ambigu", None, "undecided"),
        ("annulled", "Annulled", "Sans objet", None, "undecided"),
    ],
    ("commitment", "Keeping of a commitment"): [
        ("kept", "Kept", "Tenu", 5, "true"),
        ("compromise", "Compromise", "Compromis", 3, "mixed"),
        ("broken", "Broken", "Non tenu", 1, "false"),
        ("commitment-ambiguous", "Ambiguous", "Ambigu", None, "undecided"),
        ("commitment-annulled", "Annulled", "Sans objet", None, "undecided"),
    ],
    ("truth", "Truth of a statement"): [
        ("true", "True", "Vrai", 5, "true"),
        ("mostly-true", "Mostly true", "Plutôt vrai", 4, "mostly_true"),
        ("mixed", "Mixed", "Mitigé", 3, "mixed"),
        ("mostly-false", "Mostly false", "Plutôt faux", 2, "mostly_false"),
        ("false", "False", "Faux", 1, "false"),
        ("unproven", "Unproven", "Non démontré", None, "undecided"),
        ("missing-context", "Missing context", "Contexte manquant", None, "undecided"),
    ],
}


def add_scales(apps, schema_editor):
    alias = schema_editor.connection.alias
    scales, ratings = apps.get_model("claims", "RatingScale"), apps.get_model("claims", "Rating")
    for (slug, name), steps in SCALES.items():
        scale = scales.objects.using(alias).create(slug=slug, name=name, measures=slug)
        for position, (step, english, french, value, normal_form) in enumerate(steps):
            ratings.objects.using(alias).create(
                scale=scale,
                slug=step,
                alternate_name_en=english,
                alternate_name_fr=french,
                rating_value=value,
                worst_rating=None if value is None else 1,
                best_rating=None if value is None else 5,
                normal_form=normal_form,
                position=position,
            )


def remove_scales(apps, schema_editor):
    alias = schema_editor.connection.alias
    apps.get_model("claims", "Rating").objects.using(alias).all().delete()
    apps.get_model("claims", "RatingScale").objects.using(alias).all().delete()


class Migration(migrations.Migration):
    dependencies = [("claims", "0002_history_is_append_only")]

    operations = [migrations.RunPython(add_scales, remove_scales)]
