"""Paragraphs of the article as spans, and a sentence start at each: no sentence runs over a heading or an item."""

from spacy.language import Language
from spacy.tokens import Doc

if not Doc.has_extension("article"):
    Doc.set_extension("article", default=None)  # plain text, numbers and lists, so that a Doc can be saved


@Language.component("blocks", assigns=["doc.spans", "token.is_sent_start"])
def blocks(doc: Doc) -> Doc:
    """Fill ``doc.spans["blocks"]``; a span's label is the block's kind."""
    spans = []
    for kind, start, end in (doc._.article or {}).get("blocks", ()):
        span = doc.char_span(start, end, label=kind, alignment_mode="expand")
        if span is not None and len(span):
            spans.append(span)
            span[0].is_sent_start = True
    doc.spans["blocks"] = spans
    return doc
