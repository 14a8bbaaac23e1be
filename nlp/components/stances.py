"""To come."""

from spacy.language import Language
from spacy.tokens import Doc


@Language.component("stances")
def stances(doc: Doc) -> Doc:
    """Nothing yet."""
    return doc
