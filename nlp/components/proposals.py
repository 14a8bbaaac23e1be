"""The proposals of an article: who would change what, for whom, by what means, and how far it has got."""

from spacy.language import Language
from spacy.tokens import Doc

from nlp.components.evidence_sentences import sentences
from nlp.components.proposal_action import action_of
from nlp.components.proposal_merging import merged
from nlp.components.proposal_scoring import candidate

if not Doc.has_extension("proposals"):
    Doc.set_extension("proposals", default=None)  # plain dicts with the fields of records.Proposal


@Language.component("proposals", assigns=["doc.spans"])
def proposals(doc: Doc) -> Doc:
    """Fill ``doc._.proposals`` and ``doc.spans["proposals"]``, the evidence sentences."""
    article = doc._.article or {}
    headline = frozenset(word.lower().rstrip("s") for word in article.get("headline", "").split())
    units = sentences(doc)
    found = [
        candidate(unit.span, unit.number, headline=headline, item=unit.kind == "item", total=len(units))
        for unit in units
        if unit.kind != "heading"
    ]
    records = merged(found)
    plain, spans = [], []
    for number, record in enumerate(records, 1):
        members = sorted(record.members, key=lambda member: -member.score)[:3]
        frame = record.best.frame
        evidence = sorted((member.sentence for member in members), key=lambda span: span.start)
        plain.append(
            {
                "id": f"p{number}",
                "action": (action_of(frame) if frame else "") or record.best.sentence.text,
                "stage": "announced",
                "evidence": [[span.start_char, span.end_char, "frame"] for span in evidence],
            }
        )
        spans += evidence
    doc._.proposals = plain
    doc.spans["proposals"] = spans
    return doc
