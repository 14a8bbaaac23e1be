"""To come."""

from spacy.language import Language
from spacy.tokens import Doc


@Language.component("dates")
def dates(doc: Doc) -> Doc:
    """Nothing yet."""
    return doc
