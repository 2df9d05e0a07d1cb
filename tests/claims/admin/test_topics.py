import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

from claims import editing
from claims.models import Claim, Topic
from tests import cast

pytestmark = pytest.mark.django_db
CLAIMS = "/admin/claims/claim/"
TOPICS = "/admin/claims/topic/"


@pytest.fixture
def claims(edith: User) -> list[Claim]:
    version = cast.warning()
    return [editing.accept(cast.candidate(version), by=edith), editing.accept(cast.deadline(version), by=edith)]


def _names(claim: Claim) -> list[str]:
    return [topic.name for topic in claim.topics.order_by("name")]


def test_a_claim_is_sorted_under_a_new_topic_on_its_own_page(desk: Client, claims: list[Claim]) -> None:
    desk.post(f"{CLAIMS}{claims[0].pk}/topics/", {"name": "  Guerre   en Ukraine "})
    assert _names(claims[0]) == ["Guerre en Ukraine"]


def test_a_topic_is_found_whatever_its_case(desk: Client, claims: list[Claim]) -> None:
    Topic.objects.create(name="Ukraine", slug="ukraine")
    desk.post(f"{CLAIMS}{claims[0].pk}/topics/", {"name": "UKRAINE"})
    assert (_names(claims[0]), Topic.objects.count()) == (["Ukraine"], 1)


def test_a_claim_is_taken_from_under_a_topic(desk: Client, edith: User, claims: list[Claim]) -> None:
    editing.sort_under(claims, [editing.name_topic("Ukraine", by=edith)], by=edith)
    desk.post(f"{CLAIMS}{claims[0].pk}/topics/", {"take": "ukraine"})
    assert [_names(claim) for claim in claims] == [[], ["Ukraine"]]


def test_who_may_not_name_topics_sorts_under_those_there_are(client: Client, claims: list[Claim]) -> None:
    sorter = User.objects.create_user("sol", is_staff=True)
    sorter.user_permissions.add(*Permission.objects.filter(codename__in=["relate_claim", "view_claim"]))
    client.force_login(sorter)
    answer = client.post(f"{CLAIMS}{claims[0].pk}/topics/", {"name": "New"})
    assert (answer.status_code, Topic.objects.count()) == (403, 0)


def test_claims_are_filtered_by_topic(desk: Client, edith: User, claims: list[Claim]) -> None:
    editing.sort_under(claims[:1], [editing.name_topic("Ukraine", by=edith)], by=edith)
    assert list(desk.get(CLAIMS, {"topic": "ukraine"}).context["cl"].result_list) == claims[:1]


def test_claims_are_sorted_in_bulk(desk: Client, edith: User, claims: list[Claim]) -> None:
    editing.name_topic("Ukraine", by=edith)
    chosen = {"action": "sort_under_topic", "topic": "ukraine", "_selected_action": [claim.pk for claim in claims]}
    desk.post(CLAIMS, chosen)
    assert [_names(claim) for claim in claims] == [["Ukraine"], ["Ukraine"]]


def test_claims_are_taken_from_under_a_topic_in_bulk(desk: Client, edith: User, claims: list[Claim]) -> None:
    editing.sort_under(claims, [editing.name_topic("Ukraine", by=edith)], by=edith)
    chosen = {"action": "take_from_under_topic", "topic": "ukraine", "_selected_action": [claims[0].pk]}
    desk.post(CLAIMS, chosen)
    assert [_names(claim) for claim in claims] == [[], ["Ukraine"]]


def test_an_action_without_a_topic_says_so(desk: Client, claims: list[Claim]) -> None:
    answer = desk.post(CLAIMS, {"action": "sort_under_topic", "_selected_action": [claims[0].pk]}, follow=True)
    assert "Choose the topic too" in answer.content.decode()


def test_a_reader_is_offered_no_bulk_sorting(armchair: Client, claims: list[Claim]) -> None:
    assert "sort_under_topic" not in armchair.get(CLAIMS).content.decode()


def test_a_topic_is_made_in_the_register_and_gets_its_slug(desk: Client) -> None:
    desk.post(f"{TOPICS}add/", {"name": "Élections 2027"})
    assert Topic.objects.get().slug == "elections-2027"


def test_a_renamed_topic_keeps_its_slug(desk: Client, edith: User) -> None:
    topic = editing.name_topic("Ukraine", by=edith)
    desk.post(f"{TOPICS}{topic.pk}/change/", {"name": "War in Ukraine"})
    assert list(Topic.objects.values_list("name", "slug")) == [("War in Ukraine", "ukraine")]


@pytest.mark.parametrize(
    ("names", "slugs"),
    [
        (["C", "C++"], ["c", "c-2"]),
        (["Україна", "Київ"], ["topic", "topic-2"]),
    ],
)
def test_slugs_differ_where_the_names_do(edith: User, names: list[str], slugs: list[str]) -> None:
    assert [editing.name_topic(name, by=edith).slug for name in names] == slugs


def test_a_topics_claims_are_counted_as_far_as_one_may_read_them(
    desk: Client, edith: User, claims: list[Claim]
) -> None:
    editing.sort_under(claims, [editing.name_topic("Ukraine", by=edith)], by=edith)
    Claim.objects.filter(pk=claims[0].pk).update(withheld_at=cast.SATURDAY)
    assert [topic.number_of_claims for topic in desk.get(TOPICS).context["cl"].result_list] == [1]
