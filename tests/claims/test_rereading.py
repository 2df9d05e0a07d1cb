"""A text read again, and a text that changed: what was decided stays, what is the same is not queued twice."""

import dataclasses
from collections.abc import Callable, Sequence
from datetime import date

import pytest
from django.contrib.auth.models import User

from claims import editing, intake
from claims.drafting import draft_of
from claims.extraction.pipeline import VERSION
from claims.extraction.types import Candidate as Found
from claims.extraction.types import TimeExpression
from claims.models import MACHINE_READ, Candidate, CandidateDecision, ExtractionRun
from claims.vocabulary.kinds import AttributionKind, Evidentiality, Kind, ResolvesOn
from claims.vocabulary.windows import Operator, Precision
from sources.ingest import Metadata, ingest
from sources.models import DocumentVersion
from tests import cast

pytestmark = pytest.mark.django_db

Extractor = Callable[..., None]
URL = "https://harbour-wire.example/warning"


@pytest.fixture
def finds(monkeypatch: pytest.MonkeyPatch) -> Extractor:
    """From now on the extractor finds these quotes, where they stand, all said by the same."""

    def set_up(*quotes: str, claimant: str = "United States", **fields: object) -> None:
        def extract(text: str, *, published_on: date | None, language: str | None = None) -> Sequence[Found]:
            return [_found(text, quote, claimant, **fields) for quote in quotes if quote in text]

        monkeypatch.setattr(intake, "extract", extract)

    return set_up


def _found(text: str, quote: str, claimant: str, **fields: object) -> Found:
    start = text.index(quote)
    plain = Found(
        start, start + len(quote), quote, "en", Kind.PREDICTION, claimant, (), AttributionKind.INDIRECT,
        Evidentiality.ASSERTED, None, None, None, None, ResolvesOn.OCCURRENCE, 0.5, ("a later reading",),
    )  # fmt: skip
    return dataclasses.replace(plain, **fields)  # type: ignore[arg-type]  # whatever the test says


def _read(version: DocumentVersion) -> ExtractionRun:
    run = intake.extract_from(version)
    assert run is not None
    assert run.error == ""
    return run


def _pending() -> list[str]:
    return list(Candidate.objects.pending().order_by("pk").values_list("quote", flat=True))


def _versions(first: str, second: str) -> tuple[DocumentVersion, DocumentVersion]:
    """Two texts that one url has had."""
    metadata = Metadata(cast.harbour_wire(), published_at=cast.SATURDAY, url=URL, language="en")
    return ingest(first, metadata).version, ingest(second, metadata).version


def test_what_is_found_again_keeps_its_row(finds: Extractor) -> None:
    held = cast.candidate()
    finds(cast.COULD_START)
    _read(held.version)
    assert list(Candidate.objects.values_list("pk", flat=True)) == [held.pk]


def test_a_pending_candidate_takes_over_the_later_reading(finds: Extractor) -> None:
    held = cast.candidate()
    finds("invasion could start as early as Wednesday", check_worthiness=0.9)
    run = _read(held.version)
    held.refresh_from_db()
    assert (held.quote, held.check_worthiness, held.run) == (
        "invasion could start as early as Wednesday",
        0.9,
        run,
    )


def test_what_the_later_reading_does_not_see_is_cleared(finds: Extractor) -> None:
    held = cast.candidate(hedge="could", condition="if talks fail", probability_point=0.5)
    finds(cast.COULD_START)
    _read(held.version)
    held.refresh_from_db()
    assert (held.hedge, held.condition, held.probability_point, held.time_text) == ("", "", None, "")


def test_the_window_of_a_pending_candidate_is_brought_up_to_date(finds: Extractor) -> None:
    held = cast.candidate(not_before=date(2022, 2, 9))
    wednesday = TimeExpression(
        "Wednesday", 79, 88, Operator.ON, date(2022, 2, 16), date(2022, 2, 16), Precision.DAY, "So.", "Ainsi."
    )
    finds(cast.COULD_START, time=wednesday)
    _read(held.version)
    held.refresh_from_db()
    assert (held.operator, held.not_before, held.not_after) == ("on", date(2022, 2, 16), date(2022, 2, 16))
    assert (held.computed, held.computed_fr) == ("So.", "Ainsi.")


@pytest.mark.parametrize("decide", ["accept", "reject"])
def test_a_decided_candidate_stays_as_it_was_decided(finds: Extractor, edith: User, decide: str) -> None:
    held = cast.candidate()
    acts = {"accept": editing.accept, "reject": lambda one, by: editing.reject(one, reason="vague", by=by)}
    acts[decide](held, by=edith)  # type: ignore[operator]
    before = Candidate.objects.values("decision", "run", *MACHINE_READ).get()
    finds("invasion could start as early as Wednesday", kind=Kind.FACTUAL)
    _read(held.version)
    assert Candidate.objects.values("decision", "run", *MACHINE_READ).get() == before


