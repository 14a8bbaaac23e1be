"""To come."""

from spacy.language import Language
from spacy.tokens import Doc


@Language.component("legislation")
def legislation(doc: Doc) -> Doc:
    """Nothing yet."""
    return doc
