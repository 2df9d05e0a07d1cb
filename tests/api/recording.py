"""A day of the newsroom by the API alone: each operation is asked once, and what it sends and answers is kept.

What only the machine does (reading, re-checks, notices) is filed by hand. Instants of the run become one fixed instant.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.contrib.auth.models import Group, User
from rest_framework.test import APIClient

from claims import tallying
from claims.models import Candidate, Claim, ExtractionRun, How, Notice, Recheck
from sources.models import DocumentVersion
from tests import cast
from tests.api.conftest import with_token

FIXED = "2026-02-03T04:05:06.789012Z"
Paths = dict[str, tuple[str, str]]
"""By operation: its method and path."""


def paths_of(schema: dict[str, Any]) -> Paths:
    return {
        operation["operationId"]: (method, path)
        for path, operations in schema["paths"].items()
        for method, operation in operations.items()
    }


class Recorder:
    """Asks operations by their names, as the one who is at the desk, and keeps what was said."""

    def __init__(self, paths: Paths) -> None:
        self.paths = paths
        self.kept: dict[str, dict[str, Any]] = {}
        self.problems: list[dict[str, Any]] = []
        self.client = APIClient()

    def sit(self, user: User) -> None:
        self.client = with_token(user)

    def ask(self, operation: str, body: dict[str, Any] | None = None, *, on: str = "", **path: Any) -> Any:
        """What is answered; the ETag of the row itself, or of the one at `on`, is sent with each decision."""
        method, where = self.paths[operation]
        address = where.format(**path)
        if method == "get":
            answer = self.client.get(address)
        else:
            row = on or "/".join(address.split("/")[:5]) + "/"
            read = self.client.get(row).get("ETag", "") if path or on else ""
            answer = self.client.post(address, body or {}, headers={"If-Match": read} if read else {})
        told = answer.json() if answer.content else None
        assert answer.status_code < 300, (operation, answer.status_code, told)
        known = self.kept.setdefault(operation, {"path": path, "body": body or {}, "answers": {}})
        if method == "get":
            known.pop("body", None)
        known["answers"].setdefault(str(answer.status_code), at_a_fixed_instant(told))
        return told

    def fail(self, path: str, body: dict[str, Any] | None = None, **headers: str) -> None:
        """Keep the problem that this leads to."""
        answer = self.client.get(path) if body is None else self.client.post(path, body, headers=headers)
        assert answer.status_code >= 400, path
        self.problems.append(at_a_fixed_instant(answer.json()))


def at_a_fixed_instant(told: Any) -> Any:
    """With one instant in the place of those of today, and without what else is of one run."""
    match told:
        case dict():
            return {name: at_a_fixed_instant(value) for name, value in told.items()}
        case list():
            return [at_a_fixed_instant(value) for value in told]
        case str() if _is_of_today(told):
            return FIXED
    return told


def _is_of_today(words: str) -> bool:
    try:
        instant = datetime.fromisoformat(words)
    except ValueError:
        return False
    return instant.tzinfo is not None and abs(datetime.now(UTC) - instant) < timedelta(days=1)


def record(paths: Paths) -> dict[str, Any]:
    """All operations, and one problem of each sort. To be called in a database of its own."""
    desk = Recorder(paths)
    editor, admin = cast.edith(), User.objects.create_user("adam")
    admin.groups.add(Group.objects.get(name="admins"))
    desk.sit(editor)
    _intake(desk)
    _candidates(desk)
    _registers(desk)
    _claims(desk, editor)
    _verdicts(desk, editor)
    _told(desk, editor)
    _problems(desk)
    desk.sit(admin)
    _withholding(desk)
    return {"operations": dict(sorted(desk.kept.items())), "problems": desk.problems}


def _intake(desk: Recorder) -> None:
    agency = {"slug": "harbour-wire", "name": "Harbour Wire", "language": "en", "kind": "agency"}
    desk.ask("publishers_create", agency | {"time_zone": "Europe/London"})
    dispatch = {
        "publisher": "harbour-wire",
        "published_at": "2022-02-12T09:00:00Z",
        "headline": "US warns",
        "language": "en",
        "url": "https://harbour.example/us-warns",
        "text": cast.WARNING,
    }
    desk.ask("documents_create", dispatch)
    desk.ask("documents_create", dispatch | {"headline": "A warning"})
    other = {"publisher": "harbour-wire", "published_at": "2022-02-13", "headline": "Quiet", "language": "en"}
    desk.ask("documents_create", other | {"text": "The border was quiet on Sunday."})
    version = DocumentVersion.objects.get(document=1)
    cast.deadline(version, pipeline="1")
    cast.candidate(version, pipeline="1")
    condition = {"kind": "conditional_prediction", "condition": "if it began", "not_after": date(2022, 2, 20)}
    cast.candidate(version, "troops would cross", pipeline="1", operator="by", not_before=None, **condition)
    ExtractionRun.objects.filter(version__document=2).update(state="quarantined", attempts=3, error="It did not end.")
    run = ExtractionRun.objects.get(version__document=2).pk
    for operation in ("documents_list", "extraction_runs_list", "publishers_list"):
        desk.ask(operation)
    desk.ask("documents_retrieve", id=1)
    desk.ask("documents_text", id=1, number=1)
    desk.ask("publishers_retrieve", slug="harbour-wire")
    desk.ask("publishers_correct", {"site": "https://harbour.example/"}, slug="harbour-wire")
    desk.ask("extraction_runs_retrieve", id=run)
    desk.ask("extraction_runs_retry", id=run)


def _candidates(desk: Recorder) -> None:
    by_hand = {"document": 2, "version": 1, "start": 0, "end": 30, "quote": "The border was quiet on Sunday"}
    proposed = desk.ask("candidates_create", by_hand | {"kind": "factual", "claimant": "Harbour Wire"})["id"]
    desk.ask("candidates_list")
    desk.ask("candidates_retrieve", id=1)
    desk.ask(
        "candidates_accept",
        {"text": "Troops will cross the border before 20 February 2022", "claimant": "US officials"},
        id=1,
    )
    desk.ask("candidates_accept", {"text": "Russia could invade Ukraine"}, id=2)
    desk.ask("candidates_accept", {"text": "Troops will cross, if it began"}, id=3)
    desk.ask("candidates_accept", {"text": "The border was quiet on Sunday 13 February 2022"}, id=proposed)
    version = DocumentVersion.objects.get(document=1)
    again = cast.candidate(version, "an invasion could start", pipeline="1").pk
    desk.ask("candidates_reject", {"reason": "It says the same as the one before."}, id=again)
    desk.ask("candidates_reopen", {"reason": "It is another appearance."}, id=again)
    desk.ask("candidates_attach", {"claim": 2}, id=again)
    assert Candidate.objects.filter(decision="pending").count() == 0


def _registers(desk: Recorder) -> None:
    desk.ask("topics_create", {"name": "Ukraine"})
    desk.ask("topics_create", {"name": "ukraine"})
    desk.ask("topics_list")
    desk.ask("topics_retrieve", id=1)
    desk.ask("topics_correct", {"name": "War in Ukraine"}, id=1)
    made = desk.ask("claimants_create", {"name": "Foreign ministry", "kind": "organization", "aliases": ["MFA"]})
    desk.ask("claimants_list")
    desk.ask("claimants_retrieve", id=made["id"])
    desk.ask("claimants_correct", {"name": "Ministry of foreign affairs"}, id=made["id"])
    for noun, slug in (("ratings", "came-true"), ("scales", "outcome")):
        listed = desk.ask(f"{noun}_list")["results"]
        desk.ask(f"{noun}_retrieve", slug=slug if slug in {row["slug"] for row in listed} else listed[0]["slug"])


def _claims(desk: Recorder, editor: User) -> None:
    for operation in ("claims_list", "predictions_list", "appearances_list", "queue_list"):
        desk.ask(operation)
    for operation in ("claims_retrieve", "claims_status", "predictions_retrieve", "appearances_retrieve"):
        desk.ask(operation, id=1)
    desk.ask("claims_match", {"text": "Russian troops will cross the border before 20 February 2022", "language": "en"})
    desk.ask("claims_sort_under", {"topics": ["ukraine"]}, id=1)
    desk.ask("claims_take_from_under", {"topics": ["ukraine"]}, id=1)
    desk.ask("claims_assign", {"to": editor.username}, id=1)
    desk.ask("claims_unassign", id=1)
    desk.ask("claims_criteria", {"resolution_criteria": "Two agencies report troops across the border."}, id=1)
    desk.ask("claims_grace", {"days": 10}, id=1)
    desk.ask("claims_snooze", {"until": "2099-12-31"}, id=2)
    desk.ask("claims_horizon", {"horizon": "2022-06-30"}, id=2)
    desk.ask("claims_cadence", {"days": 30}, id=4)
    known = {"held": True, "rationale": "It began on the 24th.", "known_at": "2022-02-24T04:00:00Z"}
    desk.ask("claims_condition", known, id=3)
    said = {"claim": 1, "other": 2, "kind": "part_of"}
    relation = desk.ask("relations_create", said, on="/api/v1/claims/1/")["id"]
    desk.ask("relations_list")
    desk.ask("relations_retrieve", id=relation)
    desk.ask("relations_refuse", {"reason": "One is not a part of the other."}, id=relation)
    desk.ask("relations_hold", id=relation)


def _verdicts(desk: Recorder, editor: User) -> None:
    here, reviewer = "/api/v1/claims/1/", cast.rosa()
    page = {"claim": 1, "url": "https://harbour.example/quiet", "quote": "The border was quiet.", "stance": "refutes"}
    piece = desk.ask("evidence_create", page, on=here)["id"]
    desk.ask("evidence_list")
    desk.ask("evidence_retrieve", id=piece)
    desk.ask("evidence_reject", {"reason": "Another border."}, id=piece)
    desk.ask("evidence_take_back", id=piece)
    desk.ask("evidence_accept", id=piece)
    finding = {
        "rating": "did-not-come-true",
        "known_at": "2022-02-21T00:00:00Z",
        "rationale": "The 20th ended and no troops had crossed.",
        "evidence": [piece],
    }
    desk.ask("claims_verdict", finding, id=1)
    desk.sit(reviewer)
    desk.ask("claims_send_back", {"comment": "Which agency?"}, id=1)
    desk.sit(editor)
    desk.ask("claims_verdict", finding | {"rationale": "Harbour Wire: none had crossed by the end of the 20th."}, id=1)
    desk.sit(reviewer)
    desk.ask("claims_approve", {"comment": "I read it too."}, id=1)
    desk.sit(editor)
    desk.ask("verdicts_list")
    desk.ask("verdicts_retrieve", id=1)
    desk.ask("claims_status_many", {"ids": [1, 7]})
    tallying.keep_up()
    desk.ask("claimants_record", id=Claim.objects.get(pk=1).claimant_id)
    desk.ask("publishers_record", slug="harbour-wire")
    desk.ask("changes_list")
    desk.ask("claims_retract", {"reason": "It was the wrong border."}, id=1)


def _told(desk: Recorder, editor: User) -> None:
    claim = Claim.objects.get(pk=1)
    recheck = Recheck.objects.create(claim=claim, reason="due", scheduled_for=datetime(2022, 2, 21, tzinfo=UTC))
    desk.ask("rechecks_list")
    desk.ask("rechecks_retrieve", id=recheck.pk)
    watched = desk.ask("watches_create", {"claim": 1, "how": "daily", "note": "For the weekend page."})["id"]
    desk.ask("watches_list")
    desk.ask("watches_retrieve", id=watched)
    desk.ask("watches_preferences")
    desk.ask("watches_preferences_choose", {"digest_hour": 6})
    notice = Notice.objects.create(
        id=Notice.key(user=editor.pk, recheck=recheck.pk),
        user=editor,
        claim=claim,
        what="due",
        happened_at=recheck.scheduled_for,
        recheck=recheck,
        how=How.DAILY,
    )
    desk.ask("notices_list")
    desk.ask("notices_retrieve", id=notice.pk)
    desk.ask("notices_see", id=str(notice.pk))
    desk.ask("notices_see_all", {"up_to": "2099-01-01T00:00:00Z"})
    desk.ask("watches_unwatch", id=watched)
    desk.kept["notices_retrieve"]["path"] = {"id": str(notice.pk)}


def _problems(desk: Recorder) -> None:
    desk.fail("/api/v1/claims/?status=closed")
    desk.fail("/api/v1/documents/", {"publisher": "harbour-wire", "text": 5, "speaker": "US"})
    desk.fail("/api/v1/claims/999/")
    desk.fail("/api/v1/claims/1/horizon/", {"horizon": "2022-06-30"})
    desk.fail("/api/v1/claims/1/approve/", {})


def _withholding(desk: Recorder) -> None:
    desk.ask("claims_withhold", {"reason": "The court said so."}, id=3)
    desk.ask("claims_release", {"reason": "The appeal was heard."}, id=3)
    desk.ask("documents_withhold", {"reason": "The court said so."}, id=2)
    desk.ask("documents_release", {"reason": "The appeal was heard."}, id=2)
    desk.ask("documents_restrict", {"groups": ["admins"], "reason": "For the desk of investigations."}, id=2)
    desk.ask("documents_restrict", {"groups": ["editors"], "reason": "They go on with it."}, id=2)
    sha256 = DocumentVersion.objects.get(document=1).sha256
    desk.ask("documents_erase", {"reason": "Demanded by article 17.", "sha256": sha256}, id=1, number=1)
