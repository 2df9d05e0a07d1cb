"""Published reviews: frozen while they are published, entered in the ledger, and gone with the words of an erased text."""

import claims.models.claim_review
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# The owner's erase_version() may empty a published review; nobody else may change one.
FREEZE = """
CREATE FUNCTION refuse_while_published() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    is_erasing bool := current_setting('aver.erasing', true) = 'yes'
        AND current_user = (SELECT rolname FROM pg_roles JOIN pg_class ON pg_roles.oid = relowner
                            WHERE pg_class.oid = TG_RELID);
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.published_at IS NULL THEN
            RETURN OLD;
        END IF;
        RAISE EXCEPTION 'a review that was published is paused, never deleted' USING ERRCODE = 'restrict_violation';
    END IF;
    IF (NEW.claim_id, NEW.language, NEW.slug) IS DISTINCT FROM (OLD.claim_id, OLD.language, OLD.slug)
        OR (OLD.published_at IS NOT NULL AND NEW.published_at IS DISTINCT FROM OLD.published_at)
        OR (OLD.state = 'published' AND NOT is_erasing AND
            (NEW.verdict_id, NEW.claim_reviewed, NEW.headline, NEW.summary, NEW.textual_rating, NEW.modified_at)
            IS DISTINCT FROM
            (OLD.verdict_id, OLD.claim_reviewed, OLD.headline, OLD.summary, OLD.textual_rating, OLD.modified_at))
    THEN
        RAISE EXCEPTION 'what a published review says is frozen' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON claims_claimreview
    FOR EACH ROW EXECUTE FUNCTION refuse_while_published();
"""

THAW = "DROP TRIGGER frozen ON claims_claimreview; DROP FUNCTION refuse_while_published();"

RECORD = """
CREATE CONSTRAINT TRIGGER ledger AFTER INSERT OR UPDATE OR DELETE ON claims_claimreview DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION record_in_ledger(
        '{slug,claim_reviewed,headline,summary,textual_rating}', '{revision}'
    );
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON claims_claimreview
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""

FORGET = "DROP TRIGGER ledger ON claims_claimreview; DROP TRIGGER refuse_truncate ON claims_claimreview;"

# Reviews of claims that no other text says are emptied with the claim, and shown to nobody. The rest of the function
# stays as the migrations before have it.
ERASE = """
DO $do$
DECLARE
    body text := pg_get_functiondef('erase_version(bigint)'::regprocedure);
    claims_named text := $$UNION ALL SELECT 'claims_claim', orphan, ARRAY['text'] FROM unnest(orphans) AS orphan$$;
    reviews_named text := $$UNION ALL SELECT 'claims_claimreview', id, ARRAY['claim_reviewed', 'headline', 'summary']
                FROM public.claims_claimreview WHERE claim_id = ANY (orphans)$$;
    claims_emptied text := $$UPDATE public.claims_claim SET text =$$;
    reviews_emptied text := $$UPDATE public.claims_claimreview SET headline = '█', summary = '█',
        claim_reviewed = regexp_replace(claim_reviewed, '[^\\n]', '█', 'g'),
        state = CASE state WHEN 'published' THEN 'paused' ELSE state END WHERE claim_id = ANY (orphans);$$;
BEGIN
    IF strpos(body, claims_named) = 0 OR strpos(body, claims_emptied) = 0 THEN
        RAISE EXCEPTION 'erase_version is another than that of migration 0006';
    END IF;
    body := replace(body, claims_named, claims_named || ' ' || reviews_named);
    EXECUTE replace(body, claims_emptied, reviews_emptied || ' ' || claims_emptied);
END $do$;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('claims', '0014_as_of'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ClaimReview',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(choices=[('en', 'English'), ('fr', 'Français')], max_length=5, verbose_name='language')),
                ('slug', models.CharField(default=claims.models.claim_review.new_slug, editable=False, max_length=20, unique=True, verbose_name='address')),
                ('claim_reviewed', models.CharField(help_text='What was claimed, in the language of the review.', max_length=1000, verbose_name='claim')),
                ('headline', models.CharField(max_length=200, verbose_name='headline')),
                ('summary', models.TextField(help_text='What happened, for readers: a paragraph or a few.', verbose_name='summary')),
                ('textual_rating', models.CharField(editable=False, max_length=100, verbose_name='rating in words')),
                ('state', models.CharField(choices=[('unpublished', 'unpublished'), ('published', 'published'), ('paused', 'paused')], default='unpublished', editable=False, max_length=20, verbose_name='state')),
                ('published_at', models.DateTimeField(editable=False, null=True, verbose_name='first published at')),
                ('modified_at', models.DateTimeField(editable=False, null=True, verbose_name='published as it is since')),
                ('revision', models.PositiveIntegerField(default=1, editable=False, help_text='Counts the decisions on the review.', verbose_name='revision')),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='claims.claim', verbose_name='claim')),
                ('published_by', models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='published by')),
                ('verdict', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='claims.verdict', verbose_name='verdict')),
            ],
            options={
                'verbose_name': 'claim review',
                'verbose_name_plural': 'claim reviews',
                'ordering': ['-pk'],
                'permissions': [('publish_claimreview', 'Can publish and pause reviews')],
                'indexes': [models.Index(condition=models.Q(('state', 'published')), fields=['-modified_at', '-id'], name='review_published'), django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.SearchVector('claim_reviewed', config='aver_french'), name='review_words_fr'), django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.SearchVector('claim_reviewed', config='aver_english'), name='review_words_en')],
                'constraints': [models.UniqueConstraint(fields=('claim', 'language'), name='review_once_a_language'), models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', True), ('state', 'unpublished')), models.Q(('modified_at__isnull', False), ('published_at__isnull', False), ('published_by__isnull', False), ('state__in', ['published', 'paused'])), _connector='OR'), name='review_published_by_somebody_at_some_time'), models.CheckConstraint(condition=models.Q(('claim_reviewed', ''), ('headline', ''), ('summary', ''), _connector='OR', _negated=True), name='review_has_words')],
            },
        ),
        migrations.RunSQL(RECORD, FORGET),
        migrations.RunSQL(FREEZE, THAW),
        migrations.RunSQL(ERASE, migrations.RunSQL.noop),
    ]
