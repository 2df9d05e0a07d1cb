"""Many candidates decided at once: each by its own verb, in its own transaction, and told one by one."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import URLPattern, path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from claims import editing
from claims.admin.candidate_forms import ReasonFields, RejectForm
from claims.admin.reading_access import DECIDE, is_in_place
from claims.admin.reading_text import state_words
from claims.admin.wording import shortened
from claims.models import Candidate
from claims.refusals import Refused
from sources.admin.register import RegisterAdmin, acting_user

AT_MOST = 500
_CHOSEN = re.compile(r"(\d{1,18}):(\d{1,9})", re.ASCII)


class BulkForm(ReasonFields):
    """What to do with those that were chosen, each named as `key:revision`, with the revision that was seen."""

    usual = RejectForm.usual
    act = forms.ChoiceField(
        choices=[("accept", gettext_lazy("Accept")), ("reject", gettext_lazy("Reject")), ("undo", gettext_lazy("Undo"))]
    )

    def __init__(self, data: Any = None, chosen: Sequence[str] = (), **options: Any) -> None:
        super().__init__(data, label_suffix="", auto_id="bulk_%s", **options)
        self.chosen = [found for each in chosen if (found := _CHOSEN.fullmatch(each))]

    def clean(self) -> dict[str, Any]:
        super().clean()
        if not self.chosen:
            self.add_error(None, _("Choose at least one candidate."))
        if len(self.chosen) > AT_MOST:
            self.add_error(None, _("At most %(number)s at once.") % {"number": AT_MOST})
        if self.cleaned_data.get("act") == "reject":
            self.refuse_without_words()
        return self.cleaned_data

    def revisions(self) -> dict[int, int]:
        """By key, as they were seen."""
        return {int(found[1]): int(found[2]) for found in self.chosen}


@dataclass(slots=True)
class Outcome:
    """Those that were decided, as they now stand, and those that were not, each with the reason."""

    act: str
    done: list[Candidate] = field(default_factory=list)
    refused: list[tuple[Candidate, str]] = field(default_factory=list)

    @property
    def said(self) -> str:
        done, refused = len(self.done), len(self.refused)
        words = {
            "accept": ngettext("%(count)s accepted.", "%(count)s accepted.", done),
            "reject": ngettext("%(count)s rejected.", "%(count)s rejected.", done),
            "undo": ngettext("%(count)s undone.", "%(count)s undone.", done),
        }[self.act] % {"count": done}
        if not refused:
            return words
        return f"{words} " + ngettext("%(count)s refused.", "%(count)s refused.", refused) % {"count": refused}


def decide_all(act: str, revisions: dict[int, int], *, reason: str, by: User) -> Outcome:
    """Accept, reject, or undo one's own last decision on, those that `by` may read, in the order of their texts."""
    outcome = Outcome(act)
    for candidate in _readable(revisions, by):
        candidate.revision = revisions[candidate.pk]
        try:
            _act(act, candidate, reason, by)
        except Refused as error:
            outcome.refused.append((candidate, str(error)))
        except ValidationError as error:
            outcome.refused.append((candidate, " ".join(error.messages)))
        else:
            outcome.done.append(candidate)
    return outcome


def _readable(keys: Iterable[int], by: User) -> Iterable[Candidate]:
    found: Iterable[Candidate] = (
        Candidate.objects.visible_to(by)
        .filter(pk__in=keys)
        .select_related("version__document__publisher", "version__publisher")
        .defer("version__text", "version__raw")
        .order_by("version", "start", "end", "pk")
    )
    return found


def _act(act: str, candidate: Candidate, reason: str, by: User) -> None:
    match act:
        case "accept":
            editing.accept(candidate, by=by)
        case "reject":
            editing.reject(candidate, reason=reason, by=by)
        case _:
            last = candidate.decisions.order_by("-pk").first()
            if last is None or last.decided_by_id != by.pk:
                raise ValidationError(_("Your own last decision is not the last one here; reopen it on its page."))
            editing.reopen(candidate, reason=_("undone"), by=by)


