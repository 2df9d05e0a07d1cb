from claims.admin.article import article_html, excerpt, segments
from claims.models import Candidate

MARK = '<mark class="current"><span id="candidate-1"></span>'


def _candidate(key: int, start: int, end: int, **fields: object) -> Candidate:
    return Candidate(pk=key, start=start, end=end, decision="pending", kind="prediction", **fields)


def _html(text: str, candidates: list[Candidate], current: Candidate | None = None) -> str:
    return article_html(excerpt(text), candidates, current)


def test_the_current_candidate_is_marked_from_its_first_to_its_last_character() -> None:
    current = _candidate(1, 4, 7)
    assert _html("one two three", [current], current) == f"one {MARK}two</mark> three"


def test_an_emoji_before_the_span_counts_as_one_character() -> None:
    current = _candidate(1, 2, 5)
    assert _html("🚀 two", [current], current) == f"🚀 {MARK}two</mark>"


def test_markup_in_the_text_is_shown_not_obeyed() -> None:
    current = _candidate(1, 0, 8)
    assert _html("<script>alert(1)</script>", [current], current).count("<script") == 0


def test_another_candidate_is_linked() -> None:
    current, other = _candidate(1, 0, 3), _candidate(2, 4, 7)
    assert 'href="/admin/claims/candidate/2/change/"' in _html("one two three", [current, other], current)


def test_a_candidate_inside_the_current_one_is_linked_and_marked() -> None:
    current, inner = _candidate(1, 0, 13), _candidate(2, 4, 7)
    found = segments(0, 13, [current, inner], current)
    assert [(piece.is_current, piece.other) for piece in found] == [(True, None), (True, inner), (True, None)]


def test_of_two_nested_candidates_the_shorter_is_linked() -> None:
    outer, inner = _candidate(1, 0, 13), _candidate(2, 4, 7)
    assert [piece.other for piece in segments(0, 13, [outer, inner])] == [outer, inner, outer]


def test_the_time_expression_is_marked_inside() -> None:
    current = _candidate(1, 0, 13, time_start=8, time_end=13)
    assert '<span class="time-expression">three</span></mark>' in _html("one two three", [current], current)


def test_one_mark_goes_around_all_of_the_current_candidate() -> None:
    current, inner = _candidate(1, 0, 13, time_start=8, time_end=13), _candidate(2, 4, 7)
    assert _html("one two three", [current, inner], current).count("<mark") == 1


def test_the_segments_give_back_the_whole_text() -> None:
    candidates = [_candidate(1, 0, 5), _candidate(2, 3, 9), _candidate(3, 3, 4), _candidate(4, 9, 11)]
    text = "ab\ncd é🚀 xyz\n"
    pieces = segments(0, len(text), candidates, candidates[1])
    assert "".join(text[piece.start : piece.end] for piece in pieces) == text


def test_of_a_very_long_text_the_part_around_the_candidate_is_shown() -> None:
    part = excerpt("x" * 1000, around=500, shown=100)
    assert (part.start, part.end, part.is_partial) == (450, 550, True)


def test_a_long_text_read_at_its_end_fills_the_page() -> None:
    assert excerpt("x" * 1000, around=999, shown=100).start == 900


def test_a_candidate_that_began_before_the_part_shown_is_marked_from_its_beginning() -> None:
    current = _candidate(1, 440, 460)
    part = excerpt("x" * 1000, around=500, shown=100)
    assert f"{MARK}{'x' * 10}</mark>" in article_html(part, [current], current)
