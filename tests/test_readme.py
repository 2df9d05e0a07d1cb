"""The README's calls are sent to an Aver as `make run` brings it up, and answer what is printed there."""

import re
from pathlib import Path

from django.contrib.auth.models import User
from django.core.management import call_command

from claims import editing, intake
from claims.models import Candidate
from sources.models import DocumentVersion
from tests import cast
from tests.api.test_tour import STEP, curl, of_any_run, shown
from tests.demo import read_what_is_decided, take_in_seeds
from tests.servers import Servers

README = Path(__file__).parents[1] / "README.md"
# Candidates are numbered in the order in which the seeds were read.
NUMBERED = re.compile(r'("id": )\d+')


def plain(answer: str) -> str:
    return NUMBERED.sub(r"\1…", of_any_run(answer))


def answers(by: User) -> list[str]:
    """What each call of the README answers, in order."""
    given = []
    for step in STEP.finditer(README.read_text("utf-8")):
        if step["call"]:
            given.append(shown(curl(step["call"], by), step["call"]))
        else:
            {"the worker reads it": read_the_newest, "an editor accepts it": accept_the_newest}[step["cue"]](by)
    return given


def read_the_newest(by: User) -> None:
    intake.extract_from(DocumentVersion.objects.order_by("pk").last())  # type: ignore[arg-type]


def accept_the_newest(by: User) -> None:
    editing.accept(Candidate.objects.order_by("pk").last(), by=by)  # type: ignore[arg-type]


def test_the_first_calls_answer_as_the_readme_says(own_database: Servers) -> None:
    take_in_seeds()
    read_what_is_decided()
    call_command("demo_reviews")
    printed = [step["answer"] for step in STEP.finditer(README.read_text("utf-8")) if step["answer"]]
    assert [plain(answer) for answer in printed] == [plain(answer) for answer in answers(cast.edith())]
