"""The tour in docs/api.md is taken: each call is sent, and its answer is the one printed."""

import json
import os
import re
import shlex
import subprocess
import sys
from argparse import ArgumentParser
from http import HTTPStatus
from pathlib import Path
from threading import Thread

from django.contrib.auth.models import User
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from rest_framework.test import APIClient

from claims import tallying
from claims.clock import database_now
from sources.models import DocumentVersion
from tests import cast
from tests.servers import Servers

TOUR = Path(__file__).parents[2] / "docs" / "api.md"
PYTHON = re.compile(r"```python\n(?P<words>.*?)```\s+```text\n(?P<printed>.*?)```", re.DOTALL)
STEP = re.compile(r"<!-- (?P<cue>[^>]+) -->|```console\n\$ (?P<call>.+?)\n(?P<answer>\d{3} .*?)```", re.DOTALL)
OF_THE_RUN = re.compile(
    r'("(?:as_of|ingested_at|recorded_at|added_at|decided_at|created_at|at|pipeline_version|last_found_by)": )"[^"]+"'
    r'|("etag": ).+'
)
PICKED = re.compile(r' \| jq "?\.([\w.\[\]]+)"?')
ETAG_OF = re.compile(r"\$\(etag (?P<path>/\S+)\)")


def test_the_tour_is_true(own_database: Servers) -> None:
    edith = cast.edith()
    words = TOUR.read_text("utf-8")
    printed = [of_any_run(step["answer"]) for step in STEP.finditer(words) if step["answer"]]
    assert printed == taken(words, edith)
    assert "".join(step["printed"] for step in PYTHON.finditer(words)) == run(words, edith)


def run(words: str, by: User) -> str:
    """What the Python of the tour prints, all of it one program, asking a server of its own."""
    program = "\n".join(step["words"] for step in PYTHON.finditer(words))
    with ThreadedWSGIServer(("127.0.0.1", 0), QuietHandler) as server:
        server.set_app(get_wsgi_application())
        Thread(target=server.serve_forever, daemon=True).start()
        surroundings = os.environ | {"AVER": f"http://127.0.0.1:{server.server_port}", "AUTH": authorization(by)}
        told = subprocess.run(
            [sys.executable, "-c", program], env=surroundings, capture_output=True, text=True, check=False
        )
        server.shutdown()
    return told.stdout + told.stderr


class QuietHandler(WSGIRequestHandler):
    """Writes no line for each request."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (as its parent calls it)
        pass


def of_any_run(answer: str) -> str:
    """The answer without what is another each time."""
    return OF_THE_RUN.sub(r"\1\2…", answer)


def taken(words: str, by: User) -> list[str]:
    """The answers to the calls of the tour, in order."""
    answers = []
    for step in STEP.finditer(words):
        if step["cue"]:
            CUES[step["cue"]](by)
        else:
            answers.append(of_any_run(shown(curl(step["call"], by), step["call"])))
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


def the_worker_counts_it(by: User) -> None:
    tallying.keep_up()


def the_time_is_noted(by: User) -> None:
    """`$THEN` in the calls that follow."""
    NOTED["$THEN"] = database_now().isoformat().replace("+00:00", "Z")


NOTED: dict[str, str] = {}
CUES = {
    "the worker reads it": the_worker_reads_it,
    "the worker counts it": the_worker_counts_it,
    "the time is noted": the_time_is_noted,
}


def curl(call: str, by: User) -> HttpResponse:
    call = PICKED.sub("", call)
    variables = {
        "$AVER": "http://localhost:8000",
        "$AUTH": authorization(by),
        "$JSON": "Content-Type: application/json",
        **NOTED,
    }
    if "$REVIEW" in call:
        variables["$REVIEW"] = authorization(cast.rosa())
    for name, value in variables.items():
        call = call.replace(name, value)
    parser = ArgumentParser()
    parser.add_argument("-H", dest="headers", action="append", default=[])
    parser.add_argument("-d", dest="data")
    parser.add_argument("url")
    given = parser.parse_args(shlex.split(call)[1:])
    headers = dict(header.split(": ", 1) for header in given.headers) | {"Host": "localhost:8000"}
    if asked := ETAG_OF.fullmatch(headers.get("If-Match", "")):
        read = {"Authorization": headers["Authorization"], "Host": "localhost:8000"}
        headers["If-Match"] = APIClient(headers=read).head(asked["path"])["ETag"]
    content_type = headers.pop("Content-Type", None)
    client = APIClient(headers=headers)
    if given.data is None:
        return client.get(given.url)
    return client.post(given.url, given.data, content_type=content_type)


def authorization(user: User) -> str:
    return f"Authorization: Bearer {cast.key(user)}"


def shown(answer: HttpResponse, call: str) -> str:
    """The answer as the tour prints it: indented, and of it what `jq` picks where the call ends in it."""
    content = json.loads(answer.content)
    for member in re.findall(r"\w+", picked[1] if (picked := PICKED.search(call)) else ""):
        content = content[int(member) if member.isdigit() else member]
    body = json.dumps(content, indent=2, ensure_ascii=False)
    return f"{answer.status_code} {HTTPStatus(answer.status_code).phrase}\n{body}\n"
