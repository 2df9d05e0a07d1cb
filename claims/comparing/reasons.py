"""Why a passage is proposed, or claims are held apart: every slug that a `why` can bear, for whoever words them."""

OF_RELEVANCE = frozenset({"names", "number", "other place", "other number"})

OF_A_STANCE = frozenset(
    {
        "put off",
        "put off within the window",
        "put off beyond the window",
        "number",
        "still ahead",
        "still ahead after the window",
        "only a part",
        "will not happen",
        "only begun",
        "only proposed",
        "no longer",
        "lasted",
        "happened",
        "did not happen",
        "not yet",
        "before the window",
        "after the window",
        "too late",
        "by its day and sense",
        "unsettled",
    }
)

OF_A_DIFFERENCE = frozenset({"other number", "other days", "other sign", "other place", "other name", "other matter"})

REASONS = OF_RELEVANCE | OF_A_STANCE | OF_A_DIFFERENCE
