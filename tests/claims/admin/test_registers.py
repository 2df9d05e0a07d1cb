import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from claims import editing, sweeping, tallying
from claims.models import AppendOnly, Candidate, Claim, Claimant, ExtractionRun, Heartbeat, Letter, Notice, Watch
from sources.models import DocumentVersion
from tests import cast
from tests.waiting import entered

pytestmark = pytest.mark.django_db
OWN_PAGES = {Notice, Watch}
"""Of one's own rows, which have no page each."""
OURS = [model for model in admin.site._registry if model._meta.app_label in {"claims", "sources"}]


@pytest.fixture
def filled(edith: User) -> Candidate:
    """One row at least behind every list."""
    version = cast.warning()
    candidate = cast.candidate(version)
    editing.accept(candidate, by=edith)
    editing.accept(cast.deadline(version), by=edith)
    sweeping.sweep()
    Heartbeat.objects.create(part=Heartbeat.Part.BEAT)
    Letter.objects.create(user=edith, kind=Letter.Kind.AT_ONCE)
    editing.name_topic("Ukraine", by=edith)
    cast.settled(Claim.objects.latest("pk"), edith, "did-not-come-true")
    cast.drafted(Claim.objects.latest("pk"), edith)
    entered()
    tallying.keep_up()
    return candidate


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_every_list_opens_with_few_queries_and_nothing_inline(
    desk: Client, filled: Candidate, model: type, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(12):
        page = desk.get(f"/admin/{model._meta.app_label}/{model._meta.model_name}/").content.decode()  # type: ignore[attr-defined]
    assert [word for word in ("<style", " style=", " onclick=", "javascript:") if word in page] == []


@pytest.mark.parametrize("model", [model for model in OURS if model not in OWN_PAGES], ids=lambda model: model.__name__)
def test_nothing_is_deleted(admin_client: Client, filled: Candidate, model: type) -> None:
    row = model.objects.first()  # type: ignore[attr-defined]
    address = f"/admin/{model._meta.app_label}/{model._meta.model_name}/{row.pk}/delete/"  # type: ignore[attr-defined]
    assert admin_client.post(address, {"post": "yes"}).status_code == 403


@pytest.mark.parametrize(
    "model",
    [model for model in OURS if issubclass(model, (AppendOnly, DocumentVersion, ExtractionRun, Candidate))],
    ids=lambda model: model.__name__,
)
def test_what_only_verbs_write_is_neither_added_nor_changed(
    admin_client: Client, filled: Candidate, model: type
) -> None:
    name = f"/admin/{model._meta.app_label}/{model._meta.model_name}"  # type: ignore[attr-defined]
    before = model.objects.values().get(pk=model.objects.first().pk)  # type: ignore[attr-defined]
    answers = (
        admin_client.post(f"{name}/add/", {}).status_code,
        admin_client.post(f"{name}/{before['id']}/change/", {"reason": "x", "state": "done", "quote": "x"}).status_code,
    )
    assert (answers[0], answers[1] in {200, 403}) == (403, True)
    assert model.objects.values().get(pk=before["id"]) == before  # type: ignore[attr-defined]


def test_the_register_of_runs_tells_of_a_failure(desk: Client, filled: Candidate) -> None:
    ExtractionRun.objects.update(state="quarantined", error="ValueError: no grammar", attempts=3)
    page = desk.get("/admin/claims/extractionrun/", {"state__exact": "quarantined"}).content.decode()
    assert ("ValueError: no grammar" in page, '<td class="field-attempts">3</td>' in page) == (True, True)


def test_a_run_of_a_hidden_document_is_not_listed(desk: Client) -> None:
    cast.candidate(cast.restricted(cast.warning()))
    assert list(desk.get("/admin/claims/extractionrun/").context["cl"].result_list) == []


def test_an_editor_mends_a_claimants_other_names(desk: Client, filled: Candidate) -> None:
    claimant = Claimant.objects.get(name="United States")
    typed = {"name": "United States", "kind": "organization", "aliases": "US\n\n  Washington \nUS\n"}
    desk.post(f"/admin/claims/claimant/{claimant.pk}/change/", typed)
    claimant.refresh_from_db()
    assert claimant.aliases == ["US", "Washington"]


def test_a_claimant_is_found_by_another_name(desk: Client, filled: Candidate) -> None:
    Claimant.objects.filter(name="United States").update(aliases=["Washington"])
    found = desk.get("/admin/claims/claimant/", {"q": "washing"}).context["cl"].result_list
    assert [claimant.name for claimant in found] == ["United States"]


def test_a_reader_changes_no_claimant(armchair: Client, filled: Candidate) -> None:
    claimant = Claimant.objects.get(name="United States")
    assert armchair.post(f"/admin/claims/claimant/{claimant.pk}/change/", {"name": "x"}).status_code == 403


def test_the_register_of_rechecks_says_why_each_came_up(desk: Client, filled: Candidate) -> None:
    assert "a verdict is owed" in desk.get("/admin/claims/recheck/").content.decode()
