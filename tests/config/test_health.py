from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.db.models.functions import Now
from django.test import Client

from claims import editing, passages, vital_signs
from claims.models import EvidenceSearch, Heartbeat, LeasedWork, Letter, PassageRun, Prediction
from config import health
from tests import cast
from tests.claims.notices import desk

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def all_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "broker_problem", lambda: "")
    for part in Heartbeat.Part:
        Heartbeat.objects.create(part=part)


def told(client: Client, part: str) -> tuple[int, str]:
    answer = client.get("/health/")
    return answer.status_code, answer.json()["parts"][part]


def figures(part: str) -> dict[str, Any]:
    return next(each.figures for each in vital_signs.parts() if each.name == part)


def long_ago() -> Now:
    return Now() - timedelta(hours=2)  # type: ignore[return-value]


def test_where_all_is_well_anybody_is_told_so_and_no_more(client: Client) -> None:
    answer = client.get("/health/")
    names = ["database", "broker", "worker", "beat", "rechecks", "extractions", "passages", "searches", "notices"]
    parts = dict.fromkeys(names, "ok")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "parts": parts})


@pytest.mark.parametrize("part", Heartbeat.Part.values)
@pytest.mark.parametrize("minutes", [-2, 2])
def test_a_process_that_fell_silent_is_named(client: Client, part: str, minutes: int) -> None:
    """Also where its last sign is from the future, because the database's clock was set back since."""
    Heartbeat.objects.filter(part=part).update(seen_at=Now() - timedelta(minutes=minutes))
    assert told(client, part) == (503, "degraded")


def test_a_process_that_never_gave_a_sign_is_named(client: Client) -> None:
    Heartbeat.objects.filter(part="beat").delete()
    assert told(client, "beat") == (503, "degraded")


def test_a_broker_that_evicts_is_named(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "broker_problem", lambda: "Redis may evict messages.")
    assert told(client, "broker") == (503, "degraded")


def test_a_sweep_that_stays_behind_is_noticed(client: Client) -> None:
    editing.accept(cast.deadline(), by=cast.edith())
    assert told(client, "rechecks") == (503, "degraded")


def test_nobody_counts_a_long_archive(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vital_signs, "COUNTED_TO", 2)
    for number in range(3):
        cast.warning(f"Dispatch {number}.")
    assert figures("extractions")["waiting_runs"] == "2+"


def test_documents_whose_passages_are_not_filed_are_noticed(client: Client) -> None:
    cast.warning()
    PassageRun.objects.update(created_at=long_ago())
    assert told(client, "passages") == (503, "degraded")


def test_an_archive_that_is_filed_again_is_not_behind(client: Client) -> None:
    cast.warning()
    passages.sweep_passages()
    PassageRun.objects.update(created_at=long_ago(), made_with="another encoder")
    passages.find_forgotten()
    assert (told(client, "passages"), figures("passages")["waiting_passages"]) == ((200, "ok"), 1)


def test_searches_that_stay_behind_are_noticed(client: Client) -> None:
    editing.accept(cast.candidate(), by=cast.edith())
    EvidenceSearch.objects.update(created_at=long_ago())
    assert told(client, "searches")[1] == "degraded"


@pytest.mark.parametrize(("model", "part"), [(PassageRun, "passages"), (EvidenceSearch, "searches")])
def test_what_is_in_quarantine_is_counted(model: type[LeasedWork], part: str) -> None:
    editing.accept(cast.candidate(), by=cast.edith())
    model._default_manager.update(state="quarantined")
    assert figures(part)[f"quarantined_{part}"] == 1


def test_a_ledger_that_is_not_told_is_noticed(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vital_signs, "TURNS_MAY_WAIT", timedelta(0))
    editing.accept(cast.candidate(), by=cast.edith())
    desk.commit()
    assert told(client, "notices") == (503, "degraded")


def test_letters_that_stay_behind_are_noticed(client: Client) -> None:
    Letter.objects.create(user=cast.rosa(), kind="at_once")
    Letter.objects.update(created_at=long_ago())
    assert told(client, "notices") == (503, "degraded")


def test_letters_given_up_are_counted() -> None:
    Letter.objects.create(user=cast.rosa(), kind="at_once", state="failed")
    assert figures("notices")["given_up_letters"] == 1


def test_figures_are_for_those_who_keep_the_works(client: Client) -> None:
    ada = User.objects.create_user("ada", is_staff=True)
    ada.groups.add(Group.objects.get(name="admins"))
    client.force_login(ada)
    Prediction.objects.all().delete()
    assert client.get("/health/").json()["figures"]["rechecks"]["failed_turns"] == 0


def test_readers_see_no_figures(armchair: Client) -> None:
    assert "figures" not in armchair.get("/health/").json()
