import json
from pathlib import Path

import pytest

from config import env
from config.env import BadSetting


def test_an_address_becomes_a_database_entry() -> None:
    entry = env.database("postgresql://anna:p%40ss@db.example:5433/aver")
    assert (entry["USER"], entry["PASSWORD"], entry["HOST"], entry["PORT"]) == ("anna", "p@ss", "db.example", "5433")


@pytest.mark.parametrize("url", ["mysql://a@b/c", "postgresql://a@b", "nonsense"])
def test_another_address_is_refused_with_the_way_to_write_it(url: str) -> None:
    with pytest.raises(BadSetting, match="postgresql://USER"):
        env.database(url)


def test_without_variables_the_running_aver_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    running = tmp_path / "running.json"
    running.write_text(json.dumps({"database_url": "postgresql://a@h/d", "broker_url": "redis://h/0"}))
    monkeypatch.setattr(env, "RUNNING", running)
    monkeypatch.delenv("DATABASE_URL")
    monkeypatch.delenv("CELERY_BROKER_URL")
    assert env.endpoints() == env.Endpoints("postgresql://a@h/d", "", "redis://h/0")


def test_variables_win_over_the_running_aver(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://mine@h/d")
    assert env.endpoints().database_url == "postgresql://mine@h/d"


@pytest.mark.parametrize(("value", "meaning"), [("1", True), ("Yes", True), ("off", False), ("", False)])
def test_a_flag_reads_as_people_write_it(monkeypatch: pytest.MonkeyPatch, value: str, meaning: bool) -> None:
    monkeypatch.setenv("SOME_FLAG", value)
    assert env.flag("SOME_FLAG") is meaning


def test_a_flag_that_is_neither_yes_nor_no_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_FLAG", "perhaps")
    with pytest.raises(BadSetting, match="SOME_FLAG"):
        env.flag("SOME_FLAG")


def test_a_number_that_is_none_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_NUMBER", "-3")
    with pytest.raises(BadSetting, match="SOME_NUMBER"):
        env.whole_number("SOME_NUMBER", 1)


@pytest.mark.parametrize(
    ("url", "backend", "port"),
    [
        ("", "console", None),
        ("console:", "console", None),
        ("file:///var/mail/aver", "filebased", None),
        ("smtp://aver:p%40ss@mail.example", "smtp", 587),
        ("smtps://aver:p%40ss@mail.example", "smtp", 465),
        ("smtp+plain://mail.example:2525", "smtp", 2525),
    ],
)
def test_an_email_url_says_where_letters_go(url: str, backend: str, port: int | None) -> None:
    settings = env.mail(url)
    assert (settings["EMAIL_BACKEND"], settings.get("EMAIL_PORT")) == (
        f"django.core.mail.backends.{backend}.EmailBackend",
        port,
    )


def test_a_password_in_an_email_url_is_unquoted() -> None:
    assert env.mail("smtp://aver:p%40ss@mail.example")["EMAIL_HOST_PASSWORD"] == "p@ss"


@pytest.mark.parametrize("url", ["mail.example", "smtp://", "pigeon://loft", "file://"])
def test_an_email_url_that_leads_nowhere_is_refused(url: str) -> None:
    with pytest.raises(env.BadSetting, match="EMAIL_URL"):
        env.mail(url)


@pytest.mark.parametrize("address", ["aver.example.org", "ftp://aver.example.org", "https://a.example/?q=1"])
def test_an_address_of_the_desk_that_is_none_is_refused(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AVER_BASE_URL", address)
    with pytest.raises(env.BadSetting, match="AVER_BASE_URL"):
        env.web_address("AVER_BASE_URL", "http://localhost:8000")


def test_peppers_keep_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("API_KEY_PEPPERS", "newer:abc, first:d-e_f")
    assert list(env.peppers("API_KEY_PEPPERS", "").items()) == [("newer", b"abc"), ("first", b"d-e_f")]


@pytest.mark.parametrize("words", ["hush", "a:hush,a:hush2", "A:hush", ":hush", "a:hush:hush"])
def test_a_pepper_that_is_badly_written_is_refused_and_not_repeated(
    words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("API_KEY_PEPPERS", words)
    with pytest.raises(BadSetting, match="API_KEY_PEPPERS: write pairs ID:SECRET") as refused:
        env.peppers("API_KEY_PEPPERS", "")
    assert "hush" not in str(refused.value)


@pytest.mark.parametrize(
    ("address", "peppers"), [("", "own:x"), ("postgresql://a@h/d", "own:x"), ("postgresql://a@h/another", "")]
)
def test_the_peppers_of_the_running_aver_are_those_of_its_database(
    address: str, peppers: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    running = tmp_path / "running.json"
    running.write_text(json.dumps({"database_url": "postgresql://a@h/d", "api_key_peppers": "own:x"}))
    monkeypatch.setattr(env, "RUNNING", running)
    monkeypatch.setenv("DATABASE_URL", address)
    assert env.endpoints().api_key_peppers == peppers


SITE = {"PUBLIC_SITE": "1", "NEWSROOM_NAME": "The Harbour Desk", "PUBLIC_URL": "https://checks.example/"}


def test_a_public_site_has_a_name_and_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in SITE.items():
        monkeypatch.setenv(name, value)
    assert env.public_site() == env.PublicSite(True, "The Harbour Desk", "https://checks.example")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("NEWSROOM_NAME", " "),
        ("PUBLIC_URL", ""),
        ("PUBLIC_URL", "checks.example"),
        ("PUBLIC_URL", "https://a.example/b"),
    ],
)
def test_a_public_site_of_nobody_or_nowhere_is_refused(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    for each, given in (SITE | {name: value}).items():
        monkeypatch.setenv(each, given)
    with pytest.raises(env.BadSetting, match=name):
        env.public_site()


def test_without_a_public_site_neither_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PUBLIC_SITE", raising=False)
    assert not env.public_site().is_on