class BulkViews(RegisterAdmin):
    """Deciding many: from the reading view's list, and as actions of the list of candidates."""

    actions = ("accept_chosen", "reject_chosen")

    def get_urls(self) -> list[URLPattern]:
        own = path("bulk/", self.admin_site.admin_view(self.bulk_view), name="claims_candidate_bulk")
        return [own, *super().get_urls()]

    def has_decide_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(DECIDE)

    @admin.action(description=gettext_lazy("Accept as the machine read them"), permissions=["decide"])
    def accept_chosen(self, request: HttpRequest, candidates: QuerySet[Any]) -> HttpResponse:
        return self._bulk(request, BulkForm({"act": "accept"}, _named(candidates)), act="accept")

    @admin.action(description=gettext_lazy("Reject, with a reason"), permissions=["decide"])
    def reject_chosen(self, request: HttpRequest, candidates: QuerySet[Any]) -> HttpResponse:
        return self._ask(request, BulkForm(chosen=_named(candidates)), act="reject")

    def bulk_view(self, request: HttpRequest) -> HttpResponse:
        acting_user(request, DECIDE)
        if request.method != "POST":
            return HttpResponseRedirect(reverse("admin:claims_candidate_changelist"))
        return self._bulk(request, BulkForm(request.POST, request.POST.getlist("chosen")), act=request.POST.get("act"))

    def _bulk(self, request: HttpRequest, form: BulkForm, *, act: str | None) -> HttpResponse:
        by = acting_user(request, DECIDE)
        if not form.is_valid():
            return self._ask(request, form, act=act)
        outcome = decide_all(form.cleaned_data["act"], form.revisions(), reason=form.words(), by=by)
        for candidate in outcome.done:
            self.log_change(request, candidate, outcome.said)
        if is_in_place(request):
            return JsonResponse(_told(outcome))
        context = {"title": outcome.said, "outcome": outcome, "back": _back(request)}
        return self.page(request, "admin/claims/candidate/bulk_done.html", context)

    def _ask(self, request: HttpRequest, form: BulkForm, *, act: str | None) -> HttpResponse:
        """For what is lacking; in the reading view, in the words of the first error."""
        if is_in_place(request):
            errors = [str(error) for problems in form.errors.values() for error in problems]
            return JsonResponse({"said": " ".join(errors)}, status=422)
        context = {
            "title": _("Reject, with a reason") if act == "reject" else _("Decide several"),
            "form": form,
            "act": act,
            "chosen": [found.group() for found in form.chosen],
            "back": _back(request),
        }
        return self.page(request, "admin/claims/candidate/bulk.html", context)


def _named(candidates: QuerySet[Any]) -> list[str]:
    """As the boxes of the reading view name them; one more than may be, where there are too many."""
    return [f"{key}:{revision}" for key, revision in candidates.values_list("pk", "revision")[: AT_MOST + 1]]


def _back(request: HttpRequest) -> str:
    """Whence the editor came, where that is a page of ours."""
    given = request.POST.get("back", "")
    is_ours = url_has_allowed_host_and_scheme(given, allowed_hosts={request.get_host()})
    return given if is_ours else reverse("admin:claims_candidate_changelist")


def _told(outcome: Outcome) -> dict[str, Any]:
    """As JSON for the page in which it happens."""
    return {
        "said": outcome.said,
        "rows": [standing(candidate) for candidate in outcome.done],
        "refused": [{"words": shortened(each.quote, 70), "why": why} for each, why in outcome.refused],
    }


def standing(candidate: Candidate) -> dict[str, Any]:
    """How a candidate stands, for its item in the list."""
    is_missed, is_by_hand = candidate.no_longer_found_in_id is not None, candidate.proposed_by_id is not None
    return {
        "key": candidate.pk,
        "state": candidate.decision,
        "revision": candidate.revision,
        "words": state_words(candidate.decision, is_missed, is_by_hand),
    }
