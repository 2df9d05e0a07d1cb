"""What the demo has published for a start stands in the seeds, and is read as everybody reads it."""

import json

import pytest
from django.core.management import call_command
from django.test import Client
from jsonschema import Draft202012Validator

from claims.models import ClaimReview
from tests.claims.publication.test_json_ld import DUKE
from tests.demo import read_what_is_decided, take_in_seeds

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("public_site")]


@pytest.fixture
def unread(db: None) -> None:
    take_in_seeds()


@pytest.fixture
def demo(unread: None) -> None:
    read_what_is_decided()


def test_every_published_review_of_the_seeds_passes_the_duke_schema(
    demo: None, client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("demo_reviews")
    assert capsys.readouterr().out.strip().endswith("6")
    feed = json.loads(client.get("/reviews/feed.json?profile=duke").content)
    assert len(feed["dataFeedElement"]) == 6
    for item in feed["dataFeedElement"]:
        Draft202012Validator(DUKE).validate(item["item"][0])


def test_a_second_start_publishes_nothing_again(demo: None) -> None:
    call_command("demo_reviews")
    call_command("demo_reviews")
    assert ClaimReview.objects.count() == 6


def test_what_nobody_has_read_is_left_out(unread: None, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("demo_reviews")
    assert (capsys.readouterr().out.strip().endswith("0"), ClaimReview.objects.exists()) == (True, False)
