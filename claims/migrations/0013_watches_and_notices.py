"""Who watches what, what they are told, the letters that carry it, and to whom a claim is assigned."""

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
import uuid
from django.conf import settings
from django.db import migrations, models


def tell_from_now_on(apps, schema_editor):
    """Nobody watched before: the ledger is told from its next entry on."""
    alias = schema_editor.connection.alias
    newest = apps.get_model("claims", "LedgerEntry").objects.using(alias).order_by("-seq").first()
    apps.get_model("claims", "ToldUpTo").objects.using(alias).create(id=1, seq=newest.seq if newest else 0)


class Migration(migrations.Migration):

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('claims', '0012_passages'),
        ('sources', '0004_word_search'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Letter',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('at_once', 'at once'), ('daily', 'daily digest'), ('weekly', 'weekly digest')], max_length=10, verbose_name='kind')),
                ('day', models.DateField(help_text="Of a digest, by the newsroom's calendar; of a week, its Monday.", null=True, verbose_name='day')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='created at')),
                ('state', models.CharField(choices=[('waiting', 'to be sent'), ('sent', 'sent'), ('nothing', 'nothing to tell'), ('failed', 'given up')], default='waiting', max_length=10, verbose_name='state')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                ('lease_token', models.UUIDField(null=True, verbose_name='lease token')),
                ('leased_until', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name='leased until')),
                ('error', models.TextField(blank=True, default='', verbose_name='error')),
                ('done_at', models.DateTimeField(null=True, verbose_name='done at')),
            ],
            options={
                'verbose_name': 'letter',
                'verbose_name_plural': 'letters',
                'ordering': ['-created_at'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('what', models.CharField(choices=[('new_claim', 'A new claim'), ('appearance', 'It appeared again'), ('evidence_suggested', 'Evidence was suggested'), ('evidence_accepted', 'Evidence was accepted'), ('proposed', 'A verdict was proposed'), ('retraction_proposed', 'A retraction was proposed'), ('sent_back', 'A verdict was sent back'), ('counts', 'A verdict counts'), ('retracted', 'The verdict was retracted'), ('condition', 'The condition was judged'), ('moved', 'The day on which it comes up was moved'), ('withdrawn', 'It was withdrawn'), ('assigned', 'It was assigned to you'), ('due', 'A verdict is owed'), ('look', 'It came up for a look'), ('again', 'It came up to be looked at again')], max_length=30, verbose_name='what')),
                ('happened_at', models.DateTimeField(verbose_name='when')),
                ('entry', models.BigIntegerField(null=True, verbose_name='ledger entry')),
                ('told_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='told at')),
                ('seen_at', models.DateTimeField(null=True, verbose_name='seen at')),
                ('how', models.CharField(choices=[('at_once', 'at once'), ('daily', 'once a day'), ('weekly', 'once a week'), ('off', 'no e-mail')], max_length=10, verbose_name='how')),
            ],
            options={
                'verbose_name': 'notice',
                'verbose_name_plural': 'notices',
                'ordering': ['-happened_at', '-id'],
                'default_permissions': ('view',),
            },
        ),
        migrations.CreateModel(
            name='Preference',
            fields=[
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='preference', serialize=False, to=settings.AUTH_USER_MODEL, verbose_name='user')),
                ('language', models.CharField(blank=True, help_text='As last chosen at the head of a page; empty: none yet.', max_length=10, verbose_name='language')),
                ('has_digest', models.BooleanField(default=True, help_text='For those who may give verdicts.', verbose_name='daily digest of what is due')),
                ('digest_hour', models.PositiveSmallIntegerField(default=7, help_text="By the newsroom's clock.", validators=[django.core.validators.MaxValueValidator(23)], verbose_name='hour')),
                ('how_personal', models.CharField(choices=[('at_once', 'at once'), ('daily', 'once a day'), ('weekly', 'once a week'), ('off', 'no e-mail')], default='at_once', help_text='A claim is assigned to me; a verdict of mine is approved or sent back.', max_length=10, verbose_name='what concerns me')),
            ],
            options={
                'verbose_name': 'preference',
                'verbose_name_plural': 'preferences',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='ToldUpTo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seq', models.BigIntegerField(default=0, verbose_name='number')),
                ('moved_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name='moved at')),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Watch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('how', models.CharField(choices=[('at_once', 'at once'), ('daily', 'once a day'), ('weekly', 'once a week'), ('off', 'no e-mail')], default='daily', max_length=10, verbose_name='how')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='note to myself')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='since')),
            ],
            options={
                'verbose_name': 'watch',
                'verbose_name_plural': 'watches',
                'ordering': ['-pk'],
                'default_permissions': ('view',),
            },
        ),
        migrations.AddField(
            model_name='claim',
            name='assigned_to',
            field=models.ForeignKey(db_index=False, editable=False, help_text='Who is to see to it; the ledger tells who was before.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='assigned to'),
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(condition=models.Q(('assigned_to__isnull', False)), fields=['assigned_to', '-id'], name='claim_assigned'),
        ),
        migrations.AddField(
            model_name='letter',
            name='user',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='letters', to=settings.AUTH_USER_MODEL, verbose_name='user'),
        ),
        migrations.AddField(
            model_name='notice',
            name='by',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by'),
        ),
        migrations.AddField(
            model_name='notice',
            name='claim',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='claims.claim', verbose_name='claim'),
        ),
        migrations.AddField(
            model_name='notice',
            name='letter',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='notices', to='claims.letter', verbose_name='letter'),
        ),
        migrations.AddField(
            model_name='notice',
            name='recheck',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='claims.recheck', verbose_name='re-check'),
        ),
        migrations.AddField(
            model_name='notice',
            name='through',
            field=models.ForeignKey(db_index=False, help_text='The text by which a watched publisher printed the claim.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='sources.documentversion', verbose_name='through'),
        ),
        migrations.AddField(
            model_name='notice',
            name='user',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='notices', to=settings.AUTH_USER_MODEL, verbose_name='user'),
        ),
        migrations.AddField(
            model_name='notice',
            name='version',
            field=models.ForeignKey(db_index=False, help_text='The text that it is about: who may not read that is not told.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='sources.documentversion', verbose_name='document version'),
        ),
        migrations.AddConstraint(
            model_name='preference',
            constraint=models.CheckConstraint(condition=models.Q(('digest_hour__lte', 23)), name='preference_hour_of_a_day'),
        ),
        migrations.AddConstraint(
            model_name='toldupto',
            constraint=models.CheckConstraint(condition=models.Q(('id', 1)), name='told_up_to_is_one_row'),
        ),
        migrations.AddField(
            model_name='watch',
            name='claim',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='watches', to='claims.claim', verbose_name='claim'),
        ),
        migrations.AddField(
            model_name='watch',
            name='claimant',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='watches', to='claims.claimant', verbose_name='claimant'),
        ),
        migrations.AddField(
            model_name='watch',
            name='publisher',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='watches', to='sources.publisher', verbose_name='publisher'),
        ),
        migrations.AddField(
            model_name='watch',
            name='user',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='watches', to=settings.AUTH_USER_MODEL, verbose_name='user'),
        ),
        migrations.AddIndex(
            model_name='letter',
            index=models.Index(condition=models.Q(('state', 'waiting')), fields=['leased_until'], name='letter_waiting'),
        ),
        migrations.AddIndex(
            model_name='letter',
            index=models.Index(condition=models.Q(('state', 'failed')), fields=['created_at'], name='letter_failed'),
        ),
        migrations.AddConstraint(
            model_name='letter',
            constraint=models.UniqueConstraint(fields=('user', 'kind', 'day'), name='letter_one_digest_a_day'),
        ),
        migrations.AddConstraint(
            model_name='letter',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('day__isnull', True), ('kind', 'at_once')), models.Q(models.Q(('kind', 'at_once'), _negated=True), ('day__isnull', False)), _connector='OR'), name='letter_digest_has_its_day'),
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(fields=['user', '-happened_at', '-id'], name='notice_of_user'),
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(condition=models.Q(('seen_at__isnull', True)), fields=['user', '-happened_at'], name='notice_unseen'),
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(condition=models.Q(('letter__isnull', True), models.Q(('how', 'off'), _negated=True)), fields=['how', 'user'], name='notice_without_letter'),
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(condition=models.Q(('letter__isnull', False)), fields=['letter'], name='notice_of_letter'),
        ),
        migrations.AddConstraint(
            model_name='notice',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('entry__isnull', False), ('recheck__isnull', True)), models.Q(('entry__isnull', True), ('recheck__isnull', False)), _connector='OR'), name='notice_says_what_it_rests_on'),
        ),
        migrations.AddConstraint(
            model_name='watch',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('claim__isnull', False), ('claimant__isnull', True), ('publisher__isnull', True)), models.Q(('claim__isnull', True), ('claimant__isnull', False), ('publisher__isnull', True)), models.Q(('claim__isnull', True), ('claimant__isnull', True), ('publisher__isnull', False)), _connector='OR'), name='watch_is_of_one_thing'),
        ),
        migrations.AddConstraint(
            model_name='watch',
            constraint=models.UniqueConstraint(fields=('user', 'claim'), name='watch_claim_once'),
        ),
        migrations.AddConstraint(
            model_name='watch',
            constraint=models.UniqueConstraint(fields=('user', 'claimant'), name='watch_claimant_once'),
        ),
        migrations.AddConstraint(
            model_name='watch',
            constraint=models.UniqueConstraint(fields=('user', 'publisher'), name='watch_publisher_once'),
        ),
        migrations.RunPython(tell_from_now_on, migrations.RunPython.noop),
    ]
