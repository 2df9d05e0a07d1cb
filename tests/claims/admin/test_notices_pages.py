"""Watch buttons, notices, assignment and preferences at the desk, all of it without JavaScript."""

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client
from django.urls import reverse

from claims import notices
from claims.models import Claim, How, Notice, Preference, Watch
from claims.watching import assign, watch
from claims.withholding import withhold
from tests import cast
from tests.claims.notices import desk as notices_desk

pytestmark = pytest.mark.django_db

SET, SEEN = reverse("admin:claims_watch_set"), reverse("admin:claims_notice_seen")
NOTICES, WATCHES = reverse("admin:claims_notice_changelist"), reverse("admin:claims_watch_changelist")


@pytest.fixture
def claim(edith: User) -> Claim:
    return notices_desk.a_claim(edith)


def page_of(claim: Claim) -> str:
    return reverse("admin:claims_claim_change", args=[claim.pk])


@pytest.fixture
def told(claim: Claim, edith: User) -> Notice:
    """Edith is told of Rosa's evidence."""
    watch(claim, how=How.OFF, by=edith)
    cast.adduced(claim, cast.rosa())
    notices_desk.tell()
    return Notice.objects.get()


@pytest.mark.parametrize("noun", ["claim", "claimant", "publisher"])
def test_each_page_has_a_form_to_watch_it(noun: str, desk: Client, claim: Claim, edith: User) -> None:
    what = {"claim": claim, "claimant": claim.claimant, "publisher": cast.harbour_wire()}[noun]
    address = reverse(f"admin:{what._meta.app_label}_{noun}_change", args=[what.pk])
    assert SET in desk.get(address).content.decode()
    desk.post(SET, {"noun": noun, "key": what.pk, "how": "weekly", "note": "For Sunday."})
    row = Watch.objects.get(user=edith)
    assert (row.what, row.how, row.note) == (what, "weekly", "For Sunday.")
    assert "For Sunday." in desk.get(address).content.decode()


def test_what_one_watches_is_listed_and_can_be_left(desk: Client, claim: Claim, edith: User) -> None:
    row = watch(claim, how=How.DAILY, by=edith)
    assert claim.text in desk.get(WATCHES).content.decode()
    desk.post(SET, {"unwatch": row.pk, "back": "watches"})
    assert not Watch.objects.exists()


def test_nobody_leaves_the_watch_of_another(desk: Client, claim: Claim) -> None:
    row = watch(claim, how=How.DAILY, by=cast.rosa())
    assert desk.post(SET, {"unwatch": row.pk}).status_code == 404
    assert Watch.objects.exists()


def test_a_claim_one_may_not_see_cannot_be_watched_and_is_not_listed(desk: Client, claim: Claim, edith: User) -> None:
    watch(claim, how=How.DAILY, by=edith)
    withhold(claim, reason="A source is in danger.", by=edith)
    assert desk.post(SET, {"noun": "claim", "key": claim.pk, "how": "daily"}).status_code == 404
    listed = desk.get(WATCHES).content.decode()
    assert claim.text not in listed
    assert "may not read this any more" in listed


def test_a_notice_counts_on_the_home_page_until_it_is_seen(desk: Client, told: Notice) -> None:
    assert "(1 not seen)" in desk.get(reverse("admin:index")).content.decode()
    answer = desk.post(SEEN, {"notice": str(told.pk), "open": "1"})
    assert answer.headers["Location"] == f"{page_of(told.claim)}#evidence"
    assert "not seen" not in desk.get(reverse("admin:index")).content.decode()


@pytest.fixture
def thrice(told: Notice) -> list[str]:
    """Edith is told of Rosa's evidence three times running."""
    for number in (2, 3):
        told.claim.refresh_from_db()
        cast.adduced(told.claim, cast.rosa(), f"They crossed, {number}.")
        notices_desk.tell()
    return [str(key) for key in Notice.objects.values_list("pk", flat=True)]


def test_the_same_of_one_claim_several_times_running_is_one_notice_to_read(desk: Client, thrice: list[str]) -> None:
    page = desk.get(NOTICES)
    (group,) = page.context["told"]
    assert (group.times, "(× 3)" in page.content.decode()) == (3, True)
    desk.post(SEEN, {"notice": thrice, "mark": "1"})
    assert not Notice.objects.unseen().exists()


