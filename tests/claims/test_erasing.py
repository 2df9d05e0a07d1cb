"""Words that go because the law demands it: all of them, and nobody else's."""

import psycopg
import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from psycopg import sql

from claims import editing, ledger, rebuilding, withholding
from claims.drafting import Draft
from claims.extraction.types import Candidate as Found
from claims.filing import file
from claims.models import Candidate, Claim, ExtractionRun, LedgerEntry, LedgerText, Topic
from claims.refusals import Refused
from claims.rules.transitions import Refusal
from claims.vocabulary.kinds import AttributionKind, Evidentiality, Kind, ResolvesOn
from sources.models import DocumentVersion
from tests import cast
from tests.servers import Servers


def key_of(column: str) -> str:
    """Under which the newest prediction's words are kept."""
    entry = LedgerEntry.objects.filter(object_table="claims_prediction").order_by("-seq")[0]
    assert entry.after is not None
    return str(entry.after[column])


def erase(version: DocumentVersion, by: User) -> None:
    withholding.erase(version, reason="a court order", by=by)


@pytest.fixture
def by(own_database: Servers) -> User:
    return cast.edith()


def test_words_that_another_text_says_too_are_kept_for_it(by: User) -> None:
    editing.accept(cast.candidate(), by=by)
    editing.accept(cast.candidate(cast.warning(publisher=cast.agence())), by=by)
    hedge = key_of("hedge")
    erase(DocumentVersion.objects.order_by("pk")[0], by)
    assert LedgerText.objects.get(pk=hedge).text == "could"


def test_a_claim_said_elsewhere_too_is_rebuilt_with_its_words(by: User) -> None:
    claim = editing.accept(cast.deadline(), by=by)
    editing.attach(cast.deadline(cast.warning(publisher=cast.agence())), to=claim, by=by)
    erase(DocumentVersion.objects.order_by("pk")[0], by)
    assert [row["text"] for row in rebuilding.rebuild(Claim)] == [cast.WOULD_CROSS]


def test_erased_words_that_are_written_again_are_kept_again(by: User) -> None:
    editing.accept(cast.candidate(), by=by)
    hedge = key_of("hedge")
    erase(DocumentVersion.objects.get(), by)
    assert LedgerText.objects.get(pk=hedge).text is None
    editing.accept(cast.candidate(cast.warning(publisher=cast.agence())), by=by)
    assert (LedgerText.objects.get(pk=hedge).text, list(ledger.faults())) == ("could", [])


STANDING = "SELECT count(*) FROM {} AS line WHERE line::text LIKE {}"


def tables_with(words: str, own: Servers) -> list[str]:
    """The tables in which the words stand somewhere."""
    with psycopg.connect(own.superuser_url) as admin:
        tables = [table for (table,) in admin.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
        statements = {table: sql.SQL(STANDING).format(sql.Identifier(table), f"%{words}%") for table in tables}
        return [table for table, statement in statements.items() if admin.execute(statement).fetchone() != (0,)]


def test_an_earlier_wording_of_the_claim_goes_too(by: User, own_database: Servers) -> None:
    claim = editing.accept(cast.deadline(), Draft("Ten thousand march.", Kind.FACTUAL, "officials"), by=by)
    Claim.objects.filter(pk=claim.pk).update(text="Many march.")
    erase(DocumentVersion.objects.get(), by)
    assert tables_with("Ten thousand march", own_database) == []


def test_the_sentences_about_the_window_go_in_both_languages(by: User, own_database: Servers) -> None:
    editing.accept(cast.candidate(), by=by)
    erase(DocumentVersion.objects.get(), by)
    assert (tables_with("“Wednesday”", own_database), tables_with("« Wednesday »", own_database)) == ([], [])


def test_words_that_a_topic_says_too_are_kept_for_it(by: User) -> None:
    Topic.objects.create(name="could", slug="could")
    editing.accept(cast.candidate(), by=by)
    hedge = key_of("hedge")
    erase(DocumentVersion.objects.get(), by)
    assert LedgerText.objects.get(pk=hedge).text == "could"


def test_the_admins_log_and_the_errors_of_runs_lose_the_words(by: User, own_database: Servers) -> None:
    candidate = cast.deadline()
    claim = editing.accept(candidate, by=by)
    for each in (candidate, claim, candidate.version.document):
        LogEntry.objects.log_actions(by.pk, [each], CHANGE, change_message=cast.WOULD_CROSS)
    ExtractionRun.objects.update(error=f"ValueError: {cast.WOULD_CROSS}")
    erase(DocumentVersion.objects.get(), by)
    assert (tables_with("cross the border before", own_database), tables_with("US warns", own_database)) == ([], [])


def found(text: str, quote: str) -> Found:
    """What a reading of the text would hand over."""
    start = text.index(quote)
    return Found(
        start=start,
        end=start + len(quote),
        quote=quote,
        language="en",
        kind=Kind.PREDICTION,
        claimant="officials",
        attribution=(),
        attribution_kind=AttributionKind.INDIRECT,
        evidentiality=Evidentiality.ASSERTED,
        hedge=None,
        probability=None,
        condition=None,
        time=None,
        resolves_on=ResolvesOn.OCCURRENCE,
        check_worthiness=0.5,
        why=(),
    )


@pytest.mark.django_db
def test_a_reading_that_ends_after_the_words_were_erased_files_none() -> None:
    version, by = cast.warning(), cast.edith()
    run = ExtractionRun.objects.create(version=version, pipeline_version="a long one")
    read = [found(version.text, cast.WOULD_CROSS)]
    erase(DocumentVersion.objects.get(), by)
    file(read, run)
    assert not Candidate.objects.exists()


@pytest.mark.django_db
def test_what_is_erased_cannot_be_accepted() -> None:
    candidate, by = cast.deadline(), cast.edith()
    erase(candidate.version, by)
    with pytest.raises(Refused) as refused:
        editing.accept(Candidate.objects.get(), by=by)
    assert refused.value.refusal is Refusal.ERASED


def test_an_erased_text_in_whose_place_words_were_put_is_found(by: User, own_database: Servers) -> None:
    version = cast.warning()
    erase(version, by)
    with psycopg.connect(own_database.superuser_url) as admin:
        admin.execute("SET session_replication_role = replica")
        admin.execute("UPDATE sources_documentversion SET text = 'Never printed.'")
    assert [str(fault) for fault in ledger.faults()] == [
        f"sources_documentversion {version.pk}: was erased and holds words"
    ]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE sources_documentversion SET text = 'Never printed.', erased_at = now()",
        "UPDATE sources_documentversion SET sha256 = 'another', erased_at = now(), text = repeat('█', length(text))",
        "UPDATE claims_candidatedecision SET reason = 'other'",
        "UPDATE claims_ledgerentry SET actor = 'mallory'",
        "UPDATE claims_ledgertext SET text = 'other'",
    ],
)
def test_to_say_that_one_is_erasing_gives_even_the_owner_no_right_but_to_erase(
    by: User, own_database: Servers, statement: str
) -> None:
    editing.accept(cast.deadline(), by=by)
    with psycopg.connect(own_database.owner_url) as owner:
        owner.execute("SET aver.erasing = 'yes'")
        with pytest.raises(psycopg.errors.RestrictViolation):
            owner.execute(statement)
