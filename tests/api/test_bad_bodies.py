"""What a document must not be: each refused with a 4xx that names the field, nothing kept."""

import json
from typing import Any

import pytest
from django.test import override_settings
from rest_framework.test import APIClient

from sources.models import Document
from tests import cast

DOCUMENTS = "/api/v1/documents/"
MISSING = object()

BAD = {
    "empty text": ({"text": ""}, 400, "/text", "empty"),
    "blank text": ({"text": " \n\t"}, 400, "/text", "empty"),
    "no text": ({"text": MISSING}, 400, "/text", "required"),
    "null text": ({"text": None}, 400, "/text", "null"),
    "a number for a text": ({"text": 5}, 400, "/text", "invalid"),
    "a list for a text": ({"text": ["a"]}, 400, "/text", "invalid"),
    "NUL in the text": ({"text": "one\x00two"}, 400, "/text", "nul"),
    "half a surrogate pair": ({"text": "one\ud83dtwo"}, 400, "/text", "surrogate"),
    "eleven megabytes": ({"text": "a" * 11_000_000}, 413, "/text", "too_large"),
    "NUL in the headline": ({"headline": "a\x00b"}, 400, "/headline", "null_characters_not_allowed"),
    "half a pair in the headline": ({"headline": "a\ud83d"}, 400, "/headline", "surrogate_characters_not_allowed"),
    "a number for a headline": ({"headline": 5}, 400, "/headline", "invalid"),
    "true for a headline": ({"headline": True}, 400, "/headline", "invalid"),
    "a headline of 501": ({"headline": "a" * 501}, 400, "/headline", "max_length"),
    "a malformed language tag": ({"language": "français!"}, 400, "/language", "invalid_language"),
    "no publisher": ({"publisher": MISSING}, 400, "/publisher", "required"),
    "an unknown publisher": ({"publisher": "nobody"}, 400, "/publisher", "does_not_exist"),
    "a publisher of 10 kB": ({"publisher": "a" * 10_000}, 400, "/publisher", "does_not_exist"),
    "NUL in the publisher": ({"publisher": "harbour-wire\x00"}, 400, "/publisher", "does_not_exist"),
    "half a pair in the publisher": ({"publisher": "\ud83d"}, 400, "/publisher", "does_not_exist"),
    "a list for a publisher": ({"publisher": ["harbour-wire"]}, 400, "/publisher", "invalid"),
    "an object for a publisher": ({"publisher": {"slug": "x"}}, 400, "/publisher", "invalid"),
    "no date": ({"published_at": MISSING}, 400, "/published_at", "required"),
    "a null date and no reason": ({"published_at": None}, 400, "/published_at", "required"),
    "a blank reason": (
        {"published_at": None, "published_at_unknown_because": "  "},
        400,
        "/published_at",
        "required",
    ),
    "a date and a reason": ({"published_at_unknown_because": "lost"}, 400, "/published_at", "both_given"),
    "a reason of 501": (
        {"published_at": None, "published_at_unknown_because": "a" * 501},
        400,
        "/published_at_unknown_because",
        "max_length",
    ),
    "a date in the future": ({"published_at": "2999-01-01"}, 400, "/published_at", "in_the_future"),
    "no day of any month": ({"published_at": "2022-02-30"}, 400, "/published_at", "invalid"),
    "words for a date": ({"published_at": "last Wednesday"}, 400, "/published_at", "invalid"),
    "an empty date": ({"published_at": ""}, 400, "/published_at", "blank"),
    "a number for a date": ({"published_at": 20220212}, 400, "/published_at", "invalid"),
    "the year 1": ({"published_at": "0001-01-01T00:00:00+14:00"}, 400, "/published_at", "implausible"),
    "a url that is none": ({"url": "harbour dot example"}, 400, "/url", "invalid"),
    "a url of 2,001": ({"url": "https://x.example/" + "a" * 1990}, 400, "/url", "max_length"),
    "a script for a url": ({"url": "javascript:alert(1)"}, 400, "/url", "invalid"),
    "an unknown field": ({"speaker": "the US"}, 400, "/speaker", "unknown_field"),
    "an unknown field with a slash": ({"a/b~c": 1}, 400, "/a~1b~0c", "unknown_field"),
    "an unknown field with half a pair": ({"\ud83d": 1}, 400, "/\ud83d", "unknown_field"),
    "a field of the answer": ({"access": "newsroom"}, 400, "/access", "unknown_field"),
}


