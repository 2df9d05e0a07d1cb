"""The demo's editor and reviewer, and whoever bears their names in a database that is not the demo's."""

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AVER_DEMO_EDITOR_PASSWORD", "an-editors-own")
    monkeypatch.setenv("AVER_DEMO_REVIEWER_PASSWORD", "a-reviewers-own")


def kept(*options: str, capsys: pytest.CaptureFixture[str]) -> list[str]:
    call_command("demo_people", *options)
    return capsys.readouterr().out.split()


@pytest.mark.parametrize(
    ("name", "groups"), [("editor", ["editors"]), ("reviewer", ["publishing editors", "reviewers"])]
)
def test_each_has_a_password_and_groups(name: str, groups: list[str]) -> None:
    call_command("demo_people")
    user = User.objects.get(username=name)
    assert (user.check_password(f"a{'n' * (name == 'editor')}-{name}s-own"), user.is_staff) == (True, True)
    assert [each.name for each in user.groups.order_by("name")] == groups


def test_they_are_found_again(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("demo_people")
    assert kept(capsys=capsys) == []


def test_somebody_elses_editor_is_left_alone_and_named(capsys: pytest.CaptureFixture[str]) -> None:
    User.objects.create_user("editor", password="of-another-house")
    assert kept(capsys=capsys) == ["editor"]
    user = User.objects.get(username="editor")
    assert (user.check_password("of-another-house"), user.is_staff, user.groups.exists()) == (True, False, False)


def test_in_its_own_database_a_forgotten_password_is_set_anew(capsys: pytest.CaptureFixture[str]) -> None:
    User.objects.create_user("editor", password="forgotten-long-ago")
    assert kept("--own-database", capsys=capsys) == []
    assert User.objects.get(username="editor").check_password("an-editors-own")


def test_starting_again_signs_nobody_out() -> None:
    call_command("demo_people", "--own-database")
    before = User.objects.get(username="editor").password
    call_command("demo_people", "--own-database")
    assert User.objects.get(username="editor").password == before


def test_a_short_password_makes_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AVER_DEMO_REVIEWER_PASSWORD", "short")
    with pytest.raises(CommandError, match="AVER_DEMO_REVIEWER_PASSWORD"):
        call_command("demo_people")
    assert not User.objects.exists()
