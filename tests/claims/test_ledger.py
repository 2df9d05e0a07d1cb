"""The ledger: every change leaves an entry, however it was made; nobody rewrites one without being found out."""

import json
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import Model
from psycopg import sql

from claims import editing, ledger, rebuilding, settling, withholding
from claims.models import Claim, Claimant, LedgerEntry, LedgerText, Prediction
from sources.models import DocumentVersion
from sources.signing import signed
from tests import cast
from tests.servers import Servers


@pytest.fixture
def resolved(own_database: Servers) -> Claim:
    """A claim with a verdict that counts, all committed."""
    by = cast.edith()
    claim = editing.accept(cast.deadline(), by=by)
    cast.settled(claim, by)
    return claim


def after(entry: LedgerEntry) -> dict[str, Any]:
    """What the entry holds of its row."""
    assert entry.after is not None
    return dict(entry.after)


def newest(table: str = "claims_claim") -> LedgerEntry:
    entry: LedgerEntry = LedgerEntry.objects.filter(object_table=table).order_by("-seq")[0]
    return entry


def found() -> list[str]:
    return [str(fault) for fault in ledger.faults()]


def test_a_verb_signs_its_entries(resolved: Claim) -> None:
    entry = newest("claims_approval")
    assert (entry.actor, entry.act, entry.operation, entry.claim_id) == ("rosa", "approved", "insert", resolved.pk)


def test_a_bulk_update_leaves_the_entry_of_an_unknown_person_and_a_known_database_user(resolved: Claim) -> None:
    Claim.objects.filter(pk=resolved.pk).update(text="Something else.")
    entry = newest()
    assert (entry.actor, entry.act, entry.database_user, entry.operation) == ("", "", "aver_app", "update")


def test_a_raw_update_by_the_owner_leaves_an_entry_too(resolved: Claim, own_database: Servers) -> None:
    with psycopg.connect(own_database.owner_url) as owner:
        owner.execute("UPDATE claims_claim SET text = 'Something else.'")
    assert newest().database_user == "aver_owner"


def test_an_entry_holds_what_was_and_what_is(resolved: Claim) -> None:
    Claimant.objects.filter(pk=resolved.claimant_id).update(kind="person")
    entry = newest("claims_claimant")
    assert (entry.before, after(entry)["kind"]) == ({"kind": "organization"}, "person")


def test_an_update_that_changes_nothing_leaves_no_entry(resolved: Claim) -> None:
    before = ledger.head()
    Claim.objects.update(text=resolved.text)
    assert ledger.head() == before


def test_the_sweep_leaves_no_entry(resolved: Claim) -> None:
    before = ledger.head()
    Prediction.objects.update(recheck_at=cast.SATURDAY)
    assert ledger.head() == before


def test_words_stand_outside_the_chain(resolved: Claim) -> None:
    key = after(newest("claims_verdict"))["rationale"]
    assert LedgerText.objects.get(pk=key).text == "It began on the 24th."


def test_the_reason_of_an_act_is_kept(resolved: Claim) -> None:
    withholding.withhold(resolved, reason="a court order", by=cast.rosa())
    assert LedgerText.objects.get(pk=newest().reason).text == "a court order"


def test_what_is_rolled_back_leaves_no_hole(resolved: Claim, own_database: Servers) -> None:
    with psycopg.connect(own_database.application_url) as undone:
        undone.execute("UPDATE claims_claim SET text = 'Never.'; SET CONSTRAINTS ledger IMMEDIATE")
        undone.rollback()
    Claim.objects.update(text="Something else.")
    assert found() == []


@pytest.mark.django_db
def test_in_one_transaction_each_act_keeps_its_own_signature() -> None:
    candidate, edith, rosa = cast.candidate(), cast.edith(), cast.rosa()
    claim = editing.accept(candidate, by=edith)
    Claim.objects.update(text="By nobody.")
    withholding.withhold(claim, reason="a court order", by=rosa)
    acts = LedgerEntry.objects.filter(object_table="claims_claim").order_by("seq").values_list("actor", "act")
    assert list(acts) == [("edith", "accept"), ("", ""), ("rosa", "withhold")]


@pytest.mark.django_db
def test_an_act_that_fails_signs_nothing() -> None:
    by = cast.edith()
    with pytest.raises(ZeroDivisionError), signed("accept", by=by):
        _ = 1 / 0
    publisher = cast.agence()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ledger IMMEDIATE")
    assert LedgerEntry.objects.get(object_table="sources_publisher", object_id=publisher.pk).actor == ""


