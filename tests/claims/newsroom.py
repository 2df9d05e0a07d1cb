"""A newsroom whose people do one thing after another that moves records."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from random import Random
from typing import Any

from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError

from claims import editing, rechecks, settling, withholding
from claims.models import Candidate, Claim, Claimant, ClaimRelation, Prediction, Rating
from claims.refusals import Refused
from claims.rules.transitions import scale_for
from claims.vocabulary.kinds import Kind
from claims.withholding import readers_of
from sources.models import Document
from tests import cast
from tests.claims.records_world import AHEAD, PAST, foretold, printed

KINDS = ["prediction"] * 4 + ["conditional_prediction", "commitment", "commitment", "factual"]


class Newsroom:
    """Does one thing after another, drawn by lot; what is refused is left undone."""

    def __init__(self, seed: int, *, moves_access: bool = True) -> None:
        self.lot, self.moves_access = Random(seed), moves_access
        self.edith, self.rosa = cast.edith(), cast.rosa()
        self.admin = User.objects.create_superuser("an-admin")
        self.publishers = [cast.harbour_wire(), cast.agence()]
        self.written = 0

    def act(self) -> None:
        acts: list[Callable[[], object]] = [*[self.accept] * 4, *[self.settle] * 5, *[self.relate] * 3]
        acts += [self.attach, self.attach, self.retract, self.reopen, self.set_horizon]
        acts += [self.give_to_another, self.answer, self.answer]
        acts += [self.withhold, self.restrict] if self.moves_access else []
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
        prediction = self.lot.choice([*Prediction.objects.order_by("pk")] or [None])
        if prediction:
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
