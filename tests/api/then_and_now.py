"""What the API answers now, and what it says later that it would have answered: the strongest oracle of `as_of`."""

import json
from datetime import datetime
from typing import Any

from rest_framework.test import APIClient

from claims.models import Claim

LISTS = (
    "claims/?page_size=200",
    "claims/?page_size=200&status=due",
    "claims/?page_size=200&language=fr",
    "claims/?page_size=200&topic=ukraine",
    "claims/?page_size=200&publisher=harbour-wire",
    "claims/?page_size=200&document=1",
    "claims/?page_size=200&claimant=1",
    "claims/?page_size=200&assigned_to=edith",
    "claims/?page_size=200&operator=before",
    "predictions/?page_size=200",
    "predictions/?page_size=200&condition_state=open",
    "predictions/?page_size=200&claimant=1",
    "verdicts/?page_size=200",
    "verdicts/?page_size=200&standing=counts",
    "verdicts/?page_size=200&evidence=1",
    "evidence/?page_size=200",
    "evidence/?page_size=200&state=accepted",
)
OF_THE_ASKING = ("as_of", "next", "previous")


def answers(client: APIClient) -> dict[str, Any]:
    """All lists, and the newest claims whole, as the client is shown them now."""
    keys = list(Claim.objects.order_by("-pk").values_list("pk", flat=True)[:5])
    told = {path: _got(client, f"/api/v1/{path}") for path in [*LISTS, *(f"claims/{key}/" for key in keys)]}
    return told | {"statuses": _statuses(client, keys, "")}


def answers_as_of(client: APIClient, instant: datetime, paths: list[str]) -> dict[str, Any]:
    """The same, as of an instant; a claim that was not there then is not found."""
    asked = f"as_of={instant.isoformat().replace('+00:00', 'Z')}"
    told = {path: _got(client, f"/api/v1/{path}{'&' if '?' in path else '?'}{asked}") for path in paths if "/" in path}
    keys = [int(path.split("/")[1]) for path in paths if path.endswith("/")]
    return told | {"statuses": _statuses(client, keys, asked)}


def _got(client: APIClient, path: str) -> Any:
    answer = client.get(path)
    if answer.status_code == 404:
        return None
    assert answer.status_code == 200, answer.content
    return _plain(json.loads(answer.content))


def _statuses(client: APIClient, keys: list[int], asked: str) -> Any:
    if not keys:
        return None
    answer = client.post(f"/api/v1/claims/status/?{asked}".rstrip("?"), {"ids": keys})
    assert answer.status_code == 200, answer.content
    return _plain(json.loads(answer.content))


def _plain(told: Any) -> Any:
    """Without what tells of the asking."""
    if isinstance(told, list):
        return [_plain(each) for each in told]
    if not isinstance(told, dict):
        return told
    return {name: _plain(value) for name, value in told.items() if name not in OF_THE_ASKING}
