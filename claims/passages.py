"""The passages of a document version, and the open predictions of which they speak: the work of a PassageRun."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import numpy as np
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Now

from claims.comparing.passages import Cut, cut
from claims.encoding import ENCODER, Vectors, encode, signs, to_bytes
from claims.extraction.language import SUPPORTED, detect
from claims.leasing import finish, renew, sweep, work_on
from claims.models import Passage, PassageRun
from claims.recall import open_claims_for
from claims.suggesting import suggest
from claims.weighing import Piece, bearing, read_passages, sought
from sources import failpoints
from sources.languages import primary_subtag
from sources.models import DocumentVersion
from sources.wordsearch import CONFIGURATIONS

CLAIMS_AT_MOST = 60
"""Predictions with which a document is compared."""

NEAREST = 6
"""Passages of a document that are compared with each of them."""

DETECT_IN = 20_000
ENCODED_AT_ONCE = 256

_FILE = """
INSERT INTO claims_passage (version_id, start, "end", language, published_at, words, meaning, signs)
SELECT %s, start, "end", %s, %s, to_tsvector(%s::regconfig, said), meaning, signs
FROM unnest(%s::int[], %s::int[], %s::text[], %s::bytea[], %s::bit(512)[]) AS cut (start, "end", said, meaning, signs)
"""


def file_passages(version: int) -> PassageRun | None:
    """File the passages of a version whose run waits. None where it does not, or another worker has it."""
    return work_on(_runs().filter(version=version), _file)


def sweep_passages(*, for_at_most: timedelta = timedelta(minutes=1)) -> int:
    """Do the runs that wait, oldest first, until none is left or the time is up. Returns how many were done."""
    return sweep(_runs(), _file, for_at_most=for_at_most)


def find_forgotten() -> int:
    """File a run for every version that has none, and again for those whose passages another encoder made.

    Vectors of two encoders are not comparable. What is made again comes after all that is new. Returns how many.
    """
    any_run = PassageRun.objects.filter(version=OuterRef("pk"))
    forgotten = DocumentVersion.objects.filter(~Exists(any_run)).values_list("pk", flat=True)
    filed = PassageRun.objects.bulk_create([PassageRun(version_id=key) for key in forgotten], ignore_conflicts=True)
    outdated = PassageRun.objects.filter(state=PassageRun.State.DONE).exclude(made_with=ENCODER)
    again = outdated.update(state=PassageRun.State.QUEUED, attempts=0, finished_at=None, leased_until=Now())
    return len(filed) + again


def _runs() -> QuerySet[PassageRun]:
    return PassageRun.objects.select_related("version__document__publisher").defer("version__raw")


def _file(run: PassageRun) -> None:
    """The passages are committed before predictions are looked for, as a claim's meaning is before passages are.

    So of a claim and a document that come in the same moment at least one finds the other.
    """
    version = run.version
    language = primary_subtag(version.document.language) or detect(version.text[:DETECT_IN])
    cuts = cut(version.text, version.document.headline) if language in SUPPORTED and not version.erased_at else []
    meanings = _encode(run, cuts)
    count = _keep(run, language, cuts, meanings)
    failpoints.reach("passages kept")
    found = _found(run, cuts, meanings) if count else {}
    suggest(found, then=lambda number: finish(run, made_with=ENCODER, passage_count=count, suggested_count=number))


def _encode(run: PassageRun, cuts: Sequence[Cut]) -> Vectors:
    parts = []
    for first in range(0, len(cuts), ENCODED_AT_ONCE):
        renew(run)
        parts.append(encode([each.encoded for each in cuts[first : first + ENCODED_AT_ONCE]]))
    return np.concatenate(parts) if parts else encode([])


def _keep(run: PassageRun, language: str, cuts: Sequence[Cut], meanings: Vectors) -> int:
    """In the place of those that an earlier attempt kept; none where the text was erased meanwhile."""
    version = run.version
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"file document {version.document_id}"]
        )
        renew(run)
        Passage.objects.filter(version=version).delete()
        if DocumentVersion.objects.filter(pk=version.pk, erased_at__isnull=False).exists() or not cuts:
            return 0
        columns: list[Any] = [
            [each.start for each in cuts],
            [each.end for each in cuts],
            [version.text[each.start : each.end] for each in cuts],
            [to_bytes(each) for each in meanings],
            [signs(each) for each in meanings],
        ]
        its: list[Any] = [version.pk, language, version.document.published_at, CONFIGURATIONS[language]]
        cursor.execute(_FILE, its + columns)
    return len(cuts)


def _found(run: PassageRun, cuts: Sequence[Cut], meanings: Vectors) -> dict[int, list[Piece]]:
    """What of this document bears on predictions that await their outcome and are older than it."""
    published_at = run.version.document.published_at
    if published_at is None:
        return {}
    said = "\n".join(run.version.text[each.start : each.end] for each in cuts)
    claims = open_claims_for(said, meanings, published_at=published_at, at_most=CLAIMS_AT_MOST)
    older = [each for each in sought(claims) if each.said_at < published_at]
    if not older:
        return {}
    keys = list(run.version.passages.order_by("start", "end").values_list("pk", flat=True))
    near = {each.claim: _nearest(keys, meanings @ claims[each.claim]) for each in older}
    words = read_passages({key for cosines in near.values() for key in cosines})
    found = {each.claim: bearing(each, words, near[each.claim]) for each in older}
    return {claim: pieces for claim, pieces in found.items() if pieces}


def _nearest(keys: Sequence[int], cosines: Vectors) -> dict[int, float]:
    order = np.argsort(-cosines, kind="stable")[:NEAREST].tolist()
    return {keys[place]: float(cosines[place]) for place in order}
