"""`manage.py make_api_key`: prints the key, and nothing else."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from api.models import ApiKey
from tests import cast
from tests.api.conftest import with_key

pytestmark = pytest.mark.django_db
WORDS = ("make_api_key", "edith", "--name", "wires", "--scope", "read", "--scope", "ingest")


def test_the_key_that_is_printed_works(capsys: pytest.CaptureFixture[str]) -> None:
    cast.edith()
    call_command(*WORDS)
    assert with_key(capsys.readouterr().out.strip()).get("/api/v1/claims/").status_code == 200


@pytest.mark.parametrize(("days", "expected"), [((), 365), (("--days", "30"), 30)])
def test_it_lasts_as_long_as_it_is_told(days: tuple[str, ...], expected: int) -> None:
    cast.edith()
    call_command(*WORDS, *days)
    end = ApiKey.objects.get().expires_at
    assert end is not None
    assert abs(end - timezone.now() - timedelta(days=expected)) < timedelta(minutes=1)


def test_it_can_last_for_ever() -> None:
    cast.edith()
    call_command(*WORDS, "--days", "0")
    assert ApiKey.objects.get().expires_at is None


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--days", "-1"), "--days"),
        (("--rate", "0"), "Give a rate"),
        (("--name", ""), "Give the key a name"),
    ],
)
def test_what_cannot_be_is_said(words: tuple[str, ...], said: str) -> None:
    cast.edith()
    with pytest.raises(CommandError, match=said):
        call_command(*WORDS, *words)
    assert not ApiKey.objects.exists()


def test_scopes_beyond_the_owners_rights_are_refused() -> None:
    cast.remi()
    with pytest.raises(CommandError, match="The rights of remi cannot use: ingest"):
        call_command(WORDS[0], "remi", *WORDS[2:])


def test_nobody_of_that_name_has_none() -> None:
    with pytest.raises(CommandError, match="There is no account “edith”"):
        call_command(*WORDS)


def test_no_key_is_made_that_no_server_would_know(settings: Any) -> None:
    cast.edith()
    settings.HAS_DEMO_PEPPER = True
    with pytest.raises(CommandError, match="API_KEY_PEPPERS"):
        call_command(*WORDS)
