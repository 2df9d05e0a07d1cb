"""The ledger: one function writes it at commit, for every table named here; see docs/architecture.md §4."""

from django.db import migrations

# table: columns of free words, entered as the hash of their words; columns not entered at all (machinery, long texts
# that have a hash of their own)
LEDGERED = {
    "sources_publisher": (["slug", "name", "site", "language", "time_zone"], []),
    "sources_document": (["url", "headline", "language", "published_at_unknown_because", "withheld_because"], []),
    "sources_documentversion": (["sha256", "media_type", "flags"], ["text", "raw"]),
    "sources_document_groups": ([], []),
    "auth_user_groups": ([], []),
    "claims_ratingscale": (["slug", "name"], []),
    "claims_rating": (["slug", "alternate_name_en", "alternate_name_fr"], []),
    "claims_claimant": (["name", "aliases", "same_as"], []),
    "claims_claim": (["text", "language", "withheld_because"], ["revision"]),
    "claims_appearance": (["quote"], []),
    "claims_prediction": (
        ["resolution_criteria", "time_text", "time_zone", "computed", "hedge", "estimative_scale", "condition"],
        ["recheck_at"],
    ),
    "claims_candidatedecision": (["reason"], []),
    "claims_evidence": (["url", "quote", "note", "reason"], []),
    "claims_verdict": (["rationale", "resolution_criteria", "reason"], []),
    "claims_verdictevidence": ([], []),
    "claims_approval": (["comment"], []),
}

# table: the function that refuses to change its rows
APPEND_ONLY = {
    "claims_approval": "refuse_change",
    "claims_verdictevidence": "refuse_change",
    "claims_ledgerentry": "refuse_change",
    "claims_ledgertext": "refuse_other_words",
}

