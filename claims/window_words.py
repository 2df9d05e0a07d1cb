"""Windows in words for people: the operator in its own word, with its days."""

from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, pgettext

from claims.models import Candidate, Prediction
from claims.vocabulary.windows import Operator


def window_words(operator: str, not_before: date | None, not_after: date | None) -> str:
    """The operator in its own word, with its days: *before 20 February 2022*; a range is given with both its ends."""
    first, last = (day and day_words(day) for day in (not_before, not_after))
    if first and last and first != last:
        days = pgettext("window", "%(first)s to %(last)s") % {"first": first, "last": last}
        phrase = _RANGES.get(Operator(operator))
    else:
        days = first or last or ""
        phrase = (_DAYS if days else _WITHOUT_DAYS).get(Operator(operator))
    return str(phrase) % {"days": days} if phrase else days


def day_words(day: date) -> str:
    """The day as people write it in the reader's language."""
    words = date_format(day)
    return f"1er{words[1:]}" if (get_language() or "").startswith("fr") and words.startswith("1 ") else words


_DAYS: dict[Operator, str | Promise] = {
    Operator.ON: gettext_lazy("on %(days)s"),
    Operator.BY: gettext_lazy("by %(days)s"),
    Operator.BEFORE: gettext_lazy("before %(days)s"),
    Operator.NOT_BEFORE: gettext_lazy("not before %(days)s"),
    Operator.WITHIN: gettext_lazy("within the time to %(days)s"),
    Operator.UNTIL: gettext_lazy("until %(days)s"),
    Operator.AFTER_EVENT: gettext_lazy("after an event, %(days)s"),
}
_RANGES: dict[Operator, str | Promise] = {
    Operator.BY: gettext_lazy("by the end of: %(days)s"),
    Operator.BEFORE: gettext_lazy("before the end of: %(days)s"),
    Operator.NOT_BEFORE: gettext_lazy("not before: %(days)s"),
    Operator.WITHIN: gettext_lazy("within: %(days)s"),
    Operator.UNTIL: gettext_lazy("until the end of: %(days)s"),
    Operator.AFTER_EVENT: gettext_lazy("after an event: %(days)s"),
}
_WITHOUT_DAYS: dict[Operator, str | Promise] = {
    Operator.AFTER_EVENT: gettext_lazy("after an event"),
    Operator.NONE: gettext_lazy("no date"),
    Operator.ON: gettext_lazy("on a day not resolved"),
    Operator.BY: gettext_lazy("by a day not resolved"),
    Operator.BEFORE: gettext_lazy("before a day not resolved"),
    Operator.NOT_BEFORE: gettext_lazy("not before a day not resolved"),
    Operator.WITHIN: gettext_lazy("within a time not resolved"),
    Operator.UNTIL: gettext_lazy("until a day not resolved"),
}


def window_of(bounded: Candidate | Prediction) -> str:
    return window_words(bounded.operator, bounded.not_before, bounded.not_after)
