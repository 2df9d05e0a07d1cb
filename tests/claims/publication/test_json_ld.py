"""Reviews as schema.org has them, for Google and for the Duke Reporters' Lab."""

import json
import re
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from claims.publication.json_ld import Profile, feed, in_html, review
from claims.publication.published import Published
from tests.claims.publication.reviews import REVIEWS, WORDS

DAY = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
ADDRESS = {"type": "string", "pattern": "^https?://"}
NUMBER = {"type": "string", "pattern": "^[0-9]+$"}
NAME = {"type": "string", "minLength": 1}

DUKE: dict[str, Any] = {
    "type": "object",
    "required": [
        "@context",
        "@type",
        "url",
        "datePublished",
        "claimReviewed",
        "author",
        "itemReviewed",
        "reviewRating",
    ],
    "not": {"anyOf": [{"required": ["@id"]}, {"required": ["inLanguage"]}]},
    "properties": {
        "@type": {"const": "ClaimReview"},
        "url": ADDRESS,
        "datePublished": DAY,
        "dateModified": DAY,
        "claimReviewed": NAME,
        "author": {
            "type": "object",
            "required": ["@type", "name", "url"],
            "properties": {"url": ADDRESS, "name": NAME},
        },
        "itemReviewed": {
            "type": "object",
            "required": ["@type", "author"],
            "properties": {
                "@type": {"const": "Claim"},
                "datePublished": DAY,
                "author": {
                    "type": "object",
                    "required": ["@type", "name"],
                    "properties": {
                        "@type": {"enum": ["Person", "Organization"]},
                        "name": NAME,
                        "sameAs": {"type": "array", "items": ADDRESS, "minItems": 1},
                        "url": False,
                    },
                },
                "appearance": {"type": "array", "items": {"type": "object", "required": ["url"]}},
            },
        },
        "reviewRating": {
            "type": "object",
            "required": ["@type", "alternateName"],
            "properties": {
                "alternateName": NAME,
                "ratingValue": NUMBER,
                "bestRating": NUMBER,
                "worstRating": NUMBER,
            },
            "dependentRequired": {"ratingValue": ["bestRating", "worstRating"]},
        },
    },
}
"""What of the Duke schema bears on us, written from its facts."""


@settings(max_examples=300, deadline=None)
@given(REVIEWS)
def test_any_review_passes_the_duke_schema(published: Published) -> None:
    Draft202012Validator(DUKE).validate(review(published, Profile.DUKE))


@given(REVIEWS)
def test_google_is_given_whole_numbers_or_words_alone(published: Published) -> None:
    rating = review(published, Profile.GOOGLE)["reviewRating"]
    if published.rating.value is None:
        assert rating == {"@type": "Rating", "alternateName": published.rating.textual}
    else:
        assert [type(rating[name]) for name in ("ratingValue", "worstRating", "bestRating")] == [int] * 3


@given(REVIEWS)
def test_what_was_never_on_the_web_is_no_appearance(published: Published) -> None:
    claim = review(published, Profile.GOOGLE)["itemReviewed"]
    told = [claim["firstAppearance"], *claim.get("appearance", [])] if "firstAppearance" in claim else []
    assert [each["url"] for each in told] == [each.url for each in published.works if each.url]


@given(st.lists(REVIEWS, max_size=3), st.sampled_from(Profile))
def test_the_feed_holds_each_review_as_it_is_by_itself(reviews: list[Published], profile: Profile) -> None:
    told = feed(
        reviews, profile, name="Reviews", url="https://aver.example/", modified_at=datetime(2022, 3, 1, tzinfo=UTC)
    )
    assert [item["item"] for item in told["dataFeedElement"]] == [[review(each, profile)] for each in reviews]


@given(WORDS)
def test_no_markup_ends_the_script_in_which_it_stands(words: str) -> None:
    written = in_html({"name": f"</script><!--{words}\u2028"})
    assert not re.search("[<>&\u2028\u2029]", written)
    assert json.loads(written) == {"name": f"</script><!--{words}\u2028"}


@pytest.mark.parametrize(
    ("profile", "expected"), [(Profile.GOOGLE, "2022-03-01T22:30:00Z"), (Profile.DUKE, "2022-03-01")]
)
def test_instants_are_told_in_utc(profile: Profile, expected: str) -> None:
    at = datetime.fromisoformat("2022-03-02T00:30:00+02:00")
    assert feed([], profile, name="Reviews", url="https://aver.example/", modified_at=at)["dateModified"] == expected
