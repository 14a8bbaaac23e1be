"""To come."""

from spacy.language import Language
from spacy.tokens import Doc


@Language.component("quotations")
def quotations(doc: Doc) -> Doc:
    """Nothing yet."""
    return doc