def test_what_is_seen_needs_no_button_to_mark_all(desk: Client, told: Notice) -> None:
    assert "up_to" in desk.get(NOTICES).content.decode()
    desk.post(SEEN, {"notice": str(told.pk)})
    assert "up_to" not in desk.get(NOTICES).content.decode()


@pytest.mark.parametrize("keys", [["x"], [""], ["7d4c5a56-0a6e-5c0e-9d0a-3b8b1e0f5d11"]])
def test_an_unknown_notice_is_not_marked(desk: Client, told: Notice, keys: list[str]) -> None:
    assert desk.post(SEEN, {"notice": keys}).status_code == 404
    assert Notice.objects.unseen().exists()


def test_all_that_were_shown_are_marked_as_seen_and_no_later_ones(desk: Client, told: Notice) -> None:
    page = desk.get(NOTICES)
    Notice.objects.create(
        id=Notice.key(user=told.user_id, entry=10**6), user=told.user, claim=told.claim, what="counts",
        happened_at=told.happened_at, entry=10**6, how="off", told_at=told.told_at.replace(year=told.told_at.year + 1),
    )  # fmt: skip
    desk.post(SEEN, {"up_to": page.context["up_to"]})
    assert list(Notice.objects.unseen().values_list("what", flat=True)) == ["counts"]


def test_a_notice_of_a_claim_withheld_meanwhile_is_neither_listed_nor_counted(
    desk: Client, told: Notice, edith: User
) -> None:
    told.claim.refresh_from_db()
    withhold(told.claim, reason="A source is in danger.", by=edith)
    page = desk.get(NOTICES).content.decode()
    assert told.claim.text not in page
    assert "not seen" not in page
    assert desk.post(SEEN, {"notice": str(told.pk)}).status_code == 404


def test_nobody_sees_the_notices_of_another(armchair: Client, told: Notice) -> None:
    assert told.claim.text not in armchair.get(NOTICES).content.decode()
    assert armchair.post(SEEN, {"notice": str(told.pk)}).status_code == 404


def test_a_claim_is_assigned_and_found_under_to_me(desk: Client, claim: Claim, edith: User) -> None:
    address = reverse("admin:claims_claim_assign", args=[claim.pk])
    desk.post(address, {"revision": claim.revision, "to": edith.pk})
    claim.refresh_from_db()
    assert claim.assigned_to == edith
    mine = f"{reverse('admin:claims_claim_changelist')}?assigned=me"
    assert claim.text in desk.get(mine).content.decode()
    assert mine in desk.get(reverse("admin:index")).content.decode()
    assert "assigned it" in desk.get(page_of(claim)).content.decode()


def test_a_claim_cannot_be_assigned_to_somebody_who_may_not_decide(desk: Client, claim: Claim) -> None:
    remi = cast.remi()
    answer = desk.post(
        reverse("admin:claims_claim_assign", args=[claim.pk]), {"revision": claim.revision, "to": remi.pk}
    )
    claim.refresh_from_db()
    assert (answer.status_code, claim.assigned_to) == (200, None)


def test_a_claim_is_taken_from_whom_it_was_assigned_to(desk: Client, claim: Claim, edith: User) -> None:
    assign(claim, edith, by=edith)
    desk.post(reverse("admin:claims_claim_unassign", args=[claim.pk]), {"revision": claim.revision})
    claim.refresh_from_db()
    assert claim.assigned_to is None


def test_what_is_sent_and_when_can_be_chosen(desk: Client, edith: User) -> None:
    desk.post(reverse("admin:claims_watch_preferences"), {"digest_hour": "18", "how_personal": "weekly"})
    chosen = Preference.objects.get(user=edith)
    assert (chosen.has_digest, chosen.digest_hour, chosen.how_personal) == (False, 18, "weekly")


def test_the_switch_at_the_head_of_a_page_is_the_language_of_letters(desk: Client, claim: Claim, edith: User) -> None:
    notices_desk.with_address(edith)
    desk.post(reverse("set_language"), {"language": "fr"})
    notices.digest(notices_desk.at(8))
    notices.deliver()
    assert mail.outbox[0].subject.startswith("Aver : ce qui vous attend le ")