def body(changed: dict[str, Any]) -> dict[str, Any]:
    good = {"text": cast.WARNING, "publisher": "harbour-wire", "published_at": "2022-02-12"}
    return {key: value for key, value in (good | changed).items() if value is not MISSING}


@pytest.mark.parametrize(("changed", "status", "pointer", "code"), BAD.values(), ids=BAD)
def test_a_bad_body_is_refused_by_field(
    editor: APIClient, changed: dict[str, Any], status: int, pointer: str, code: str
) -> None:
    cast.harbour_wire()
    # By the standard library, which writes half a surrogate pair as the escape that a client would send.
    answer = editor.post(DOCUMENTS, json.dumps(body(changed)), content_type="application/json")
    faults = [(fault["pointer"], fault["code"]) for fault in answer.json()["errors"]]
    assert (answer.status_code, faults, Document.objects.exists()) == (status, [(pointer, code)], False)


def test_every_fault_is_named_at_once(editor: APIClient) -> None:
    answer = editor.post(DOCUMENTS, {"headline": 5, "speaker": "the US"})
    pointers = {fault["pointer"] for fault in answer.json()["errors"]}
    assert pointers == {"/text", "/publisher", "/headline", "/speaker"}


RAW = {
    "cut off": b'{"text": "a',
    "not JSON": b"text=a",
    "nothing but blanks": b"   ",
    "not UTF-8": b'{"text": "\xe9t\xe9"}',
    "a BOM": b'\xef\xbb\xbf{"text": "a"}',
    "no finite number": b'{"text": NaN}',
    "a number of 5,000 digits": b'{"text": ' + b"9" * 5000 + b"}",
    "100,000 brackets": b"[" * 100_000,
    "deep nesting": b"[" * 100_000 + b"]" * 100_000,
}


@pytest.mark.parametrize("raw", RAW.values(), ids=RAW)
def test_what_is_not_json_is_refused(editor: APIClient, raw: bytes) -> None:
    answer = editor.post(DOCUMENTS, raw, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (400, "parse_error")


@pytest.mark.parametrize("value", ["[]", "null", '"text"', "5", "[{}]", "true"])
def test_json_that_is_no_object_is_refused(editor: APIClient, value: str) -> None:
    answer = editor.post(DOCUMENTS, value, content_type="application/json")
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "")


def test_an_empty_body_lacks_its_fields(editor: APIClient) -> None:
    answer = editor.post(DOCUMENTS, b"", content_type="application/json")
    assert {fault["code"] for fault in answer.json()["errors"]} == {"required"}


@pytest.mark.parametrize("charset", ["zlib", "utf-16", "latin-1", "nonsense"])
def test_json_is_utf_8_whatever_the_client_calls_it(editor: APIClient, charset: str) -> None:
    cast.harbour_wire()
    raw = '{"text": "été", "publisher": "harbour-wire", "published_at": "2022-02-12"}'.encode()
    editor.post(DOCUMENTS, raw, content_type=f"application/json; charset={charset}")
    assert Document.objects.get().versions.get().text == "été"


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "x"]
)
def test_only_json_is_read(editor: APIClient, content_type: str) -> None:
    answer = editor.post(DOCUMENTS, b"text=a", content_type=content_type)
    assert (answer.status_code, answer.json()["code"]) == (415, "unsupported_media_type")


@override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=1000)
def test_a_body_beyond_the_limit_is_refused(editor: APIClient) -> None:
    answer = editor.post(DOCUMENTS, body({"text": "a" * 1000}))
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


def test_the_answer_never_repeats_a_long_body(editor: APIClient) -> None:
    answer = editor.post(DOCUMENTS, body({"a" * 100_000: 1}))
    assert len(answer.content) < 3000
