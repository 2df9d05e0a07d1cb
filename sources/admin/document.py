"""Documents: the list, the page, and the form to paste a text."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Left, Length
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sources.admin.paste_form import PasteForm, field_label
from sources.admin.register import RegisterAdmin, acting_user, key_of
from sources.ingest import Difference, Ingested, ingest
from sources.models import Document, DocumentVersion
from sources.wordsearch import containing, narrowed

SHOWN = 400_000
"""Code points of a text that one page shows at the most."""


@admin.register(Document)
class DocumentAdmin(RegisterAdmin):
    list_display = ["headline_or_url", "publisher", "published_at", "language", "access"]
    list_filter: ClassVar[list[Any]] = ["publisher", "access"]
    list_select_related = ["publisher"]
    sortable_by = ("published_at",)
    search_fields = ["headline"]
    search_help_text = gettext_lazy("Words of the headline, or the whole address (URL).")
    ordering = [F("published_at").desc(nulls_last=True), "-pk"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return Document.objects.visible_to(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("sources.add_document")

    def found(self, rows: QuerySet[Any], words: str, *, reader: Any) -> QuerySet[Any]:
        by_headline = containing(Document.objects.all(), "headline", words).values("pk")
        by_address = Document.objects.filter(url=words).values("pk")
        return narrowed(rows, by_headline.union(by_address, all=True))

    @admin.display(description=gettext_lazy("document"))
    def headline_or_url(self, document: Document) -> str:
        return str(document)

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        acting_user(request, "sources.add_document")
        form = PasteForm(request)
        if request.method == "POST" and form.is_valid() and (answer := self._keep(request, form)):
            return answer
        context = {"form": form, "title": _("Paste a text")}
        return self.page(request, "admin/sources/document/paste.html", context | (extra_context or {}))

    def _keep(self, request: HttpRequest, form: PasteForm) -> HttpResponse | None:
        """Hand the text to `ingest`; None, with the form saying why, where it is refused."""
        try:
            with transaction.atomic():
                ingested = ingest(
                    form.cleaned_data["text"], form.metadata(), by=acting_user(request, "sources.add_document")
                )
                if not self.get_queryset(request).filter(pk=ingested.document.pk).exists():
                    # Neither the text nor a version of it may reach a document its sender cannot read.
                    transaction.set_rollback(True)
                    form.refuse_as_hidden()
                    return None
                if ingested.is_new:
                    self.log_addition(request, ingested.document, _("Pasted a text."))
        except ValidationError as error:
            form.refuse(error)
            return None
        self._say(request, ingested)
        return HttpResponseRedirect(reverse("admin:sources_document_change", args=[ingested.document.pk]))

    def _say(self, request: HttpRequest, ingested: Ingested) -> None:
        if ingested.is_new:
            messages.success(request, _("The text is kept. It will be read within seconds."))
        else:
            messages.info(request, _("This text was already held; here it is."))
        for difference in ingested.differences:
            messages.warning(request, _words(difference))

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        self.require_view(request)
        document = self.get_queryset(request).select_related("publisher").filter(pk=key_of(object_id)).first()
        if document is None:
            raise Http404
        versions = DocumentVersion.objects.filter(document=document).order_by("-number")
        context = {
            "title": str(document),
            "document": document,
            "versions": versions.annotate(length=Length("text")).defer("text", "raw"),
            "article": versions.values_list(Left("text", SHOWN), flat=True).first(),
        }
        return self.page(
            request, "admin/sources/document/page.html", context | self.about(request, document) | (extra_context or {})
        )

    def about(self, request: HttpRequest, document: Document) -> dict[str, Any]:
        """What else the page says of a document, for whoever knows more of it; `sections` are templates that say it."""
        return {}


def _words(difference: Difference) -> str:
    return format_html(
        _("{field}: held is “{held}”, given was “{given}”. What is held stays."),
        field=field_label(difference.field),
        held=difference.held or "–",
        given=difference.given,
    )
