"""Published reviews, made up at random for property tests."""

from datetime import UTC, date, datetime

from hypothesis import strategies as st

from claims.publication.published import Author, Outlet, Published, Words, Work

WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40)
ADDRESSES = st.from_regex(r"https://[a-z]{1,9}\.example/[a-z0-9-]{1,20}", fullmatch=True)
DAYS = st.dates(date(1990, 1, 1), date(2100, 1, 1))
INSTANTS = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))
OUTLET = Outlet("The Aver Desk", "https://aver.example/", "aver.example")

REVIEWS = st.builds(
    Published,
    url=ADDRESSES,
    language=st.sampled_from(["en", "fr"]),
    claim_reviewed=WORDS,
    headline=WORDS,
    summary=WORDS,
    author=st.builds(Author, WORDS, st.booleans(), st.lists(ADDRESSES, max_size=2).map(tuple)),
    claimed_on=st.none() | DAYS,
    works=st.lists(st.builds(Work, st.just("") | ADDRESSES, WORDS, WORDS, st.none() | DAYS), max_size=3).map(tuple),
    rating=st.builds(Words, WORDS) | st.builds(Words, WORDS, st.integers(1, 5), st.just(1), st.just(5)),
    published_at=INSTANTS,
    modified_at=INSTANTS,
    outlet=st.just(OUTLET),
)
