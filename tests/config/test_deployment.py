"""What serves deployment cannot be run in the suite (no docker engine): it is parsed, and its promises are checked."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from config.settings import DEMO_PEPPERS, DEMO_SECRET

ROOT = Path(__file__).parents[2]
PRODUCTION = {
    "AVER_PRODUCTION": "1",
    "AVER_DEMO": "0",
    "SECRET_KEY": "k9" * 32 + "-a-secret-of-our-own",
    "API_KEY_PEPPERS": f"newer:{'n1' * 20},first:{'f2' * 20}",
    "ALLOWED_HOSTS": "aver.example.org",
}


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    parsed: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))
    return parsed


def _manage(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_service_is_watched_and_started_again(compose: dict[str, Any]) -> None:
    lasting = {name: service for name, service in compose["services"].items() if name != "prepare"}
    unwatched = [name for name, s in lasting.items() if "healthcheck" not in s or s["restart"] != "unless-stopped"]
    assert set(lasting) == {"db", "broker", "web", "worker", "beat"}
    assert unwatched == []


def test_no_password_has_a_default() -> None:
    text = (ROOT / "docker-compose.yml").read_text("utf-8")
    passwords = re.findall(r"\$\{(\w*(?:PASSWORD|SECRET|PEPPER)\w*)(:\?|:-|-|\?|\})", text)
    assert {name for name, how in passwords if how in (":-", "-")} == set()
    assert {name for name, how in passwords if how == ":?"} == {name for name, _ in passwords}


def test_only_the_preparation_knows_the_owner(compose: dict[str, Any]) -> None:
    knowing = [n for n, s in compose["services"].items() if "DATABASE_OWNER_URL" in str(s.get("environment"))]
    assert knowing == ["prepare"]


def test_the_broker_never_evicts(compose: dict[str, Any]) -> None:
    assert "--maxmemory-policy noeviction" in " ".join(compose["services"]["broker"]["command"])


def test_the_database_keeps_its_data_in_a_volume(compose: dict[str, Any]) -> None:
    assert compose["services"]["db"]["volumes"] == ["database:/var/lib/postgresql"]
    assert "database" in compose["volumes"]


def test_the_image_installs_only_what_is_locked_by_hash() -> None:
    assert "--require-hashes -r requirements/production.txt" in (ROOT / "config/Dockerfile").read_text("utf-8")


def test_every_variable_compose_asks_for_is_explained() -> None:
    asked = set(re.findall(r"(?<!\$)\$\{(\w+)", (ROOT / "docker-compose.yml").read_text("utf-8"))) - {"AVER_VERSION"}
    explained = set(re.findall(r"^#? ?([A-Z][A-Z_]+)=", (ROOT / ".env.example").read_text("utf-8"), re.MULTILINE))
    assert asked <= explained


def test_every_variable_the_settings_read_is_explained() -> None:
    sources = [path.read_text("utf-8") for path in (ROOT / "config").rglob("*.py")]
    read = re.findall(
        r'(?:environ\.get\(|environ\[|env\.flag\(|env\.words\(|env\.whole_number\()"([A-Z_]+)"', "".join(sources)
    )
    explained = set(re.findall(r"^#? ?([A-Z][A-Z_]+)=", (ROOT / ".env.example").read_text("utf-8"), re.MULTILINE))
    assert set(read) - {"DJANGO_SETTINGS_MODULE"} <= explained


def test_the_deployment_check_is_clean() -> None:
    done = _manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("secret", [DEMO_SECRET, "short"])
def test_production_refuses_a_demo_secret(secret: str) -> None:
    done = _manage("check", **PRODUCTION | {"SECRET_KEY": secret})
    assert done.returncode == 1
    assert done.stderr.startswith("SECRET_KEY: production needs a secret of its own")


@pytest.mark.parametrize("peppers", [DEMO_PEPPERS, "first:short", f"newer:{'n1' * 20},first:short", ""])
def test_production_refuses_a_demo_pepper(peppers: str) -> None:
    done = _manage("check", **PRODUCTION | {"API_KEY_PEPPERS": peppers})
    assert done.returncode == 1
    assert done.stderr.startswith("API_KEY_PEPPERS: production needs secrets of its own")


@pytest.mark.parametrize("demo", ["SECRET_KEY", "API_KEY_PEPPERS"])
def test_no_web_server_starts_with_a_demo_secret(demo: str) -> None:
    ours = {"SECRET_KEY": "k9" * 32, "API_KEY_PEPPERS": f"first:{'f2' * 20}"}
    demos = {"SECRET_KEY": DEMO_SECRET, "API_KEY_PEPPERS": DEMO_PEPPERS}
    environment = os.environ | ours | {demo: demos[demo]}
    words = [sys.executable, "-c", "import config.wsgi"]
    done = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, f"BadSetting: {demo}: a web server needs" in done.stderr) == (1, True)


def test_a_command_without_a_database_says_so_in_one_sentence(tmp_path: Path) -> None:
    done = _manage("recheck", DATABASE_URL="", CELERY_BROKER_URL="", AVER_STATE=str(tmp_path))
    assert done.stderr.strip() == (
        "No database is running: start Aver with `make run` in another terminal, or set DATABASE_URL."
    )


def test_no_registry_is_named_in_a_lock() -> None:
    locks = [path.read_text("utf-8") for path in (ROOT / "requirements").glob("*.txt")]
    assert not any("://" in lock for lock in locks)
