"""Whatever editors do in whatever order: records kept up entry by entry are those made from scratch, and as counted."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime
from random import Random
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError

from claims import editing, rechecks, settling, tallying, withholding
from claims.models import Candidate, Claim, Claimant, ClaimRelation, Prediction, Rating
from claims.records import Holder, record_of
from claims.refusals import Refused
from claims.rules.transitions import scale_for
from claims.vocabulary.kinds import Kind
from claims.withholding import readers_of
from sources.models import Document, Publisher
from tests import cast
from tests.at_once import at_once
from tests.claims import records_world as world
from tests.claims.records_world import AHEAD, PAST, counted, foretold, printed
from tests.servers import Servers

ACTS = 60
INSTANTS = [datetime(2022, 2, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)]
KINDS = ["prediction"] * 4 + ["conditional_prediction", "commitment", "commitment", "factual"]


class Newsroom:
    """Does one thing after another, drawn by lot; what is refused is left undone."""

    def __init__(self, seed: int) -> None:
        self.lot = Random(seed)
        self.edith, self.rosa = cast.edith(), cast.rosa()
        self.admin = User.objects.create_superuser("an-admin")
        self.publishers = [cast.harbour_wire(), cast.agence()]
        self.written = 0

    def act(self) -> None:
        acts: list[Callable[[], object]] = [*[self.accept] * 4, *[self.settle] * 5, *[self.relate] * 3]
        acts += [self.attach, self.attach, self.retract, self.reopen, self.withhold, self.restrict, self.set_horizon]
        acts += [self.give_to_another, self.answer, self.answer]
        with suppress(Refused, ValidationError):
            self.lot.choice(acts)()

    def accept(self) -> None:
        window = self.lot.choice([PAST, PAST, PAST, AHEAD, None])
        point = self.lot.choice([None, 0.07, 0.5, 0.75, 0.75, 0.93])
        likely: dict[str, Any] = dict.fromkeys(("probability_low", "probability_point", "probability_high"), point)
        foretold(
            *self._words(),
            kind=self.lot.choice(KINDS),
            claimant=self.lot.choice(["United States", "officials", "the union"]),
            not_after=window,
            operator="by" if window else "none",
            resolves_on=self.lot.choice(["occurrence", "occurrence", "persistence"]),
            estimative_scale=self.lot.choice(["kent-1964", "icd-203"]) if point is not None else "",
            **likely,
        )

    def _words(self) -> tuple[str, User, Any]:
        self.written += 1
        words = f"troops no. {self.written} will cross"
        version = printed(words, self.lot.choice(self.publishers), day=self.lot.randint(1, 19))
        return words, self.edith, version

    def attach(self) -> None:
        words, by, version = self._words()
        editing.attach(cast.candidate(version, words), to=self._claim(), by=by)

    def settle(self) -> None:
        claim = self._claim()
        ratings = list(Rating.objects.filter(scale__measures=scale_for(Kind(claim.kind))))
        evidence = claim.evidence.filter(state="accepted").first() or cast.adduced(claim, self.edith)
        given = cast.finding(evidence, self.lot.choice(ratings).slug, reason="Better known now.")
        settling.settle(claim, given, by=self.edith)
        self._answer(Claim.objects.get(pk=claim.pk), self.lot.random() < 0.85)

    def answer(self) -> None:
        self._answer(self._claim(), self.lot.random() < 0.7)

    def _answer(self, claim: Claim, is_approved: bool) -> None:
        if is_approved:
            settling.approve(claim, by=self.rosa)
        else:
            settling.send_back(claim, comment="Say where.", by=self.rosa)

    def retract(self) -> None:
        settling.retract(self._claim(), reason="Too soon.", by=self.edith)

    def relate(self) -> None:
        one, other = self._claim(), self._claim()
        kind = self.lot.choice(
            [ClaimRelation.Kind.SAME] * 3 + [ClaimRelation.Kind.TRANSLATION, ClaimRelation.Kind.PART_OF]
        )
        if self.lot.random() < 0.7:
            editing.relate(one, other, kind, by=self.edith)
        else:
            known = self.lot.choice(list(ClaimRelation.objects.order_by("pk")) or [None])
            if known:
                editing.refuse_relation(known.claim, known.other, ClaimRelation.Kind(known.kind), by=self.edith)

    def reopen(self) -> None:
        decided = list(Candidate.objects.exclude(decision="pending").order_by("pk"))
        editing.reopen(self.lot.choice(decided), reason="It is a quotation.", by=self.edith)

    def withhold(self) -> None:
        what: Any = self.lot.choice([self._claim(), self._document()])
        act = withholding.release if what.withheld_at else withholding.withhold
        act(what, reason="A court order.", by=self.admin)

    def restrict(self) -> None:
        document = self._document()
        to = [] if readers_of(document) else [Group.objects.get_or_create(name="investigations")[0]]
        withholding.restrict(document, to=to, reason="A source.", by=self.admin)

    def set_horizon(self) -> None:
        prediction = self.lot.choice(list(Prediction.objects.order_by("pk")))
        rechecks.set_horizon(prediction, horizon=date(2022, 3, 1), by=self.edith)

    def give_to_another(self) -> None:
        claimants = list(Claimant.objects.order_by("pk"))
        Claim.objects.filter(pk=self._claim().pk).update(claimant=self.lot.choice(claimants))

    def _claim(self) -> Claim:
        claims: list[Claim] = list(Claim.objects.order_by("pk"))
        return self.lot.choice(claims)

    def _document(self) -> Document:
        documents: list[Document] = list(Document.objects.order_by("pk"))
        return self.lot.choice(documents)


@pytest.mark.parametrize("seed", range(3))
def test_followed_or_made_from_scratch_or_counted_by_hand_it_is_the_same(seed: int, own_database: Servers) -> None:
    newsroom, remi = Newsroom(seed), cast.remi()
    insider = User.objects.create_user("inga")
    insider.groups.add(Group.objects.get_or_create(name="investigations")[0], Group.objects.get(name="readers"))
    newsroom.accept()
    for _ in range(ACTS):
        newsroom.act()
        if newsroom.lot.random() < 0.3:
            tallying.keep_up()
    tallying.keep_up()
    followed = world.told_lines(), world.told_totals()
    assert differences([remi, insider, newsroom.admin]) == []
    tallying.count_from_scratch()
    assert (world.told_lines(), world.told_totals()) == followed


def differences(readers: list[User]) -> list[str]:
    """Whose record, read by whom and when, is not as counted."""
    holders: list[Holder] = [*Claimant.objects.order_by("pk"), *Publisher.objects.order_by("pk")]
    return [
        f"{holder} for {reader} at {now}"
        for holder in holders
        for reader in readers
        for now in INSTANTS
        if record_of(holder, reader=reader, now=now).lines != counted(holder, reader, now)
    ]


def test_of_several_who_follow_at_once_one_follows(own_database: Servers) -> None:
    newsroom = Newsroom(0)
    for _ in range(3):
        newsroom.accept()
    followed = at_once(*[tallying.follow_the_ledger] * 4)
    # Whoever comes after the first has committed finds nothing left.
    assert sorted(followed)[:3] == [0, 0, 0]
    lines = world.told_lines()
    tallying.count_from_scratch()
    assert world.told_lines() == lines
