"""Which acts a page offers its reader on a claim."""

from collections.abc import Iterable
from typing import Any

from claims.admin.seen_form import ClaimDecision
from claims.models import Claim
from claims.querysets import Reader


def offered(claim: Claim, user: Reader, among: Iterable[type[ClaimDecision]]) -> list[type[ClaimDecision]]:
    """What this user may do to the claim as it stands, on a page of its own."""
    has_perm: Any = getattr(user, "has_perm")  # noqa: B009 (readers of the admin are users)
    return [make for make in among if not make.is_inline and make.applies(claim) and has_perm(make.permission)]
