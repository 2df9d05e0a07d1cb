"""What a reader may see of the nouns that inherit it from documents and claims: one rule a function."""

from django.db.models import OuterRef, QuerySet

from claims.models import Appearance, Candidate, Claim, Claimant, Evidence, Verdict
from claims.querysets import Reader, row_by_row
from sources.models import Document


def documents(reader: Reader) -> QuerySet[Document]:
    """Documents that are not restricted to others, nor withheld."""
    found: QuerySet[Document] = Document.objects.visible_to(reader)
    return found


def documents_shown(reader: Reader) -> QuerySet[Document]:
    """The same, with what is shown of each in few words."""
    return documents(reader).select_related("publisher")


def candidates(reader: Reader) -> QuerySet[Candidate]:
    """Candidates in documents the reader may read."""
    return Candidate.objects.visible_to(reader)


def claims(reader: Reader) -> QuerySet[Claim]:
    """Claims said in a document the reader may read, unless they are withheld."""
    return Claim.objects.visible_to(reader)


def appearances(reader: Reader) -> QuerySet[Appearance]:
    """Standing appearances in documents the reader may read: a visible claim may also be said in a hidden one."""
    return Appearance.objects.filter(withdrawn_at=None, version__document__in=documents(reader))


def evidence(reader: Reader) -> QuerySet[Evidence]:
    """Evidence on claims the reader may see, less what is quoted from a document the reader may not read."""
    return Evidence.objects.visible_to(reader)


def verdicts(reader: Reader) -> QuerySet[Verdict]:
    """Verdicts on claims the reader may see."""
    return Verdict.objects.filter(claim__in=claims(reader))


def claimants(reader: Reader) -> QuerySet[Claimant]:
    """Claimants of claims the reader may see, and those of whom none is held.

    The name alone would tell who is quoted in a hidden document.
    """
    told = row_by_row(claims(reader).filter(claimant=OuterRef("pk")))
    unquoted = ~row_by_row(Claim.objects.filter(claimant=OuterRef("pk")))
    return Claimant.objects.filter(told | unquoted)
