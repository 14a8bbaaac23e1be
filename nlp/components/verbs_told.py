"""Which words are verbs of a change, whatever the tagger made of them."""

from spacy.tokens import Token

from nlp.proposal_words import effect_verbs


def is_verb(token: Token) -> bool:
    """Whether the token is a verb, also where the tagger took it for a noun: "they are to scrap fees"."""
    if token.pos_ in ("VERB", "AUX"):
        return True
    if token.pos_ != "NOUN" or token.lemma_.lower() not in effect_verbs():
        return False
    return is_mistaken(token) or (token.dep_ == "xcomp" and token.head.lemma_ == "be")


def is_mistaken(token: Token) -> bool:
    """Whether the tagger took an infinitive for a noun: "to scrap fees"."""
    return token.pos_ == "NOUN" and any(child.lower_ == "to" and child.dep_ == "aux" for child in token.children)


def would_do(gerund: Token) -> bool:
    """Whether good is said to come of the deed: "cutting the limit would save lives", "could be saved by cutting"."""
    effect = gerund.head
    if gerund.dep_ == "pcomp" and effect.lower_ == "by":
        effect = effect.head
    elif gerund.dep_ != "csubj":
        return False
    if effect.lemma_ == "be":
        return False  # "delaying it would be pointless": what somebody thinks of it
    return any(child.dep_ == "aux" and child.lower_ in ("would", "could", "might") for child in effect.children)
