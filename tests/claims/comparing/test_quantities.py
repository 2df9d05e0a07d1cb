"""Numbers with what they count, alike in figures and in words."""

import pytest

from claims.comparing.quantities import quantities

Told = list[tuple[float, str]]

ENGLISH: dict[str, Told] = {
    "It fell to 5.8 per cent.": [(5.8, "percent")],
    "It fell to five per cent.": [(5, "percent")],
    "three hundred people": [(300, "people")],
    "Three thousand five hundred jobs went.": [(3500, "job")],
    "one thousand two hundred homes": [(1200, "home")],
    "a hundred soldiers": [(100, "troop")],
    "more than a thousand people": [(1000, "people")],
    "a dozen ships": [(12, "ship")],
    "two and a half million barrels": [(2_500_000, "barrel")],
    "half a million children": [(500_000, "child")],
    "twenty-five schools": [(25, "school")],
    "two hundred and twelve votes": [(212, "vote")],
    "1,200 kilos of cocaine": [(1.2, "tonne")],
    "1.2 tonnes of cocaine": [(1.2, "tonne")],
    "900 grams": [(0.0009, "tonne")],
    "a rise of 25 basis points": [(0.25, "point")],
    "a quarter of a point": [(0.25, "point")],
    "half a point": [(0.5, "point")],
    "a quarter-point rise": [(0.25, "point")],
    "three quarters of voters": [(75, "percent")],
    "two thirds of households": [(66.6667, "percent")],
    "one in two patients": [(50, "percent")],
    "three out of four pupils": [(75, "percent")],
    "$3.5bn": [(3.5e9, "dollar")],
    "€420 million": [(4.2e8, "euro")],
    "reactor 2 restarted": [],
    "Flight 447 and Route 66": [],
    "a 3-1 win": [],
    "in 2023": [],
    "on 14 June 2022": [],
    "2 GW of wind": [(2000, "megawatt")],
    "30 square kilometres": [(30, "square kilometre")],
    "12 knots": [(12, "knot")],
}

FRENCH: dict[str, Told] = {
    "Il est tombé à 5,8 %.": [(5.8, "percent")],
    "cinq pour cent": [(5, "percent")],
    "trois cents personnes": [(300, "people")],
    "trois mille cinq cents emplois": [(3500, "job")],
    "mille deux cents logements": [(1200, "home")],
    "neuf cent douze personnes": [(912, "people")],
    "cent soldats": [(100, "troop")],
    "un millier de personnes": [(1000, "people")],
    "une centaine de navires": [(100, "ship")],
    "une douzaine d'écoles": [(12, "school")],
    "deux millions et demi de barils": [(2_500_000, "barrel")],
    "un demi-million d'enfants": [(500_000, "child")],
    "soixante-quinze écoles": [(75, "school")],
    "quatre-vingt-dix-sept voix": [(97, "vote")],
    "vingt et un sièges": [(21, "seat")],
    "soixante et onze voitures": [(71, "vehicle")],
    "1 200 kilos de cocaïne": [(1.2, "tonne")],
    "1,2 tonne de cocaïne": [(1.2, "tonne")],
    "une hausse de 25 points de base": [(0.25, "point")],
    "un quart de point": [(0.25, "point")],
    "un demi-point": [(0.5, "point")],
    "les trois quarts des électeurs": [(75, "percent")],
    "les deux tiers des foyers": [(66.6667, "percent")],
    "un patient sur deux": [(50, "percent")],
    "trois élèves sur quatre": [(75, "percent")],
    "3,5 milliards de dollars": [(3.5e9, "dollar")],
    "4 500 m²": [(4500, "square metre")],
    "le réacteur numéro 2 redémarre": [],
    "le vol 447": [],
    "une victoire 3-1": [],
    "en 2023": [],
    "le 14 juin 2022": [],
}

ROWS = [("en", *row) for row in ENGLISH.items()] + [("fr", *row) for row in FRENCH.items()]


@pytest.mark.parametrize(("language", "text", "told"), ROWS)
def test_a_number_is_read_with_what_it_counts(language: str, text: str, told: Told) -> None:
    found = [(round(one.value, 4), one.unit) for one in quantities(text, language)]
    assert [pair for pair in found if pair[1]] == told


@pytest.mark.parametrize(
    ("text", "language", "labels"),
    [
        ("Reactor 2 of Grandval", "en", ["2"]),
        ("le réacteur numéro 2 de Grandval", "fr", ["2"]),
        ("le réacteur n° 3", "fr", ["3"]),
        ("Article 49", "en", ["49"]),
        ("ligne 14 du métro", "fr", ["14"]),
        ("two reactors", "en", []),
    ],
)
def test_a_number_that_tells_one_of_its_kind_from_another_is_a_label(
    text: str, language: str, labels: list[str]
) -> None:
    assert [f"{one.value:g}" for one in quantities(text, language) if one.is_label] == labels


def test_each_number_says_where_it_begins() -> None:
    assert [one.start for one in quantities("From 12 ships to three hundred ships.", "en")] == [5, 17]
