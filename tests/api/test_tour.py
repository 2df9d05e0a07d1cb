"""The tour in docs/api.md is taken: each call is sent, and its answer is the one printed."""

import json
import re
import shlex
from argparse import ArgumentParser
from http import HTTPStatus
from pathlib import Path

from django.contrib.auth.models import User
from django.http import HttpResponse
from rest_framework.authtoken.models import Token
from rest_framework.test import APIClient

from claims import editing
from claims.models import Candidate
from sources.models import DocumentVersion
from tests import cast
from tests.servers import Servers

TOUR = Path(__file__).parents[2] / "docs" / "api.md"
STEP = re.compile(r"<!-- (?P<cue>[^>]+) -->|```console\n\$ (?P<call>.+?)\n(?P<answer>\d{3} .*?)```", re.DOTALL)
OF_THE_RUN = re.compile(r'("(?:ingested_at|recorded_at|pipeline_version|last_found_by)": )"[^"]+"')


def test_the_tour_is_true(own_database: Servers) -> None:
    edith = cast.edith()
    words = TOUR.read_text("utf-8")
    printed = [OF_THE_RUN.sub(r"\1…", step["answer"]) for step in STEP.finditer(words) if step["answer"]]
    assert printed == taken(words, edith)


def taken(words: str, by: User) -> list[str]:
    """The answers to the calls of the tour, in order."""
    answers = []
    for step in STEP.finditer(words):
        if step["cue"]:
            CUES[step["cue"]](by)
        else:
            answers.append(OF_THE_RUN.sub(r"\1…", shown(curl(step["call"], by))))
    return answers


def the_worker_reads_it(by: User) -> None:
    """What it finds, filed by hand so that no model is loaded."""
    cast.deadline(
        DocumentVersion.objects.get(),
        claimant="Officials",
        attribution=[{"claimant": "Officials", "cue": "said"}],
        time_start=140,
        time_end=155,
        computed="“before the 20th” said on Saturday 2022-02-12, looking forward: the next such date, 2022-02-20; "
        "“before” leaves that day out.",
        why=["content of said", "future in the past", "base +0.40", "kind prediction +0.15", "a number +0.20"],
    )


def an_editor_accepts_it(by: User) -> None:
    editing.accept(Candidate.objects.get(), by=by)


CUES = {"the worker reads it": the_worker_reads_it, "an editor accepts it": an_editor_accepts_it}


def curl(call: str, by: User) -> HttpResponse:
    token = Token.objects.get_or_create(user=by)[0].key
    variables = {
        "$AVER": "http://localhost:8000",
        "$AUTH": f"Authorization: Token {token}",
        "$JSON": "Content-Type: application/json",
    }
    for name, value in variables.items():
        call = call.replace(name, value)
    parser = ArgumentParser()
    parser.add_argument("-H", dest="headers", action="append", default=[])
    parser.add_argument("-d", dest="data")
    parser.add_argument("url")
    given = parser.parse_args(shlex.split(call)[1:])
    headers = dict(header.split(": ", 1) for header in given.headers) | {"Host": "localhost:8000"}
    content_type = headers.pop("Content-Type", None)
    client = APIClient(headers=headers)
    if given.data is None:
        return client.get(given.url)
    return client.post(given.url, given.data, content_type=content_type)


def shown(answer: HttpResponse) -> str:
    body = json.dumps(json.loads(answer.content), indent=2, ensure_ascii=False)
    return f"{answer.status_code} {HTTPStatus(answer.status_code).phrase}\n{body}\n"