@pytest.mark.django_db
@pytest.mark.parametrize("model", ledger.LEDGERED, ids=lambda model: model._meta.label)
def test_the_database_enters_the_columns_that_the_reader_expects(model: type[Model]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgargs FROM pg_trigger WHERE tgname = 'ledger' AND tgrelid = %s::regclass",
            [model._meta.db_table],
        )
        arguments = bytes(cursor.fetchone()[0]).decode().split("\x00")
    words, left_out = (frozenset(part.strip("{}").split(",")) - {""} for part in arguments[:2])
    assert (words, left_out) == (ledger.words_of(model), ledger.LEDGERED[model])


@pytest.mark.django_db
def test_whatever_editors_write_is_entered() -> None:
    machinery = {
        "claims.Candidate", "claims.ExtractionRun", "claims.Recheck", "claims.LedgerEntry", "claims.LedgerText",
        "claims.Heartbeat", "claims.Letter", "claims.Notice", "claims.Preference", "claims.ToldUpTo", "claims.Watch",
        "claims.Passage", "claims.PassageRun", "claims.EvidenceSearch", "claims.ClaimMeaning",
        "api.KeyUse",
        "claims.CountedUpTo", "claims.RecordLine", "claims.RecordTotal",
    }  # fmt: skip
    packages = map(apps.get_app_config, ("api", "claims", "sources"))
    ours = {model._meta.label for package in packages for model in package.get_models()}
    assert ours - {model._meta.label for model in ledger.LEDGERED} == machinery


def test_a_clean_base_has_no_fault(resolved: Claim) -> None:
    assert found() == []


TAMPERING = {
    "an altered entry": (
        "UPDATE claims_ledgerentry SET actor = 'mallory' WHERE seq = 25",
        "entry 25: is not what was written: its hash fails",
    ),
    "an entry with a hash of its own": (
        """UPDATE claims_ledgerentry AS entry SET actor = 'mallory', hash =
           encode(sha256(convert_to(((to_jsonb(entry) - 'hash') || '{"actor": "mallory"}')::text, 'UTF8')), 'hex')
           WHERE seq = 25""",
        "entry 26: does not follow entry 25: its link is broken",
    ),
    "a missing entry": ("DELETE FROM claims_ledgerentry WHERE seq = 25", "entry 25: is missing"),
    "a set-back clock": (
        "UPDATE claims_ledgerentry SET recorded_at = recorded_at - interval '1 day' WHERE seq = 25",
        "entry 25: is not later than entry 24",
    ),
    "an altered row": ("UPDATE claims_claim SET text = 'Never said.'", "claims_claim 1: is unlike entry"),
    "a row that is gone": ("DELETE FROM claims_approval", "claims_approval 1: is gone, though entry"),
    "a row from nowhere": (
        "INSERT INTO claims_claimant (name, kind, is_anonymous, aliases, same_as)"
        " VALUES ('Nobody', 'person', false, '[]', '')",
        "stands there without an entry",
    ),
    "altered words": ("UPDATE claims_ledgertext SET text = text || '!'", "are not those that were written"),
    "emptied words": ("UPDATE claims_ledgertext SET text = NULL", "are gone without having been erased"),
    "words that are gone": ("DELETE FROM claims_ledgertext", "are gone, though entry"),
    "an altered text": ("UPDATE sources_documentversion SET text = 'Never printed.'", "does not hold the text"),
}


def tamper(own: Servers, statement: str) -> None:
    """As the superuser, past every trigger."""
    with psycopg.connect(own.superuser_url) as admin:
        admin.execute("SET session_replication_role = replica")
        admin.execute(statement)


def test_a_hole_without_end_is_named_in_one_line(resolved: Claim, own_database: Servers) -> None:
    last = ledger.head()
    assert last is not None
    tamper(
        own_database, "UPDATE claims_ledgerentry SET seq = 9e18 WHERE seq = (SELECT max(seq) FROM claims_ledgerentry)"
    )
    missing = [fault for fault in ledger.faults() if fault.sort == "missing"]
    assert (len(missing), missing[-1].words) == (1001, "is missing, and all that follow up to 8999999999999999999")


@pytest.mark.parametrize("sort", TAMPERING)
def test_what_even_the_superuser_alters_is_found_and_named(resolved: Claim, own_database: Servers, sort: str) -> None:
    statement, words = TAMPERING[sort]
    tamper(own_database, statement)
    assert any(words in fault for fault in found())


@pytest.fixture
def kept_head(resolved: Claim, tmp_path: Path) -> Path:
    """A head exported while all was well."""
    path = tmp_path / "head.json"
    with path.open("w") as file:
        call_command("export_head", stdout=file)
    return path


def test_a_clean_ledger_agrees_with_a_head_kept_elsewhere(kept_head: Path) -> None:
    Claim.objects.update(text="Something else, later.")
    call_command("verify_ledger", head=kept_head)


