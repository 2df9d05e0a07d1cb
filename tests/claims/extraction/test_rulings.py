"""The remembered table of tags rules as the model's own does."""

import pytest
import spacy

from claims.extraction.rulings import Rulings
from claims.extraction.syntax import MODELS, load_model
from tests.bench.articles import shipped

_SPOKEN = "There's no one who ain't gonna say y'all got ta go, nothin' else. Let's see: c'm on,\n\n he gets it."


@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_token_is_ruled_as_by_the_model_itself(language: str) -> None:
    model = load_model(language)
    ruler, rulings = model.get_pipe("attribute_ruler"), Rulings(model)
    texts = [*(gold.text for gold in shipped(language)[:6]), _SPOKEN]
    for doc in model.pipe(texts):
        assert rulings.match(doc) == ruler.match(doc)  # type: ignore[attr-defined]


def test_a_rule_that_sees_more_than_the_remembered_is_left_to_the_model() -> None:
    model = spacy.blank("en")
    ruler = model.add_pipe("attribute_ruler")
    ruler.add([[{"SHAPE": "dd"}]], {"TAG": "CD"})  # type: ignore[attr-defined]
    doc = Rulings(model)(model.make_doc("12 of 345"))
    assert [token.tag_ for token in doc] == ["CD", "", ""]


def test_the_published_model_reads_the_same_parts_of_speech() -> None:
    text = shipped("en")[0].text
    own = spacy.load(MODELS["en"], exclude=["ner"], disable=["lemmatizer"])(text)
    ours = Rulings(load_model("en"))(load_model("en")(text))
    assert [(one.pos_, str(one.morph)) for one in ours] == [(one.pos_, str(one.morph)) for one in own]
