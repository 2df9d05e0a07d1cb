"""The page that an editor works through: every claim that needs a look, and the acts that answer it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.admin.claim_page import Standing
from claims.admin.news import News, news_of
from claims.admin.offered import offered
from claims.admin.prediction_forms import HorizonForm
from claims.admin.recheck_forms import CadenceForm, GraceForm, SnoozeForm
from claims.admin.seen_form import ClaimDecision
from claims.admin.verdict_form import VerdictForm
from claims.docket import Waiting, Why, rows_that_wait, waiting
from claims.models import Claim, Recheck
from claims.querysets import Reader
from claims.window_words import window_of
from sources.admin.listing import CappedCount, capped_counts
from sources.admin.register import KeptAdmin

ON_A_PAGE = 25
ANSWERS: tuple[type[ClaimDecision], ...] = (VerdictForm, HorizonForm, SnoozeForm, GraceForm, CadenceForm)
"""The acts that answer what the queue asks."""
LABELS: dict[Why, str | Promise] = {
    Why.DUE: gettext_lazy("verdicts owed"),
    Why.LOOK: gettext_lazy("predictions to look at"),
    Why.AGAIN: gettext_lazy("facts to look at again"),
}
PERMISSIONS = {
    Why.DUE: "claims.view_prediction",
    Why.LOOK: "claims.view_prediction",
    Why.AGAIN: "claims.view_claim",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One claim that needs a look: why, since when, its window, what is lacking, the news, what can be done."""

    claim: Claim
    why: str
    since: datetime
    window: str
    flags: list[str]
    news: News
    acts: list[type[ClaimDecision]]


@dataclass(frozen=True, slots=True)
class Sort:
    """One reason to be on the queue, how many there are, and the page that shows these only."""

    label: str | Promise
    count: CappedCount
    url: str
    is_chosen: bool


class _Stretch:
    """The queue as far as a list reaches, for a paginator."""

    def __init__(self, reader: Reader, among: Iterable[Why], count: int) -> None:
        self.reader, self.among, self.counted = reader, tuple(among), count

    def count(self) -> int:
        return self.counted

    def __getitem__(self, rows: slice) -> list[Waiting]:
        return waiting(self.reader, self.among, start=rows.start, at_most=rows.stop - rows.start)


class QueuePage(KeptAdmin):
    """Of claims."""

    def get_urls(self) -> list[URLPattern]:
        queue = path("queue/", self.admin_site.admin_view(self.queue_view), name="claims_claim_queue")
        return [queue, *super().get_urls()]

    def queue_view(self, request: HttpRequest) -> HttpResponse:
        """Twelve queries at the most, whatever stands in the base."""
        self.require_view(request)
        sorts, chosen = _sorts(request)
        count = CappedCount.of(sum(sort.count for sort in sorts if sort.is_chosen))
        stretch: Any = _Stretch(request.user, chosen, int(count))
        page: Page[Waiting] = Paginator(stretch, ON_A_PAGE).get_page(request.GET.get("p"))
        is_capped = count.is_capped or any(sort.count.is_capped for sort in sorts if sort.is_chosen)
        context = {
            "title": _("What needs a look"),
            "sorts": sorts,
            "is_narrowed": not all(sort.is_chosen for sort in sorts),
            "page": page,
            "is_capped": is_capped,
            "pages": page.paginator.get_elided_page_range(page.number),
            "asked": request.GET.get("why", ""),
            "rows": _rows(list(page), request.user),
            "here": request.get_full_path(),
        }
        return self.page(request, "admin/claims/queue.html", context)


def way_back(request: HttpRequest) -> str:
    """The page of the queue from which somebody came to a form, as `next` gives it; empty where it gives none."""
    given = request.POST.get("next") or request.GET.get("next", "")
    try:
        address = urlsplit(given)
    except ValueError:
        return ""
    is_here = not address.scheme and not address.netloc and address.path == reverse("admin:claims_claim_queue")
    return address._replace(fragment="").geturl() if is_here else ""


def _sorts(request: HttpRequest) -> tuple[list[Sort], list[Why]]:
    """The reasons that this user may read about, counted in one query; and those that the address asks for."""
    user: Any = request.user
    allowed = [why for why in Why if user.has_perm(PERMISSIONS[why])]
    chosen = [why for why in allowed if why.value == request.GET.get("why")] or allowed
    counts = capped_counts([rows_that_wait(user, why) for why in allowed])
    sorts = [
        Sort(LABELS[why], count, queue_address(why), why in chosen) for why, count in zip(allowed, counts, strict=True)
    ]
    return sorts, chosen


def queue_address(why: Why) -> str:
    """Of the queue narrowed down to one reason."""
    return f"{reverse('admin:claims_claim_queue')}?why={why.value}"


def _rows(found: list[Waiting], user: Reader) -> list[Row]:
    keys = [each.place.claim for each in found]
    claims = (
        Claim.objects.visible_to(user)
        .select_related("claimant", "prediction", "current_verdict__rating", "proposed_verdict__approval")
        .with_status()
        .in_bulk(keys)
    )
    news = news_of(keys, reader=user)
    return [
        _row(each, claims[each.place.claim], news[each.place.claim], user)
        for each in found
        if each.place.claim in claims
    ]


def _row(each: Waiting, claim: Claim, news: News, user: Reader) -> Row:
    prediction = getattr(claim, "prediction", None)
    why = str(Recheck.Reason(each.why.value).label)
    window = window_of(prediction) if prediction else ""
    return Row(claim, why, each.place.since, window, _flags(claim), news, offered(claim, user, ANSWERS))


def _flags(claim: Claim) -> list[str]:
    prediction, proposed = getattr(claim, "prediction", None), claim.proposed_verdict
    flags = []
    if prediction and not prediction.resolution_criteria:
        flags.append(_("criteria missing"))
    if prediction and prediction.condition_state == "open":
        flags.append(_("condition open"))
    if proposed:
        flags.append(str((Standing.SENT_BACK if hasattr(proposed, "approval") else Standing.WAITS).label))
    return flags
