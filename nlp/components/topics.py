"""To come."""

from spacy.language import Language
from spacy.tokens import Doc


@Language.component("topics")
def topics(doc: Doc) -> Doc:
    """Nothing yet."""
    return doc