def test_a_decided_candidate_notes_which_reading_found_it_last(finds: Extractor, edith: User) -> None:
    held = cast.candidate()
    editing.accept(held, by=edith)
    finds(cast.COULD_START)
    run = _read(held.version)
    held.refresh_from_db()
    assert (held.run and held.run.pipeline_version, held.last_found_by) == ("by hand", run)


def _propose(version: DocumentVersion, by: User) -> Candidate:
    start = version.text.index(cast.COULD_START)
    place = (start, start + len(cast.COULD_START))
    return editing.propose(
        version, *place, quote=cast.COULD_START, kind=Kind.PREDICTION, claimant="United States", by=by
    )


def test_what_was_proposed_by_hand_is_not_filed_again_when_the_machine_finds_it(finds: Extractor, edith: User) -> None:
    by_hand = _propose(cast.warning(), edith)
    finds(cast.COULD_START)
    run = _read(by_hand.version)
    by_hand.refresh_from_db()
    assert (Candidate.objects.count(), by_hand.proposed_by, by_hand.last_found_by) == (1, edith, run)


def test_what_was_proposed_by_hand_stays_though_the_machine_does_not_find_it(finds: Extractor, edith: User) -> None:
    by_hand = _propose(cast.warning(), edith)
    finds()
    _read(by_hand.version)
    assert list(Candidate.objects.pending()) == [by_hand]


def test_a_reopened_candidate_still_shows_what_was_decided_on(finds: Extractor, edith: User) -> None:
    held = cast.candidate(check_worthiness=0.8)
    editing.reject(held, reason="too vague", by=edith)
    editing.reopen(held, reason="not so vague", by=edith)
    finds(cast.COULD_START, check_worthiness=0.1)
    _read(held.version)
    held.refresh_from_db()
    assert (held.decision, held.check_worthiness) == ("pending", 0.8)


def test_a_decision_keeps_its_history(finds: Extractor, edith: User) -> None:
    held = cast.candidate()
    editing.reject(held, reason="too vague", by=edith)
    finds(cast.COULD_START)
    _read(held.version)
    assert CandidateDecision.objects.get().candidate == held


def test_what_is_no_longer_found_is_marked_and_not_deleted(finds: Extractor) -> None:
    held = cast.candidate()
    finds()
    run = _read(held.version)
    held.refresh_from_db()
    assert (held.no_longer_found_in, held.decision) == (run, "pending")


def test_what_is_no_longer_found_leaves_the_queue(finds: Extractor) -> None:
    held = cast.candidate()
    finds()
    _read(held.version)
    assert _pending() == []


def test_an_accepted_candidate_that_is_no_longer_found_stays_accepted(finds: Extractor, edith: User) -> None:
    held = cast.candidate()
    claim = editing.accept(held, by=edith)
    finds()
    _read(held.version)
    held.refresh_from_db()
    assert (held.decision, claim.appearances.get().withdrawn_at) == ("accepted", None)


def test_what_a_yet_later_reading_finds_again_returns_to_the_queue(finds: Extractor) -> None:
    held = cast.candidate()
    missed = cast.run_of(version=held.version, pipeline_version="missed it", state="done")
    Candidate.objects.update(no_longer_found_in=missed)
    finds(cast.COULD_START)
    _read(held.version)
    assert _pending() == [cast.COULD_START]


def test_a_decided_candidate_that_is_found_again_is_no_longer_marked(finds: Extractor, edith: User) -> None:
    held = cast.candidate()
    editing.accept(held, by=edith)
    missed = cast.run_of(version=held.version, pipeline_version="missed it", state="done")
    Candidate.objects.update(no_longer_found_in=missed)
    finds(cast.COULD_START)
    _read(held.version)
    held.refresh_from_db()
    assert held.no_longer_found_in is None


def test_the_first_reading_that_missed_it_stays_noted(finds: Extractor) -> None:
    held = cast.candidate()
    missed = cast.run_of(version=held.version, pipeline_version="missed it", state="done")
    Candidate.objects.update(no_longer_found_in=missed)
    finds()
    _read(held.version)
    held.refresh_from_db()
    assert held.no_longer_found_in == missed


def test_what_is_new_is_pending(finds: Extractor, edith: User) -> None:
    held = cast.candidate()
    editing.accept(held, by=edith)
    finds(cast.COULD_START, cast.WOULD_CROSS)
    _read(held.version)
    assert _pending() == [cast.WOULD_CROSS]


def test_the_same_words_of_another_claimant_are_another_candidate(finds: Extractor, edith: User) -> None:
    held = cast.candidate()
    editing.reject(held, reason="they never said so", by=edith)
    finds(cast.COULD_START, claimant="Moscow")
    _read(held.version)
    assert _pending() == [cast.COULD_START]


def test_a_claimant_that_an_editor_corrected_is_the_same(finds: Extractor, edith: User) -> None:
    held = cast.candidate(claimant="he")
    editing.accept(held, dataclasses.replace(draft_of(held), claimant="Joe Biden"), by=edith)
    finds(cast.COULD_START, claimant="Joe Biden")
    _read(held.version)
    assert _pending() == []


