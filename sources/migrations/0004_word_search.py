import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations

CONFIGURE = """
CREATE TEXT SEARCH CONFIGURATION aver_{name} (COPY = {name});
ALTER TEXT SEARCH CONFIGURATION aver_{name} ALTER MAPPING FOR hword, hword_part, word WITH unaccent, {name}_stem;
"""


class Migration(migrations.Migration):
    dependencies = [("sources", "0003_withheld_and_erased")]

    operations = [
        *(
            migrations.RunSQL(CONFIGURE.format(name=name), f"DROP TEXT SEARCH CONFIGURATION aver_{name}")
            for name in ("french", "english")
        ),
        *(
            migrations.AddIndex(
                model_name="document",
                index=django.contrib.postgres.indexes.GinIndex(
                    django.contrib.postgres.search.SearchVector("headline", config=f"aver_{configuration}"),
                    name=f"document_words_{language}",
                ),
            )
            for language, configuration in (("fr", "french"), ("en", "english"))
        ),
    ]
