"""What a text says happened, which way, and whether it denies it."""

import pytest

from claims.comparing.happenings import foretold_ways, happening, is_foretold_not


@pytest.mark.parametrize(
    ("text", "language", "way"),
    [
        ("Le taux a été relevé.", "fr", ("level", 1)),
        ("Prices eased in May.", "en", ("level", -1)),
        ("VAT is 21 per cent, up from 6.", "en", ("level", 1)),
        ("La mine a rouvert.", "fr", ("opening", 1)),
        ("The mine was shut.", "en", ("opening", -1)),
        ("Drivers walked out.", "en", ("strike", 1)),
        ("Dorn stepped down.", "en", ("office", -1)),
        ("Elle est sortie de prison.", "fr", ("freedom", 1)),
        ("They were beaten.", "en", ("victory", -1)),
        ("Le feu vert est donné.", "fr", ("approval", 1)),
        ("MPs threw out the bill.", "en", ("approval", -1)),
        ("Aldea a racheté Norvik.", "fr", ("merger", 1)),
    ],
)
def test_a_concept_is_found_with_its_direction(text: str, language: str, way: tuple[str, int]) -> None:
    assert way in happening(text, language).concepts


@pytest.mark.parametrize(
    ("text", "language", "concept"),
    [
        ("Les Lions d'Arvor en finale de la Coupe", "fr", "return"),
        ("L'opposition a parlé.", "fr", "approval"),
        ("The levy is old.", "en", "permission"),
        ("La moitié des élus", "fr", "threshold"),
    ],
)
def test_a_word_that_only_looks_like_it_is_no_concept(text: str, language: str, concept: str) -> None:
    assert concept not in {name for name, _way in happening(text, language).concepts}


@pytest.mark.parametrize(
    ("text", "language", "flag"),
    [
        ("It will open.", "en", "is_ahead"),
        ("Le pont rouvrira.", "fr", "is_ahead"),
        ("It was called off.", "en", "is_cancelled"),
        ("Elle renonce.", "fr", "is_cancelled"),
        ("Talks collapsed.", "en", "is_broken_off"),
        ("Les discussions sont rompues.", "fr", "is_broken_off"),
        ("It slipped to June.", "en", "is_delayed"),
        ("Le sommet est ajourné.", "fr", "is_delayed"),
        ("It came two days late.", "en", "is_late"),
        ("Il a ouvert en retard.", "fr", "is_late"),
        ("Rates are on hold.", "en", "is_unchanged"),
        ("Le taux reste inchangé.", "fr", "is_unchanged"),
        ("A first group left.", "en", "is_only_begun"),
        ("Adoptée en première lecture.", "fr", "is_only_begun"),
        ("She promised that it would.", "en", "is_foretold"),
        ("Il jure que oui.", "fr", "is_foretold"),
        ("The regulator recommended a cut.", "en", "is_proposed"),
        ("Le parquet a requis un procès.", "fr", "is_proposed"),
        ("It is not open.", "en", "is_negated"),
        ("Il n'a jamais ouvert.", "fr", "is_negated"),
    ],
)
def test_a_cue_sets_its_flag(text: str, language: str, flag: str) -> None:
    assert getattr(happening(text, language), flag)


@pytest.mark.parametrize(
    ("text", "language", "flag"),
    [
        ("It opened in May 2022.", "en", "is_ahead"),
        ("Il n'a embauché que deux personnes.", "fr", "is_negated"),
        ("Deux solutions différentes.", "fr", "is_delayed"),
    ],
)
def test_what_only_looks_like_a_cue_sets_none(text: str, language: str, flag: str) -> None:
    assert not getattr(happening(text, language), flag)


def test_what_is_denied_is_told_clause_by_clause() -> None:
    told = happening("No buses ran, as drivers were on strike.", "en")
    assert ("running", 1) in told.denied
    assert ("strike", 1) in told.concepts - told.denied


@pytest.mark.parametrize(
    ("text", "language", "way"),
    [
        ("The rate went to 18% from 16%.", "en", ("level", 1)),
        ("Le texte la porte de 16 à 18 %.", "fr", ("level", 1)),
        ("Le loyer de l'argent va de 4,5 % à 4,25 %.", "fr", ("level", -1)),
    ],
)
def test_which_way_a_figure_went_is_read_from_its_two_ends(text: str, language: str, way: tuple[str, int]) -> None:
    assert way in happening(text, language).concepts


def test_what_is_done_is_told_apart_from_what_is_ahead() -> None:
    told = happening("The mine reopened on Monday, and the port will close in May.", "en")
    assert ("opening", 1) in told.done & told.concepts - told.ahead
    assert ("opening", -1) in told.ahead - told.done


@pytest.mark.parametrize(
    "text",
    [
        "Le train est parti, ce qu'aucun convoi n'avait fait depuis 2019.",
        "Si la mine ne rouvre pas, le port fermera.",
    ],
)
def test_what_is_denied_aside_is_not_denied(text: str) -> None:
    assert not happening(text, "fr").is_negated


def test_a_subject_is_denied_by_the_verb_that_stands_far_off() -> None:
    assert ("strike", 1) in happening("A strike, long threatened, never came.", "en").denied


def test_a_condition_is_not_what_is_foretold() -> None:
    assert ("approval", 1) not in happening("Si le Parlement adopte le budget, le FMI versera la somme.", "fr").concepts


@pytest.mark.parametrize(
    ("text", "language", "way"),
    [
        ("The judges will strike down the law on strikes.", "en", ("overturning", 1)),
        ("Le Sénat votera contre la fermeture.", "fr", ("approval", -1)),
        ("The court that jailed him will close in May.", "en", ("opening", -1)),
        ("Russia will complete the withdrawal of its troops.", "en", ("presence", -1)),
        ("Canada will lift its ban on salmon.", "en", ("permission", 1)),
    ],
)
def test_what_is_foretold_is_told_by_the_verb_in_the_future(text: str, language: str, way: tuple[str, int]) -> None:
    ways = foretold_ways(text, language)
    assert way in ways
    assert (way[0], -way[1]) not in ways


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("It will hire 500 teachers, and no school will close.", "en", False),
        ("No school will close.", "en", True),
        ("Le maire dément vouloir partir : il ne démissionnera pas.", "fr", True),
        ("Faute de pluie, le fleuve débordera.", "fr", False),
    ],
)
def test_a_prediction_denies_what_its_own_clause_denies(text: str, language: str, expected: bool) -> None:
    assert is_foretold_not(text, language) is expected


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("Crews relaid the track torn up when a wagon derailed.", "is_broken_off"),
        ("If talks are called off, the port will close.", "is_cancelled"),
    ],
)
def test_what_turned_out_otherwise_aside_is_no_turn(text: str, flag: str) -> None:
    assert not getattr(happening(text, "en"), flag)


def test_what_slips_to_a_day_is_late_and_what_slips_to_a_price_is_not() -> None:
    assert happening("The opening slipped to late November.", "en").is_delayed
    assert not happening("Diesel slipped to 1.59 euros a litre.", "en").is_delayed


def test_what_is_only_wished_did_not_happen() -> None:
    assert ("opening", 1) in happening("Had the road reopened, he would be driving on it.", "en").denied