def test_a_language_no_longer_read_marks_nothing(finds: Extractor) -> None:
    text = ingest("Ein Text.", Metadata(cast.harbour_wire(), published_at=cast.SATURDAY, language="de")).version
    cast.candidate(text, "Ein Text")
    finds()
    _read(text)
    assert _pending() == ["Ein Text"]


def test_a_reading_that_ends_after_a_newer_one_files_nothing(finds: Extractor, monkeypatch: pytest.MonkeyPatch) -> None:
    version = cast.warning()

    def is_overtaken(text: str, *, published_on: date | None, language: str | None = None) -> Sequence[Found]:
        cast.candidate(version, pipeline="a newer one")
        ExtractionRun.objects.filter(pipeline_version="a newer one").update(finished_at="2100-01-01T00:00Z")
        return []

    monkeypatch.setattr(intake, "extract", is_overtaken)
    _read(version)
    assert _pending() == [cast.COULD_START]


def test_the_run_counts_all_that_it_found(finds: Extractor) -> None:
    held = cast.candidate()
    finds(cast.COULD_START, cast.WOULD_CROSS)
    assert _read(held.version).candidate_count == 2


def test_a_sentence_that_stands_unchanged_in_a_new_text_is_queued_once(finds: Extractor) -> None:
    first, second = _versions(cast.WARNING, f"Corrected.\n\n{cast.WARNING}")
    finds(cast.COULD_START)
    _read(first)
    _read(second)
    assert _pending() == [cast.COULD_START]


def test_a_decision_holds_for_a_new_text_with_the_same_sentence(finds: Extractor, edith: User) -> None:
    first, second = _versions(cast.WARNING, f"Corrected.\n\n{cast.WARNING}")
    editing.reject(cast.candidate(first), reason="too vague", by=edith)
    finds(cast.COULD_START)
    _read(second)
    assert list(Candidate.objects.values_list("version", "decision")) == [(first.pk, "rejected")]


def test_a_candidate_notes_the_new_text_in_which_it_stands_unchanged(finds: Extractor) -> None:
    first, second = _versions(cast.WARNING, f"Corrected.\n\n{cast.WARNING}")
    held = cast.candidate(first)
    finds(cast.COULD_START)
    run = _read(second)
    held.refresh_from_db()
    assert (held.last_found_by, held.version) == (run, first)


def test_a_candidate_found_in_a_new_text_goes_on_quoting_its_own(finds: Extractor) -> None:
    first, second = _versions(cast.WARNING, f"Corrected.\n\n{cast.WARNING}")
    held = cast.candidate(first)
    finds(cast.COULD_START)
    _read(second)
    held.refresh_from_db()
    assert first.text[held.start : held.end] == held.quote


def test_a_sentence_that_changed_is_a_new_candidate(finds: Extractor) -> None:
    first, second = _versions(cast.WARNING, cast.WARNING.replace("Wednesday", "Thursday"))
    changed = cast.COULD_START.replace("Wednesday", "Thursday")
    cast.candidate(first)
    finds(changed)
    _read(second)
    assert _pending() == [cast.COULD_START, changed]


def test_what_a_new_text_no_longer_says_is_not_marked_in_the_old_one(finds: Extractor) -> None:
    first, second = _versions(cast.WARNING, "Withdrawn by the editor.")
    cast.candidate(first)
    finds()
    _read(second)
    assert _pending() == [cast.COULD_START]


def test_the_older_text_may_be_read_after_the_newer(finds: Extractor) -> None:
    first, second = _versions(cast.WARNING, f"Corrected.\n\n{cast.WARNING}")
    finds(cast.COULD_START)
    _read(second)
    _read(first)
    assert _pending() == [cast.COULD_START]


def test_another_document_with_the_same_sentence_has_its_own_candidate(finds: Extractor) -> None:
    finds(cast.COULD_START)
    _read(cast.warning())
    _read(cast.warning(publisher=cast.agence()))
    assert _pending() == [cast.COULD_START] * 2


def test_a_decided_candidate_is_found_by_a_wider_span_in_a_new_text(finds: Extractor, edith: User) -> None:
    first, second = _versions(cast.WARNING, f"Corrected.\n\n{cast.WARNING}")
    editing.reject(cast.candidate(first), reason="too vague", by=edith)
    finds(f"that {cast.COULD_START}")
    _read(second)
    assert _pending() == []


def test_reading_with_the_same_pipeline_again_changes_nothing(finds: Extractor) -> None:
    version = cast.warning()
    finds(cast.COULD_START)
    _read(version)
    assert (intake.extract_from(version), ExtractionRun.objects.get().pipeline_version) == (None, VERSION)


def test_the_real_extractor_under_a_new_version_finds_all_its_candidates_again(monkeypatch: pytest.MonkeyPatch) -> None:
    version = cast.warning()
    _read(version)
    before = list(Candidate.objects.order_by("pk").values("pk", "decision", *MACHINE_READ))
    monkeypatch.setattr(intake, "VERSION", f"after {VERSION}")
    _read(version)
    assert list(Candidate.objects.order_by("pk").values("pk", "decision", *MACHINE_READ)) == before
