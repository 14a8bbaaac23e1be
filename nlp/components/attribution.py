"""Who stands behind a verb: its agent, whoever asks for it, or whoever says it."""

from spacy.tokens import Doc, Span, Token

from nlp.components.actors import Actor, Actors
from nlp.components.proposal_frames import Frame, owner, referent, subject_of
from nlp.word_lists import lexicon

_ANNOUNCING = frozenset({
    "announce", "say", "confirm", "reveal", "tell", "add", "unveil", "promise", "pledge", "outline", "propose",
    "insist", "declare", "stress", "launch", "explain", "publish", "argue", "believe", "suggest", "call", "urge",
    "claim", "warn", "fear", "admit", "write", "rule",
})  # fmt: skip
_OWN_PARTY = frozenset({"party", "government", "department"})
_NOT_MAKERS = frozenset({"class", "parliament", "outside"})


class Attribution:
    """Finds the actors behind the frames of one article."""

    def __init__(self, doc: Doc) -> None:
        self.actors = Actors(doc)
        self.named = list(self.actors.in_span(0, len(doc)))
        self.by_name: dict[str, Actor] = {}
        for actor in self.named:
            self.by_name.setdefault(actor.name, actor)
        self.speech = [
            (span.start, span.end, span._.quotation.get("speaker"))
            for span in doc.spans.get("quotations", ())
            if span._.quotation and span._.quotation.get("speaker")
        ]

        self.direct = [
            (span.start, span.end, span._.quotation.get("speaker"))
            for span in doc.spans.get("quotations", ())
            if span.label_ == "direct" and span._.quotation and span._.quotation.get("speaker")
        ]

    def behind(self, frame: Frame, sentence: Span) -> Actor | None:
        """Who asks for the change, makes it or says it, the nearest to deciding first; None where nobody is named."""
        asker = self.asker(frame)
        if asker is not None:
            return asker
        speaker = self.speaker(frame.verb) or self.quoted(frame.verb)
        if frame.mood == "should":  # who says that the government should does not speak for it
            return speaker or self._last_speaker(sentence)
        for token in (frame.agent, owner(frame.governor) if frame.governor is not None else None):
            actor = self.agent(token, speaker)
            if actor is not None and actor.side not in _NOT_MAKERS:
                return actor
        return self._doer_above(frame.verb) or speaker

    def _last_speaker(self, sentence: Span) -> Actor | None:
        """Who was last heard before the sentence, in the same stretch of text."""
        before = [(end, name) for start, end, name in self.speech if end <= sentence.start]
        return self.by_name.get(max(before)[1]) if before else None

    def _doer_above(self, verb: Token) -> Actor | None:
        """The government as subject of the clause around: "the government would go ahead with changes that give"."""
        token = verb
        for _ in range(5):
            if token.head == token:
                return None
            token = token.head
            if token.lemma_.lower() in _ANNOUNCING:
                return None
            actor = self.actors.of(subject_of(token))
            if actor is not None and actor.side == "government":
                return actor
        return None

    def agent(self, token: Token | None, speaker: Actor | None) -> Actor | None:
        """The actor whom the verb's agent is; "her party" is the speaker's."""
        if token is None:
            return None
        token = referent(token)
        own = token.lower_ in _OWN_PARTY and any(child.lower_ in ("her", "his", "their") for child in token.children)
        if own and speaker is not None and speaker.affiliation:
            return self.by_name.get(speaker.affiliation) or self.actors.of(token)
        return self.actors.of(token)

    def asker(self, frame: Frame) -> Actor | None:
        """Who asks others for it, however deep in the request the change stands."""
        above = frame.governor is not None and frame.governor.sent != frame.verb.sent  # the line over a list
        starts = [frame.verb, frame.governor] if above and frame.governor is not None else [frame.verb]
        for token in starts:
            for _ in range(8):
                if asks(token):
                    passive = any(child.dep_ == "auxpass" for child in token.children)  # "ministers are urged to"
                    actor = self.agent(_by_whom(token) if passive else subject_of(token), None)
                    if actor is not None:
                        return actor
                if token.head == token:
                    break
                token = token.head
        return None

    def speaker(self, verb: Token) -> Actor | None:
        """Whose reported clause the verb stands in."""
        token = verb
        for _ in range(6):
            if token.head == token:
                break
            token = token.head
            if token.lemma_.lower() in _ANNOUNCING:
                actor = self.actors.of(subject_of(token))
                if actor is not None:
                    return actor
        for child in token.children:  # "..., the minister said": parsed below the clause that it reports
            if child.lemma_.lower() in _ANNOUNCING and child.dep_ in ("parataxis", "ccomp", "advcl"):
                actor = self.actors.of(subject_of(child))
                if actor is not None:
                    return actor
        return None

    def quoted(self, token: Token) -> Actor | None:
        """The speaker of a quotation that the word stands in."""
        for start, end, speaker in self.speech:
            if start <= token.i < end:
                return self.by_name.get(speaker)
        return None


def _by_whom(verb: Token) -> Token | None:
    agent = next((child for child in verb.children if child.dep_ == "agent"), None)
    return next((child for child in agent.children if child.dep_ == "pobj"), None) if agent is not None else None


def asks(verb: Token) -> bool:
    lemma = verb.lemma_.lower()
    if lemma == "like":
        return any(child.lower_ in ("would", "'d", "’d") for child in verb.children)
    if verb.pos_ != "VERB" or lemma not in lexicon("asking_verbs"):
        return False
    if lemma == "call":
        return any(child.lower_ in ("on", "for") for child in verb.children)
    return lemma not in ("support", "back", "believe", "wish")