FUNCTIONS = """
CREATE FUNCTION ledger_key(words text) RETURNS text LANGUAGE sql IMMUTABLE STRICT AS $$
    SELECT 'sha256:' || encode(sha256(convert_to(words, 'UTF8')), 'hex')
$$;

CREATE FUNCTION ledger_image(line jsonb, words text[], left_out text[]) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
    SELECT jsonb_object_agg(
        key, CASE WHEN key = ANY (words) AND value NOT IN ('null', '""') THEN to_jsonb(ledger_key(value #>> '{}'))
                  ELSE value END
    ) FROM jsonb_each(line) WHERE key <> ALL (left_out)
$$;

CREATE FUNCTION ledger_append(
    object_table text, line jsonb, operation text, before jsonb, after jsonb, words text[]
) RETURNS void LANGUAGE plpgsql
    SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC' SET extra_float_digits = 1 AS $$
DECLARE
    last public.claims_ledgerentry;
    entry public.claims_ledgerentry;
    why text := coalesce(current_setting('aver.reason', true), '');
    given text[];
BEGIN
    -- Held until this transaction ends: entries stand in the order of commits.
    PERFORM pg_advisory_xact_lock(hashtextextended('aver ledger', 0));
    given := ARRAY(
        SELECT value FROM jsonb_each_text(line) WHERE key = ANY (words) AND value <> ''
        UNION SELECT why WHERE why <> ''
    );
    -- Words that were erased and are written again are kept again. By the key alone, however small the table once was.
    INSERT INTO public.claims_ledgertext AS kept (sha256, text)
        SELECT public.ledger_key(said), said FROM unnest(given) AS said
        ON CONFLICT (sha256) DO UPDATE SET text = excluded.text WHERE kept.text IS NULL;
    SELECT * INTO last FROM public.claims_ledgerentry ORDER BY seq DESC LIMIT 1;
    entry.seq := coalesce(last.seq, 0) + 1;
    entry.recorded_at := greatest(clock_timestamp(), last.recorded_at + interval '1 microsecond');
    entry.actor_id := nullif(current_setting('aver.actor_id', true), '')::bigint;
    entry.actor := coalesce(current_setting('aver.actor', true), '');
    entry.database_user := session_user;
    entry.act := coalesce(current_setting('aver.act', true), '');
    entry.reason := coalesce(public.ledger_key(nullif(why, '')), '');
    entry.code_version := coalesce(current_setting('aver.code_version', true), '');
    entry.operation := operation;
    entry.object_table := object_table;
    entry.object_id := (line ->> 'id')::bigint;
    entry.claim_id := CASE
        WHEN object_table = 'claims_claim' THEN entry.object_id
        WHEN line ? 'claim_id' THEN (line ->> 'claim_id')::bigint
        WHEN line ? 'verdict_id' THEN
            (SELECT claim_id FROM public.claims_verdict WHERE id = (line ->> 'verdict_id')::bigint)
    END;
    entry.before := before;
    entry.after := after;
    entry.prev_hash := coalesce(last.hash, repeat('0', 64));
    entry.hash := encode(sha256(convert_to((to_jsonb(entry) - 'hash')::text, 'UTF8')), 'hex');
    INSERT INTO public.claims_ledgerentry SELECT entry.*;
END $$;

CREATE FUNCTION record_in_ledger() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC' SET extra_float_digits = 1 AS $$
DECLARE
    words text[] := TG_ARGV[0];
    left_out text[] := TG_ARGV[1];
    line jsonb := CASE TG_OP WHEN 'DELETE' THEN to_jsonb(OLD) ELSE to_jsonb(NEW) END;
    was jsonb;
    is_now jsonb;
BEGIN
    IF TG_OP <> 'INSERT' THEN
        was := public.ledger_image(to_jsonb(OLD), words, left_out);
    END IF;
    IF TG_OP <> 'DELETE' THEN
        is_now := public.ledger_image(line, words, left_out);
    END IF;
    IF TG_OP = 'UPDATE' THEN
        SELECT jsonb_object_agg(key, value) INTO was FROM jsonb_each(was) WHERE is_now -> key IS DISTINCT FROM value;
        IF was IS NULL THEN
            RETURN NULL;
        END IF;
    END IF;
    PERFORM public.ledger_append(TG_TABLE_NAME, line, lower(TG_OP), was, is_now, words);
    RETURN NULL;
END $$;

-- With a search path of its own: a temporary table of that name would else stand before the verdicts.
CREATE FUNCTION refuse_own_approval() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM public.claims_verdict WHERE id = NEW.verdict_id AND decided_by_id = NEW.by_id) THEN
        RAISE EXCEPTION 'a verdict is approved by another person than its author' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER four_eyes BEFORE INSERT ON claims_approval FOR EACH ROW EXECUTE FUNCTION refuse_own_approval();

-- Words are emptied where they are erased, and written again only as the words that they were.
CREATE FUNCTION refuse_other_words() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF NEW.sha256 = OLD.sha256 AND (
            (NEW.text IS NULL AND current_setting('aver.erasing', true) = 'yes')
            OR (OLD.text IS NULL AND public.ledger_key(NEW.text) = OLD.sha256)
        ) THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION '% on % is refused: its rows are history and are never changed', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;

-- The words of one text, and of all that quotes it, become blocks of the same length; entries keep their hashes.
-- Rows are locked in the order in which the verbs do: runs, the filing of a document, candidates, claims, the ledger.
CREATE FUNCTION erase_version(version bigint) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    its_document bigint := (SELECT document_id FROM public.sources_documentversion WHERE id = version);
    is_last bool;
    orphans bigint[];
    gone text[];
BEGIN
    -- What this transaction changed before is entered before.
    SET CONSTRAINTS public.ledger IMMEDIATE;
    SET CONSTRAINTS public.ledger DEFERRED;
    PERFORM set_config('aver.erasing', 'yes', true);
    UPDATE public.claims_extractionrun SET error = '' WHERE version_id = version AND error <> '';
    PERFORM pg_advisory_xact_lock(hashtextextended('file document ' || its_document, 0));
    UPDATE public.claims_candidate SET quote = regexp_replace(quote, '[^\\n]', '█', 'g'), claimant = '█',
        attribution = '[]', condition = '', hedge = '', time_text = '', computed = '', why = '[]'
        WHERE version_id = version;
    orphans := ARRAY(SELECT public.claims_said_only_in(version));
    is_last := NOT EXISTS (SELECT FROM public.sources_documentversion AS other WHERE other.document_id = its_document
                           AND other.id <> version AND other.erased_at IS NULL);
    -- All that the entries of these rows ever named: earlier wordings too.
    gone := ARRAY(
        SELECT DISTINCT value #>> '{}' FROM (
            SELECT 'claims_appearance', id, ARRAY['quote'] FROM public.claims_appearance WHERE version_id = version
            UNION ALL SELECT 'claims_evidence', id, ARRAY['quote', 'note'] FROM public.claims_evidence
                WHERE version_id = version
            UNION ALL SELECT 'claims_claim', orphan, ARRAY['text'] FROM unnest(orphans) AS orphan
            UNION ALL SELECT 'claims_prediction', id, ARRAY['time_text', 'condition', 'hedge', 'computed']
                FROM public.claims_prediction WHERE claim_id = ANY (orphans)
            UNION ALL SELECT 'sources_document', its_document, ARRAY['headline', 'url'] WHERE is_last
        ) AS speaking (object_table, object_id, columns)
        JOIN public.claims_ledgerentry USING (object_table, object_id), jsonb_each(after)
        WHERE key = ANY (columns) AND value #>> '{}' LIKE 'sha256:%'
    );
    UPDATE public.claims_claim SET text = regexp_replace(text, '[^\\n]', '█', 'g') WHERE id = ANY (orphans);
    UPDATE public.claims_prediction SET time_text = '', condition = '', hedge = '', computed = ''
        WHERE claim_id = ANY (orphans);
    UPDATE public.claims_appearance SET quote = regexp_replace(quote, '[^\\n]', '█', 'g') WHERE version_id = version;
    UPDATE public.claims_evidence SET quote = regexp_replace(quote, '[^\\n]', '█', 'g'), note = ''
        WHERE version_id = version;
    UPDATE public.sources_documentversion
        SET text = regexp_replace(text, '[^\\n]', '█', 'g'), raw = NULL, erased_at = now() WHERE id = version;
    UPDATE public.sources_document SET headline = '', url = '' WHERE id = its_document AND is_last;
    UPDATE public.django_admin_log SET object_repr = '█', change_message = '' FROM public.django_content_type AS sort
        WHERE sort.id = content_type_id AND (
            (app_label = 'claims' AND model = 'claim' AND object_id = ANY (orphans::text[]))
            OR (app_label = 'sources' AND model = 'document' AND object_id = its_document::text AND is_last)
            OR (app_label = 'claims' AND model = 'candidate' AND object_id IN (
                SELECT id::text FROM public.claims_candidate WHERE version_id = version)));
    -- Held to the end: nobody writes words between the look at what still stands and the erasure.
    PERFORM pg_advisory_xact_lock(hashtextextended('aver ledger', 0));
    gone := public.words_standing_nowhere(gone);
    UPDATE public.claims_ledgertext SET text = NULL WHERE sha256 = ANY (gone);
    -- Words that are missing without such an entry were taken, not erased.
    PERFORM public.ledger_append(
        'claims_ledgertext', jsonb_build_object('id', version), 'update', NULL,
        jsonb_build_object('erased', to_jsonb(gone)), '{}');
    PERFORM set_config('aver.erasing', '', true);
END $$;

-- Of these keys, those of words that no row says any more: *could*, or a headline of two papers, is not one text's own.
CREATE FUNCTION words_standing_nowhere(keys text[]) RETURNS text[] LANGUAGE plpgsql
    SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    place regclass;
    said_in text;
    standing text[];
BEGIN
    FOR place, said_in IN
        SELECT tgrelid, unnest(split_part(encode(tgargs, 'escape'), '\\000', 1)::text[])
        FROM pg_trigger WHERE tgfoid = 'public.record_in_ledger'::regproc
    LOOP
        EXECUTE format(
            'SELECT array_agg(DISTINCT kept.sha256) FROM public.claims_ledgertext AS kept JOIN %s AS line'
            ' ON line.%I::text = kept.text WHERE kept.sha256 = ANY ($1)', place, said_in
        ) INTO standing USING keys;
        keys := ARRAY(SELECT unnest(keys) EXCEPT SELECT unnest(standing));
    END LOOP;
    RETURN ARRAY(SELECT unnest(keys) EXCEPT SELECT reason FROM public.claims_ledgerentry WHERE reason = ANY (keys));
END $$;

-- Claims of which no other text that still has its words is an appearance.
CREATE FUNCTION claims_said_only_in(version bigint) RETURNS SETOF bigint LANGUAGE sql STABLE AS $$
    SELECT DISTINCT said.claim_id FROM public.claims_appearance said WHERE said.version_id = version AND NOT EXISTS (
        SELECT FROM public.claims_appearance other JOIN public.sources_documentversion v ON v.id = other.version_id
        WHERE other.claim_id = said.claim_id AND other.version_id <> version AND v.erased_at IS NULL
    )
$$;

REVOKE EXECUTE ON FUNCTION record_in_ledger(), erase_version(bigint), words_standing_nowhere(text[]),
    ledger_append(text, jsonb, text, jsonb, jsonb, text[]) FROM PUBLIC;
"""