def test_a_cut_tail_is_found_by_a_head_kept_elsewhere(
    kept_head: Path, own_database: Servers, capsys: pytest.CaptureFixture[str]
) -> None:
    seq = json.loads(kept_head.read_text())["seq"]
    tamper(own_database, "DELETE FROM claims_ledgerentry WHERE seq IN (SELECT max(seq) FROM claims_ledgerentry)")
    with pytest.raises(CommandError):
        call_command("verify_ledger", head=kept_head)
    assert f"entry {seq}: was the head on" in capsys.readouterr().out


def test_a_rewritten_ledger_is_found_by_a_head_kept_elsewhere(
    kept_head: Path, own_database: Servers, capsys: pytest.CaptureFixture[str]
) -> None:
    kept_head.write_text(json.dumps(json.loads(kept_head.read_text()) | {"hash": "0" * 64}))
    with pytest.raises(CommandError):
        call_command("verify_ledger", head=kept_head)
    assert "the ledger was rewritten" in capsys.readouterr().out


def test_a_head_that_is_none_is_refused_by_its_name(resolved: Claim, tmp_path: Path) -> None:
    path = tmp_path / "head.json"
    path.write_text("[]")
    with pytest.raises(CommandError, match="is not what export_head writes"):
        call_command("verify_ledger", head=path)


def test_what_is_rebuilt_from_the_ledger_alone_is_what_the_tables_hold(resolved: Claim) -> None:
    settling.retract(resolved, reason="The source withdrew it.", by=User.objects.get(username="edith"))
    assert list(rebuilding.differences()) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE claims_claim SET text = 'Never said.'",
        "UPDATE claims_claim SET current_verdict_id = NULL",
        "UPDATE claims_prediction SET not_after = '2030-01-01'",
        "DELETE FROM claims_approval; DELETE FROM claims_verdictevidence; UPDATE claims_verdict SET rating_id = 2",
    ],
)
def test_a_table_that_was_altered_behind_the_ledger_is_unlike_what_is_rebuilt(
    resolved: Claim, own_database: Servers, statement: str
) -> None:
    tamper(own_database, statement)
    assert list(rebuilding.differences())


def test_a_verdict_let_count_without_approval_is_noticed_though_it_is_entered(own_database: Servers) -> None:
    by = cast.edith()
    claim = editing.accept(cast.deadline(), by=by)
    verdict = cast.proposed(claim, by)
    Claim.objects.update(current_verdict=verdict, proposed_verdict=None)
    assert [line for line in rebuilding.differences() if "from verdicts and approvals follow" in line]


def test_the_claim_is_printed_as_the_ledger_holds_it(resolved: Claim, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("rebuild")
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert next(line["text"] for line in lines if line["object"] == "claim") == resolved.text


@pytest.fixture
def erased(resolved: Claim) -> Claim:
    """The document's words are gone."""
    withholding.erase(DocumentVersion.objects.get(), reason="a court order", by=User.objects.get(username="edith"))
    return Claim.objects.get(pk=resolved.pk)


def test_an_erased_text_leaves_the_ledger_sound(erased: Claim) -> None:
    assert (found(), list(rebuilding.differences())) == ([], [])


HOLDING = "SELECT count(*) FROM {} AS line WHERE line::text LIKE '%cross the border before%'"


def test_erased_words_stand_nowhere_any_more(erased: Claim, own_database: Servers) -> None:
    with psycopg.connect(own_database.superuser_url) as admin:
        tables = admin.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        counts = {table: admin.execute(sql.SQL(HOLDING).format(sql.Identifier(table))) for (table,) in tables}
        assert [table for table, found in counts.items() if found.fetchone() != (0,)] == []


def test_an_erased_quote_keeps_its_place(erased: Claim) -> None:
    appearance = erased.appearances.get()
    assert appearance.version.text[appearance.start : appearance.end] == appearance.quote


def test_the_hash_of_an_erased_text_stays(resolved: Claim) -> None:
    before = DocumentVersion.objects.get().sha256
    withholding.erase(DocumentVersion.objects.get(), reason="a court order", by=User.objects.get(username="edith"))
    assert DocumentVersion.objects.get().sha256 == before


def test_a_claim_said_elsewhere_too_keeps_its_words(resolved: Claim) -> None:
    by = User.objects.get(username="edith")
    elsewhere = cast.deadline(cast.warning(publisher=cast.agence()))
    editing.attach(elsewhere, to=resolved, by=by)
    withholding.erase(DocumentVersion.objects.order_by("pk")[0], reason="a court order", by=by)
    assert Claim.objects.get().text == cast.WOULD_CROSS
