"""To come."""

from spacy.language import Language
from spacy.tokens import Doc


@Language.component("proposals")
def proposals(doc: Doc) -> Doc:
    """Nothing yet."""
    return doc
