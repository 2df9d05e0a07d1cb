"""Histories that nobody wrote: editors' acts at random, through the verbs."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from django.contrib.auth.models import User
from django.core.exceptions import ObjectDoesNotExist, ValidationError

from claims import adducing, editing, rechecks, settling, withholding
from claims.clock import database_now
from claims.models import Candidate, Claim, Claimant, ClaimRelation, Evidence, Rating, Topic, Verdict
from claims.refusals import Refused
from sources.models import Document
from sources.signing import signed
from tests import cast

SENTENCES = (cast.COULD_START, cast.WOULD_CROSS)
KINDS = ("prediction", "factual", "commitment")
RATINGS = {
    "prediction": ("came-true", "did-not-come-true", "ambiguous"),
    "factual": ("true", "mixed", "false"),
    "commitment": ("kept", "broken"),
}


class History:
    """Acts drawn by `chance`, by an editor and a reviewer. What the verbs refuse does not happen."""

    def __init__(self, chance: Random, editor: User, reviewer: User, *, name: str = "", moves_access: bool = False):
        self.chance, self.editor, self.reviewer, self.name = chance, editor, reviewer, name
        self.acts: list[Callable[[], object]] = [
            self.accept,
            self.accept,
            self.attach,
            self.reopen,
            self.adduce,
            self.reject_evidence,
            self.settle,
            self.settle,
            self.settle,
            self.answer,
            self.answer,
            self.answer,
            self.retract,
            self.word_criteria,
            self.set_horizon,
            self.set_grace,
            self.snooze,
            self.sort,
            self.unsort,
            self.relate,
            self.rename_claimant,
            self.rename_editor,
            self.rewrite,
            self.date_anew,
            *([self.withhold, self.release, self.restrict] if moves_access else []),
        ]
        self._number = 0

    def act(self) -> str:
        """One act, or the refusal of one."""
        chosen = self.chance.choice(self.acts)
        name = getattr(chosen, "__name__", "")
        try:
            chosen()
        except (Refused, ValidationError, LookupError, ObjectDoesNotExist) as refused:
            return f"{name}: {type(refused).__name__}"
        return name

    def accept(self) -> Claim:
        return editing.accept(self._found(), by=self.editor)

    def attach(self) -> None:
        editing.attach(self._found(), to=self._claim(), by=self.editor)

    def reopen(self) -> None:
        decided = list(Candidate.objects.exclude(decision="pending").order_by("pk"))
        editing.reopen(self.chance.choice(decided), reason="wrong span", by=self.editor)

    def adduce(self) -> Evidence:
        claim, number = self._claim(), self._next()
        stance = self.chance.choice(list(Evidence.Stance))
        url = f"https://harbour.example/{number}"
        return adducing.adduce_page(claim, url, quote=f"quoted {number}", stance=stance, note="", by=self.editor)

    def reject_evidence(self) -> None:
        pieces = list(Evidence.objects.filter(state="accepted").order_by("pk"))
        adducing.reject_evidence(self.chance.choice(pieces), reason="elsewhere", by=self.editor)

    def settle(self) -> Verdict:
        claim = self._claim()
        rating = Rating.objects.get(slug=self.chance.choice(RATINGS[claim.kind]))
        pieces = list(claim.evidence.filter(state="accepted").order_by("pk"))
        if not pieces:
            cast.adduced(claim, self.editor, quote=f"quoted {self._next()}")
            pieces = list(claim.evidence.filter(state="accepted"))
        known_at = cast.INVASION + timedelta(days=self.chance.randrange(0, 100))
        finding = cast.finding(pieces[0], rating.slug, known_at=known_at, reason="seen anew")
        return settling.settle(claim, finding, by=self.editor)

    def answer(self) -> None:
        waiting = list(Claim.objects.awaiting_approval(by=self.reviewer))
        claim = self.chance.choice(waiting)
        if self.chance.random() < 0.7:
            settling.approve(claim, by=self.reviewer)
        else:
            settling.send_back(claim, comment="more, please", by=self.reviewer)

    def retract(self) -> None:
        settling.retract(self._claim(), reason="second thoughts", by=self.editor)

    def word_criteria(self) -> None:
        settling.word_criteria(self._claim(), f"Criteria {self._next()}.", reason="clearer", by=self.editor)

    def set_horizon(self) -> None:
        prediction = self._claim().prediction
        rechecks.set_horizon(prediction, horizon=date(2022, 3, 1 + self._next() % 28), by=self.editor)

    def set_grace(self) -> None:
        rechecks.set_grace(self._claim(), days=self.chance.randrange(30), by=self.editor)

    def snooze(self) -> None:
        rechecks.snooze(self._claim(), until=database_now().date() + timedelta(days=3), by=self.editor)

    def sort(self) -> None:
        topic = editing.name_topic(self.chance.choice(["Ukraine", "Budget"]), by=self.editor)
        editing.sort_under([self._claim()], [topic], by=self.editor)

    def unsort(self) -> None:
        editing.take_from_under([self._claim()], list(Topic.objects.all()), by=self.editor)

    def relate(self) -> None:
        editing.relate(self._claim(), self._claim(), ClaimRelation.Kind.CONTRADICTS, by=self.editor)

    def rename_claimant(self) -> None:
        with signed("correct", by=self.editor):
            claimant = self.chance.choice(list(Claimant.objects.order_by("pk")))
            Claimant.objects.filter(pk=claimant.pk).update(name=f"The officials {self.name}{self._next()}")

    def rename_editor(self) -> None:
        User.objects.filter(pk=self.editor.pk).update(username=f"edith{self.name}{self._next()}")

    def rewrite(self) -> None:
        Claim.objects.filter(pk=self._claim().pk).update(text=f"Troops will cross, {self._next()}", language="fr")

    def date_anew(self) -> None:
        document = self.chance.choice(list(Document.objects.order_by("pk")))
        Document.objects.filter(pk=document.pk).update(published_at=cast.SATURDAY - timedelta(days=self._next() % 5))

    def withhold(self) -> None:
        claim, reason = self._claim(), "a source in danger"
        if self.chance.random() < 0.5:
            withholding.withhold(claim, reason=reason, by=self.reviewer)
        else:
            withholding.withhold(claim.appearances.all()[0].version.document, reason=reason, by=self.reviewer)

    def release(self) -> None:
        held = [*Claim.objects.filter(withheld_at__isnull=False), *Document.objects.filter(withheld_at__isnull=False)]
        withholding.release(self.chance.choice(held), reason="out of danger", by=self.reviewer)

    def restrict(self) -> None:
        document = self.chance.choice(list(Document.objects.order_by("pk")))
        groups = self.chance.choice([[], list(self.editor.groups.all())])
        withholding.restrict(document, to=groups, reason="for now", by=self.reviewer)

    def _found(self) -> Candidate:
        number = self._next()
        version = cast.warning(f"{cast.WARNING} {self.name}{number}")
        found = cast.candidate if self.chance.random() < 0.5 else cast.deadline
        return found(version, kind=self.chance.choice(KINDS))

    def _claim(self) -> Claim:
        claims: list[Claim] = list(Claim.objects.order_by("pk"))
        return self.chance.choice(claims)

    def _next(self) -> int:
        self._number += 1
        return self._number
