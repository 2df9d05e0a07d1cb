"""Who gets what answer where: each view, operation and action has its row in permission_matrix.txt, and it holds.

The rows are compared with the url resolver, the OpenAPI document and the admin's registry: what is new and has no row
fails, and so does a row for what is no more. Bodies are empty, so that whoever is heard is told what is missing.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import pytest
from django.contrib import admin
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import RequestFactory
from drf_spectacular.generators import SchemaGenerator

from tests.roles_world import IDENTITIES, somebody, world
from tests.routes import METHODS, PARAMETER, Route, Visitor, answer_class, routes, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("public_site")]

TABLE = Path(__file__).with_name("permission_matrix.txt")
ACTS = ("view", "add", "change", "delete")
OTHERS = ("HEAD", "PUT", "PATCH", "DELETE")
WRITING = re.compile(r"\s*(INSERT|UPDATE|DELETE|TRUNCATE|COPY|MERGE|SELECT erase_)", re.IGNORECASE)

OWN = "django_session|axes_|last_login|claims_(watch|notice|preference)"

Row = tuple[str, str]


def table() -> dict[Row, dict[str, str]]:
    """By method and address (or act and model): the answer for each identity."""
    rows: dict[Row, dict[str, str]] = {}
    for line in TABLE.read_text("utf-8").splitlines():
        words = line.split()
        if not words or line.startswith("#"):
            continue
        method, where = (words[0], "" if words[1] == "(root)" else words[1])
        answers = words[2:]
        assert len(answers) == len(IDENTITIES), line
        assert (method, where) not in rows, f"{method} {where} has two rows"
        rows[method, where] = dict(zip(IDENTITIES, answers, strict=True))
    return rows


EXPECTED = table()
OF_ADDRESSES = {row: answers for row, answers in EXPECTED.items() if row[0] in METHODS}
OF_ACTS = {row: answers for row, answers in EXPECTED.items() if row[0] not in METHODS}


def difference(there: Iterable[Row], rows: Iterable[Row]) -> str:
    """What lacks a row of permission_matrix.txt, and the rows of what is no more."""
    lacking = [f"no row: {method} {where}" for method, where in sorted(set(there) - set(rows))]
    return "\n" + "\n".join([*lacking, *(f"a row too many: {' '.join(row)}" for row in sorted(set(rows) - set(there)))])


def test_every_address_has_its_rows_and_every_row_its_address() -> None:
    known = {(method, route.pattern) for route in routes() for method in METHODS}
    assert known == set(OF_ADDRESSES), difference(known, OF_ADDRESSES)


def test_what_the_openapi_document_offers_is_what_the_rows_allow_somebody() -> None:
    schema = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]  # untyped library
    offered = {
        (method.upper(), re.sub(r"{\w+}", "<>", path.lstrip("/")))
        for path, operations in schema["paths"].items()
        for method in operations
    }
    allowed = {
        (method, PARAMETER.sub("<>", where))
        for (method, where), answers in OF_ADDRESSES.items()
        if where.startswith("api/v1/") and "ok" in answers.values()
    }
    allowed.remove(("GET", "api/v1/"))
    assert offered == allowed, difference(offered, allowed)


@contextmanager
def writes() -> Iterator[list[str]]:
    """The statements by which somebody changed the base while this was open; sessions and sign-ins are no change.

    Nor is what one watches and has seen oneself, for which an empty body is enough.
    """
    seen: list[str] = []

    def note(execute: Any, statement: str, *rest: Any) -> Any:
        if WRITING.match(statement) and not re.search(OWN, statement):
            seen.append(statement)
        return execute(statement, *rest)

    with connection.execute_wrapper(note):
        yield seen


@pytest.mark.parametrize("identity", IDENTITIES)
def test_every_cell_holds_and_tells_nothing_that_is_hidden(identity: str, caplog: pytest.LogCaptureFixture) -> None:
    known = world(identity)
    visitor, wrong = Visitor(known), []
    for (method, where), answers in OF_ADDRESSES.items():
        address = Route(where).address(known.key)
        caplog.clear()
        with writes() as written:
            answer = visitor.ask(method, address)
        refusals = [line for line in caplog.messages if line.startswith("Refused: ")]
        faults = faults_of(answer, answers[identity], refusals, written)
        faults += [f"tells of the {name}" for name in told(answer, known.hidden_from(identity, where))]
        wrong += [f"{method} {where}: {answer.status_code}, {fault}" for fault in faults]
    assert not wrong, "\n" + "\n".join(wrong)


def faults_of(answer: Any, expected: str, refusals: list[str], written: list[str]) -> list[str]:
    """What is wrong with one answer: its class, what the log says of it, that something was changed."""
    got, is_refusal = answer_class(answer), answer.status_code == 403
    faults = [] if got == expected else [f"{got}, not {expected}"]
    faults += [] if len(refusals) == is_refusal else [f"and the log says {refusals}"]
    return faults + [f"and it changed: {statement}" for statement in written]


@pytest.mark.parametrize("identity", ["reviewer", "admin"])
def test_other_methods_are_answered_as_get_is_or_not_at_all(identity: str) -> None:
    known = world(identity)
    visitor, wrong = Visitor(known), []
    for method, where in OF_ADDRESSES:
        if method != "GET":
            continue
        address = Route(where).address(known.key)
        for other in OTHERS if where.startswith("api/") else ("DELETE",):
            with writes() as written:
                got = answer_class(visitor.ask(other, address))
            if got not in {OF_ADDRESSES["GET", where][identity], "403", "405"} or written:
                wrong.append(f"{other} {where}: {got} {written}")
    assert not wrong, "\n" + "\n".join(wrong)


def test_every_registered_model_has_its_rows() -> None:
    acts = {
        (act, model._meta.label_lower)
        for model, shown in admin.site._registry.items()
        for act in (*ACTS, *_actions(shown))
    }
    assert acts == set(OF_ACTS), difference(acts, OF_ACTS)


def _actions(shown: Any) -> list[str]:
    """All actions, whoever may take them."""
    return [f"action:{name}" for _function, name, _words in shown._get_base_actions()]


@pytest.mark.parametrize("identity", IDENTITIES)
def test_the_admin_grants_what_the_table_says(identity: str, rf: RequestFactory) -> None:
    request = rf.get("/admin/")
    request.user = somebody(identity) or AnonymousUser()
    wrong = []
    for (act, label), answers in OF_ACTS.items():
        shown = next(each for model, each in admin.site._registry.items() if model._meta.label_lower == label)
        given = _grants(shown, act, request)
        if ("yes" if given else "no") != answers[identity]:
            wrong.append(f"{act} {label}: {given}, not {answers[identity]}")
    assert not wrong, "\n" + "\n".join(wrong)


def _grants(shown: Any, act: str, request: Any) -> bool:
    if act.startswith("action:"):
        return act.removeprefix("action:") in cast(dict[str, Any], shown.get_actions(request))
    return bool(getattr(shown, f"has_{act}_permission")(request))
