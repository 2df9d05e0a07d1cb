"""Filing what a run found: the same candidates keep their rows and decisions, the others are new or marked."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import connection

from claims.extraction.types import Candidate as Found
from claims.extraction.types import TimeExpression
from claims.models import MACHINE_READ, Candidate, CandidateDecision, ExtractionRun
from claims.rules.identity import Passage, claimants, found_again, places
from claims.vocabulary.estimative import Probability
from sources.models import DocumentVersion

READING = ("run", *MACHINE_READ, "found_again_by", "no_longer_found_in")
BATCH = 500


def file(found: Sequence[Found], run: ExtractionRun) -> None:
    """Put what the run found into rows, within the transaction that ends the run.

    What is held already (of this version, or of another text of the document whose words stand unchanged in this one)
    keeps its row. A row that nobody ever decided takes over the new reading; any other stays as it was decided.
    What a run found in this version and this one did not is marked. Does nothing where a newer run has ended before,
    or the words were erased while they were read.
    """
    _wait_for_other_runs_of(run.version.document_id)
    if run.version.runs.filter(created_at__gt=run.created_at, finished_at__isnull=False).exists():
        return
    if DocumentVersion.objects.filter(pk=run.version_id, erased_at__isnull=False).exists():
        return
    held = _held(run)
    decided = _decided(held)
    pairs = found_again(list(_held_passages(held.values(), decided, run)), _found_passages(found, run))
    here = {key for key, one in held.items() if one.version_id == run.version_id}
    rows = [_row(run, one) for one in found]
    by_hand = {key for key, one in held.items() if one.run_id is None}
    renewed = {key: rows[index] for index, key in pairs.items() if key in here - by_hand and key not in decided}
    for key, row in renewed.items():
        row.pk = key
    Candidate.objects.bulk_update(renewed.values(), READING, batch_size=100)
    _note_found_again(set(pairs.values()) - set(renewed), run)
    _mark(here - by_hand - set(pairs.values()), run)
    Candidate.objects.bulk_create([row for index, row in enumerate(rows) if index not in pairs], batch_size=BATCH)


def _note_found_again(keys: set[int], run: ExtractionRun) -> None:
    Candidate.objects.filter(pk__in=keys).update(found_again_by=run, no_longer_found_in=None)


def _mark(keys: set[int], run: ExtractionRun) -> None:
    Candidate.objects.filter(pk__in=keys, no_longer_found_in=None).update(no_longer_found_in=run)


def _wait_for_other_runs_of(document: int) -> None:
    """Two runs that end together would each take the other's candidates for new ones. Held until commit."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"file document {document}"])


def _held(run: ExtractionRun) -> dict[int, Candidate]:
    """The candidates of all texts of the document, locked against being decided meanwhile, this version's first."""
    of_document = Candidate.objects.filter(version__document=run.version.document_id)
    locked = of_document.select_for_update(of=("self",), no_key=True).order_by("pk")
    held = locked.only("pk", "run_id", "version_id", "start", "end", "quote", "claimant")
    return {one.pk: one for one in sorted(held, key=lambda one: (one.version_id != run.version_id, one.start, one.pk))}


def _decided(held: Iterable[int]) -> dict[int, set[str]]:
    """Those on which an editor ever decided, with the claimants under whose names they were accepted."""
    names: dict[int, set[str]] = defaultdict(set)
    decisions = CandidateDecision.objects.filter(candidate__in=list(held))
    for key, name, aliases in decisions.values_list("candidate", "claim__claimant__name", "claim__claimant__aliases"):
        names[key].update([name, *aliases] if name else [])
    return names


def _held_passages(held: Iterable[Candidate], decided: dict[int, set[str]], run: ExtractionRun) -> Iterator[Passage]:
    publisher = run.version.document.publisher.name
    for one in held:
        said_by = claimants(one.claimant, *decided.get(one.pk, ()), publisher=publisher)
        is_here = one.version_id == run.version_id
        for start, end in [(one.start, one.end)] if is_here else places(one.quote, run.version.text):
            yield Passage(one.pk, start, end, said_by)


def _found_passages(found: Sequence[Found], run: ExtractionRun) -> list[Passage]:
    publisher = run.version.document.publisher.name
    return [
        Passage(index, one.start, one.end, claimants(one.claimant, publisher=publisher))
        for index, one in enumerate(found)
    ]


def _row(run: ExtractionRun, found: Found) -> Candidate:
    if run.version.text[found.start : found.end] != found.quote:
        raise ValueError(f"the extractor's quote is not the text at [{found.start}, {found.end}): {found.quote[:80]!r}")
    return Candidate(
        run=run,
        version=run.version,
        start=found.start,
        end=found.end,
        quote=found.quote,
        language=found.language,
        kind=found.kind,
        claimant=found.claimant,
        attribution=[{"claimant": link.claimant, "cue": link.cue} for link in found.attribution],
        attribution_kind=found.attribution_kind,
        evidentiality=found.evidentiality,
        hedge=found.hedge or "",
        condition=found.condition or "",
        resolves_on=found.resolves_on,
        check_worthiness=found.check_worthiness,
        why=list(found.why),
        **_probability(found.probability),
        **_window(found.time),
    )


def _probability(reading: Probability | None) -> dict[str, Any]:
    if reading is None:
        return {}
    return {
        "probability_low": reading.low,
        "probability_point": reading.point,
        "probability_high": reading.high,
        "estimative_scale": reading.scale,
    }


def _window(time_expression: TimeExpression | None) -> dict[str, Any]:
    if time_expression is None:
        return {}
    return {
        "time_text": time_expression.text,
        "time_start": time_expression.start,
        "time_end": time_expression.end,
        "operator": time_expression.operator,
        "not_before": time_expression.not_before,
        "not_after": time_expression.not_after,
        "precision": time_expression.precision,
        "computed": time_expression.computed,
        "computed_fr": time_expression.computed_fr,
    }
