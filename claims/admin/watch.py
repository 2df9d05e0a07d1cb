"""What one watches: the list of one's own watches with how one is told, and what the watch buttons call."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims import watching
from claims.admin.wording import shortened
from claims.letters import MAY_DECIDE
from claims.models import Claim, Claimant, How, Preference, Watch
from claims.watching import Watchable
from sources.admin.register import RegisterAdmin, acting_user
from sources.models import Publisher

VIEW = "claims.view_watch"
NOUNS: dict[str, type[Watchable]] = {"claim": Claim, "claimant": Claimant, "publisher": Publisher}


class WatchForm(forms.Form):
    """One thing to watch, by noun and key; where `watched` says so it is watched already."""

    noun = forms.ChoiceField(choices=[(noun, noun) for noun in NOUNS], widget=forms.HiddenInput)
    key = forms.IntegerField(min_value=1, max_value=2**62, widget=forms.HiddenInput)
    back = forms.CharField(required=False, widget=forms.HiddenInput)
    how = forms.ChoiceField(choices=How.choices, label=gettext_lazy("By e-mail"))
    note = forms.CharField(required=False, max_length=500, label=gettext_lazy("Note to myself"))


class PreferenceForm(forms.Form):
    """When letters are sent to oneself. The digest is only offered to those who get it."""

    has_digest = forms.BooleanField(
        required=False,
        label=gettext_lazy("Send me a daily digest of what is due, overdue or needs a horizon"),
    )
    digest_hour = forms.TypedChoiceField(
        coerce=int,
        choices=[(hour, f"{hour:02}:00") for hour in range(24)],
        label=gettext_lazy("Digests are sent at"),
        help_text=gettext_lazy("By the newsroom's clock."),
    )
    how_personal = forms.ChoiceField(
        choices=How.choices,
        label=gettext_lazy("What concerns me is sent"),
        help_text=gettext_lazy("A claim is assigned to me; a verdict of mine is approved or sent back."),
    )

    def __init__(self, by: User, data: Any = None) -> None:
        chosen = getattr(by, "preference", Preference())
        names = ("has_digest", "digest_hour", "how_personal")
        super().__init__(data, initial={name: getattr(chosen, name) for name in names}, label_suffix="")
        if not by.has_perm(MAY_DECIDE):
            del self.fields["has_digest"]

    def keep(self, by: User) -> None:
        given = {"has_digest": True} | self.cleaned_data
        given["how_personal"] = How(given["how_personal"])
        watching.choose(by, **given)


@dataclass(frozen=True, slots=True)
class Shown:
    """A watch, and what it is of; no words and no address where its owner may not see that any more."""

    watch: Watch
    noun: str
    words: str
    url: str
    form: WatchForm


def form_for(noun: str, key: int, watch: Watch | None, *, back: str = "") -> WatchForm:
    chosen = {"how": watch.how, "note": watch.note} if watch else {"how": How.DAILY}
    given = chosen | {"noun": noun, "key": key, "back": back}
    return WatchForm(initial=given, auto_id=f"{noun}-{key}-%s", label_suffix="")


@admin.register(Watch)
class WatchAdmin(RegisterAdmin):
    is_exported = False

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("", wrap(self.changelist_view), name="claims_watch_changelist"),
            path("set/", wrap(self.set_view), name="claims_watch_set"),
            path("preferences/", wrap(self.preferences_view), name="claims_watch_preferences"),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        self.require_view(request)
        by = acting_user(request, VIEW)
        return self._list(request, by, PreferenceForm(by))

    def set_view(self, request: HttpRequest) -> HttpResponse:
        """Watch what the form names, watch it otherwise, or watch it no more."""
        by = acting_user(request, VIEW)
        if request.method != "POST":
            return HttpResponseRedirect(self._address("changelist"))
        if unwanted := request.POST.get("unwatch", ""):
            return self._unwatch(request, unwanted, by)
        form = WatchForm(request.POST)
        if not form.is_valid():
            messages.error(request, _("Say what to watch, and how you want to hear of it."))
            return HttpResponseRedirect(self._address("changelist"))
        what = self._find(request, form.cleaned_data["noun"], form.cleaned_data["key"])
        try:
            watching.watch(what, how=How(form.cleaned_data["how"]), note=form.cleaned_data["note"], by=by)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("You will hear of it."))
        return self._back(request, what)

    def _unwatch(self, request: HttpRequest, key: str, by: User) -> HttpResponse:
        """One's own row, whether or not one may still see what it is of."""
        row = Watch.objects.filter(user=by, pk=int(key) if key.isdecimal() and len(key) < 19 else 0).first()
        if row is None:
            raise Http404
        what = row.what
        watching.unwatch(what, by=by)
        messages.success(request, _("You will hear of it no more."))
        return self._back(request, what)

    def _find(self, request: HttpRequest, noun: str, key: int) -> Watchable:
        """As the admin's own page of it would. Raises Http404 where there is none that this user may see."""
        rows: Any = self.admin_site.get_model_admin(NOUNS[noun]).get_queryset(request)
        found: Watchable | None = rows.filter(pk=key).first()
        if found is None:
            raise Http404
        return found

    def _back(self, request: HttpRequest, what: Watchable) -> HttpResponse:
        if request.POST.get("back"):
            return HttpResponseRedirect(self._address("changelist"))
        name = f"admin:{what._meta.app_label}_{what._meta.model_name}_change"
        return HttpResponseRedirect(f"{reverse(name, args=[what.pk])}#watch")

    def preferences_view(self, request: HttpRequest) -> HttpResponse:
        by = acting_user(request, VIEW)
        if request.method != "POST":
            return HttpResponseRedirect(self._address("changelist"))
        form = PreferenceForm(by, request.POST)
        if not form.is_valid():
            return self._list(request, by, form)
        form.keep(by)
        messages.success(request, _("Kept."))
        return HttpResponseRedirect(self._address("changelist"))

    def _list(self, request: HttpRequest, by: User, form: PreferenceForm) -> HttpResponse:
        context = {"title": _("What I watch"), "shown": self._shown(request, by), "form": form, "email": by.email}
        return self.page(request, "admin/claims/watches.html", context)

    def _shown(self, request: HttpRequest, by: User) -> list[Shown]:
        """Newest first. One query for all, and one for each sort of thing."""
        rows = list(Watch.objects.filter(user=by).order_by("-pk"))
        return [shown for noun in NOUNS for shown in self._of_noun(request, noun, rows)]

    def _of_noun(self, request: HttpRequest, noun: str, rows: list[Watch]) -> list[Shown]:
        mine = [(row, key) for row in rows if (key := getattr(row, f"{noun}_id"))]
        if not mine:
            return []
        visible: Any = self.admin_site.get_model_admin(NOUNS[noun]).get_queryset(request)
        names = {what.pk: shortened(str(what)) for what in visible.filter(pk__in=[key for _row, key in mine])}
        address = f"admin:{NOUNS[noun]._meta.app_label}_{noun}_change"
        return [
            Shown(
                watch=row,
                noun=str(NOUNS[noun]._meta.verbose_name),
                words=names.get(key, ""),
                url=reverse(address, args=[key]) if key in names else "",
                form=form_for(noun, key, row, back="watches"),
            )
            for row, key in mine
        ]
