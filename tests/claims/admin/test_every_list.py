"""Every list of the admin, whatever is registered: a hundred rows cost twelve queries at most, and one for notices."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims import editing, tallying
from claims.models import Claim, ClaimRelation, ClaimReview, Heartbeat, Letter, Notice, Rating, Recheck, Verdict, Watch
from sources.ingest import Metadata, ingest
from sources.models import Publisher
from tests import cast
from tests.waiting import entered

pytestmark = pytest.mark.django_db
ROWS = 100
OWN_PAGES = {Notice, Watch}
"""One's own rows, on pages that are no lists of the admin's."""

FEW_BY_NATURE = {Rating, Group, Heartbeat}
"""Rows that come with a migration or name a part of Aver, and stay as many."""


def _one_of_each(number: int, edith: User) -> None:
    publisher = Publisher.objects.create(slug=f"wire-{number}", name=f"Wire {number}", time_zone="Europe/Paris")
    owed, open_ = (f"the {number}th {noun} will open" for noun in ("gate", "lock"))
    published = cast.SATURDAY + timedelta(minutes=number)
    metadata = Metadata(publisher, published_at=published, headline=f"Gate {number}", language="en")
    version = ingest(f"{owed}. {open_}.", metadata).version
    claim = editing.accept(cast.candidate(version, owed, claimant=f"keeper {number}"), by=edith)
    cast.candidate(version, open_, claimant=f"guard {number}")
    editing.sort_under([claim], [editing.name_topic(f"gate {number}", by=edith)], by=edith)
    Recheck.objects.create(claim=claim, reason=Recheck.Reason.DUE, scheduled_for=published)
    user = User.objects.create_user(f"clerk-{number}", is_staff=True)
    user.groups.add(Group.objects.get(name="readers"))
    cast.key(user)
    Letter.objects.create(user=user, kind=Letter.Kind.AT_ONCE, state=Letter.State.FAILED, error="SMTPDataError: never")


@pytest.fixture
def hundred(edith: User) -> None:
    for number in range(ROWS):
        _one_of_each(number, edith)
    first, *others = Claim.objects.order_by("pk")
    editing.relate(first, others[0], ClaimRelation.Kind.CONTRADICTS, by=edith)
    for claim in others[:3]:
        cast.proposed(claim, edith)
    entered()
    tallying.keep_up()
    words = {"claim_reviewed": "The gate opens", "headline": "It opened", "summary": "It did.", "language": "en"}
    verdict = Verdict.objects.latest("pk")
    ClaimReview.objects.bulk_create(ClaimReview(claim=claim, verdict=verdict, **words) for claim in (first, *others))


def _queries(client: Client, model: Any) -> tuple[int, int]:
    """How many, and how many rows the list showed; a reader to whom it is closed costs nothing."""
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    with CaptureQueriesContext(connection) as counted:
        answer = client.get(address)
    shown = answer.context.get("cl") if answer.status_code == 200 else None
    return len(counted), len(shown.result_list) if shown else 0


def test_a_hundred_rows_of_any_list_cost_few_queries(hundred: None, desk: Client, admin_client: Client) -> None:
    told = {model: [_queries(client, model) for client in (desk, admin_client)] for model in admin.site._registry}
    most = {model: max(queries for queries, _rows in each) for model, each in told.items()}
    # The signs of life are no list: they ask a query or two of each part of the works.
    assert most.pop(Heartbeat) <= 15
    assert {model: queries for model, queries in most.items() if queries > 12} == {}
    sparse = {model for model, each in told.items() if max(rows for _queries, rows in each) < 50}
    assert sparse <= FEW_BY_NATURE | OWN_PAGES