DROP_FUNCTIONS = """
DROP FUNCTION erase_version(bigint), claims_said_only_in(bigint), words_standing_nowhere(text[]);
DROP FUNCTION refuse_own_approval(), refuse_other_words() CASCADE;
DROP FUNCTION record_in_ledger(), ledger_append(text, jsonb, text, jsonb, jsonb, text[]),
    ledger_image(jsonb, text[], text[]), ledger_key(text);
"""

REFUSE = """
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {refusing}();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""

ALLOW = "DROP TRIGGER refuse_truncate ON {table}; DROP TRIGGER IF EXISTS refuse_change ON {table};"

RECORD = """
CREATE CONSTRAINT TRIGGER ledger AFTER INSERT OR UPDATE OR DELETE ON {table} DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION record_in_ledger('{words}', '{left_out}');
CREATE OR REPLACE TRIGGER refuse_truncate BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""

FOUND = """
SELECT ledger_append('{table}', to_jsonb(line), 'founding', NULL,
    ledger_image(to_jsonb(line), '{words}', '{left_out}'), '{words}') FROM (SELECT * FROM {table} ORDER BY id) AS line;
"""


def mark_annulments(apps, schema_editor):
    ratings = apps.get_model("claims", "Rating").objects.using(schema_editor.connection.alias)
    ratings.filter(slug__in=["annulled", "commitment-annulled"]).update(is_annulment=True)


def begin(apps, schema_editor):
    """Watch each table, and enter what it holds."""
    schema_editor.execute("SET LOCAL timezone = 'UTC'; SET LOCAL extra_float_digits = 1")
    for table, (words, left_out) in LEDGERED.items():
        names = {"table": table, "words": _array(words), "left_out": _array(left_out)}
        schema_editor.execute(RECORD.format(**names))
        schema_editor.execute(FOUND.format(**names))


def end(apps, schema_editor):
    for table in LEDGERED:
        schema_editor.execute(f"DROP TRIGGER ledger ON {table}")


def _array(names):
    return "{" + ",".join(names) + "}"


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0005_deciding"),
        ("admin", "0003_logentry_add_action_flag_choices"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.RunPython(mark_annulments, migrations.RunPython.noop),
        migrations.RunSQL(FUNCTIONS, DROP_FUNCTIONS),
        *(
            migrations.RunSQL(REFUSE.format(table=table, refusing=refusing), ALLOW.format(table=table))
            for table, refusing in APPEND_ONLY.items()
        ),
        migrations.RunPython(begin, end),
    ]
