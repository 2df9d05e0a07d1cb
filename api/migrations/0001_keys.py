"""Keys of the API, which the ledger watches; the tokens of before, and all that speaks of them, are gone."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

# Columns of free words, entered as the hash of their words; columns not entered: the seal, and the machine's own note.
WORDS, LEFT_OUT = "{name,prefix,pepper_id}", "{digest,last_used_at}"

RECORD = f"""
CREATE CONSTRAINT TRIGGER ledger AFTER INSERT OR UPDATE OR DELETE ON api_apikey DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION record_in_ledger('{WORDS}', '{LEFT_OUT}');
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON api_apikey FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""

KEEP = """
CREATE FUNCTION refuse_another_key() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF (NEW.user_id, NEW.prefix, NEW.digest, NEW.pepper_id) IS DISTINCT FROM
       (OLD.user_id, OLD.prefix, OLD.digest, OLD.pepper_id) THEN
        RAISE EXCEPTION 'a key stays the key that it was, and its owner''s' USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.revoked_at IS NOT NULL AND NEW.revoked_at IS DISTINCT FROM OLD.revoked_at THEN
        RAISE EXCEPTION 'a key that was revoked stays revoked' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER refuse_another_key BEFORE UPDATE ON api_apikey FOR EACH ROW EXECUTE FUNCTION refuse_another_key();
"""

# What lies in it is worth a minute: no write-ahead log, and room in each page for the newer versions of its rows.
UNLOGGED = "ALTER TABLE api_keyuse SET UNLOGGED; ALTER TABLE api_keyuse SET (fillfactor = 50)"

# Only where there was a base before: what the package of tokens made, and what Django noted about its models.
FORGET_TOKENS = """
DROP TABLE IF EXISTS authtoken_token;
UPDATE django_admin_log SET content_type_id = NULL
    WHERE content_type_id IN (SELECT id FROM django_content_type WHERE app_label = 'authtoken');
DELETE FROM auth_group_permissions WHERE permission_id IN (SELECT permission.id FROM auth_permission AS permission
    JOIN django_content_type AS noun ON noun.id = permission.content_type_id WHERE noun.app_label = 'authtoken');
DELETE FROM auth_user_user_permissions WHERE permission_id IN (SELECT permission.id FROM auth_permission AS permission
    JOIN django_content_type AS noun ON noun.id = permission.content_type_id WHERE noun.app_label = 'authtoken');
DELETE FROM auth_permission USING django_content_type AS noun
    WHERE noun.id = content_type_id AND noun.app_label = 'authtoken';
DELETE FROM django_content_type WHERE app_label = 'authtoken';
DELETE FROM django_migrations WHERE app = 'authtoken';
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("admin", "0003_logentry_add_action_flag_choices"),
        ("claims", "0008_ledger_of_relations_and_people"),
        ("contenttypes", "0002_remove_content_type_name"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ApiKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("prefix", models.CharField(editable=False, max_length=10, unique=True, verbose_name="prefix")),
                ("digest", models.BinaryField(max_length=32, verbose_name="digest")),
                ("pepper_id", models.CharField(editable=False, max_length=16, verbose_name="pepper")),
                (
                    "scopes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=10), size=None, verbose_name="scopes"
                    ),
                ),
                ("rate", models.PositiveIntegerField(verbose_name="requests a minute")),
                ("expires_at", models.DateTimeField(blank=True, null=True, verbose_name="expires at")),
                (
                    "made_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="made at"
                    ),
                ),
                ("revoked_at", models.DateTimeField(editable=False, null=True, verbose_name="revoked at")),
                ("last_used_at", models.DateTimeField(editable=False, null=True, verbose_name="last used")),
                (
                    "made_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="revoked by",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="api_keys",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="owner",
                    ),
                ),
            ],
            options={
                "verbose_name": "API key",
                "verbose_name_plural": "API keys",
                "ordering": ["-pk"],
                "permissions": [("revoke_apikey", "Can see and revoke everybody's API keys")],
                "default_permissions": ("add", "view"),
            },
        ),
        migrations.CreateModel(
            name="KeyUse",
            fields=[
                (
                    "key",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="use",
                        serialize=False,
                        to="api.apikey",
                    ),
                ),
                ("started_at", models.DateTimeField()),
                ("requests", models.PositiveIntegerField()),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.AddConstraint(
            model_name="apikey",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("scopes__contained_by", ["read", "ingest", "decide", "admin"]), ("scopes__len__gt", 0)
                ),
                name="key_has_known_scopes",
            ),
        ),
        migrations.AddConstraint(
            model_name="apikey",
            constraint=models.CheckConstraint(condition=models.Q(("rate__gt", 0)), name="key_lets_some_requests_pass"),
        ),
        migrations.AddConstraint(
            model_name="apikey",
            constraint=models.CheckConstraint(
                condition=models.Q(("revoked_by", None), ("revoked_at__isnull", False), _connector="OR"),
                name="key_revoked_when",
            ),
        ),
        migrations.RunSQL(RECORD, migrations.RunSQL.noop),
        migrations.RunSQL(KEEP, "DROP FUNCTION refuse_another_key() CASCADE"),
        migrations.RunSQL(UNLOGGED, migrations.RunSQL.noop),
        migrations.RunSQL(FORGET_TOKENS, migrations.RunSQL.noop),
    ]
