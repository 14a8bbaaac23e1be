"""What sort of thing a frame says: a change itself, a paper's way, the good it would do, or what somebody thinks."""

from spacy.tokens import Token

from nlp.components.proposal_frames import Frame, effect_of, is_money, verb_of
from nlp.components.verbs_told import is_mistaken
from nlp.proposal_words import effect_verbs
from nlp.word_lists import lexicon

#: Verbs that put a change on somebody without naming it: "councils would have greater powers".
_BEARING = frozenset({
    "have", "face", "get", "receive", "pay", "lose", "gain", "need", "join", "charge", "register", "qualify",
    "require", "report", "meet", "show", "wait", "answer", "spend", "check", "wear", "carry", "make", "keep", "use",
    "become", "cover", "apply",
    "claim", "choose", "access", "buy", "sell", "display", "fit",
})  # fmt: skip
#: What is published, debated or launched on the way: not itself what changes.
_PAPERS = frozenset({
    "bill", "plan", "proposal", "legislation", "law", "paper", "consultation", "debate", "view", "amendment",
    "review", "evidence", "response", "apology", "inquiry", "answer", "strategy", "idea", "option", "draft",
    "campaign", "manifesto", "programme", "change", "recommendation",
})  # fmt: skip
#: The good that a plan is said to do, whatever its subject.
_GOOD = frozenset(
    {"help", "ensure", "mean", "save", "benefit", "improve", "cost", "encourage", "lead", "enable", "support"}
)
#: What a rule does when it begins to bind, or ends: news of the rule itself.
_BEGINNING = frozenset({"come", "take", "begin", "start", "commence", "lapse", "expire", "end"})
#: What a change is said to have, and what is no change.
_CONSEQUENCES = frozenset(
    {"impact", "effect", "consequence", "role", "advantage", "influence", "say", "chance", "problem", "idea"}
)
_SCENES = frozenset({"after", "before", "since", "although", "though", "while", "when", "because", "until", "whereas"})
_MAY = frozenset({"able", "free", "allowed", "entitled", "required"})
_MEANS = frozenset({"plan", "policy"})
#: Going out of an office, which is a body's own affair.
_LEAVING = frozenset({"step", "stand", "resign", "quit", "retire", "defect", "campaign", "appear", "speak"})
#: Verbs that ask somebody else, whoever asks: "members urged the government to set up a task force".
_ASKING_OTHERS = frozenset({"urge", "call", "recommend", "demand", "press", "advise", "advocate"})
#: What is said, thought and done in person, and changes nothing: "urged ministers to explain", "should visit".
_TALKING = frozenset({
    "accept", "acknowledge", "admit", "apologise", "argue", "comment", "concede", "debate", "deny", "discuss",
    "engage", "enter", "explain", "hear", "justify", "know", "listen", "meet", "negotiate", "realise", "recognise",
    "regret", "remember", "reply", "respond", "speak", "talk", "tell", "think", "understand", "welcome",
    "attend", "emphasise", "fight", "focus", "highlight", "host", "stress", "tour", "travel", "visit", "win",
})  # fmt: skip
_BROUGHT_UP = frozenset({"issue", "question", "concern", "matter", "point", "doubt", "objection", "profile", "case"})
_FRESH = frozenset({"a", "an", "new", "more", "extra", "further", "additional", "increased"})
_PURPOSE = frozenset({"aim", "intend", "design", "mean", "hope", "help"})


def word_class(token: Token | None) -> str:
    """What a noun phrase's head stands for, as far as policy goes."""
    if token is None:
        return "none"
    lemma, lower = token.lemma_.lower(), token.lower_
    if lower in lexicon("state_actors") or lemma in lexicon("state_actors"):
        return "state"
    if lemma in lexicon("plan_nouns"):
        return "plan"
    if lemma in lexicon("policy_objects"):
        return "policy"
    if token.pos_ == "PROPN":
        return "name"
    if token.pos_ == "PRON":
        return "we" if lemma in ("we", "i", "us", "me") else "it" if lemma in ("it", "this", "that", "which") else "he"
    return "other"


def bears(verb: Token) -> bool:
    """Whether the verb makes a change or puts one on somebody."""
    lemma = verb_of(verb)
    return lemma in effect_verbs() or _puts_on(lemma) or lemma in ("produce", "prepare")


def _puts_on(lemma: str) -> bool:
    return lemma in _BEARING or lemma in lexicon("administering_verbs")


def patient_of(frame: Frame) -> Token | None:
    """What the change is done to, as far as the grammar says."""
    return frame.subject if frame.passive else frame.object


def kind_of(frame: Frame) -> str:
    """content | process | benefit | report | other."""
    lemma = verb_of(frame.verb)
    effect = effect_of(frame)
    if frame.mood == "asked" and not _may_ask(frame):
        return "other"
    if lemma in _LEAVING and frame.object is None:
        return "other"
    patient = patient_of(frame)
    if patient is not None and patient.lower_ in ("what", "who", "whom", "how"):
        return "other"
    asked = patient is not None and any(child.lower_ in ("which", "what", "whose") for child in patient.children)
    if asked and frame.verb.dep_ != "relcl":
        return "other"  # "have yet to reveal which taxes would be cut"
    if lemma == "raise" and patient is not None and patient.lemma_.lower() in _BROUGHT_UP:
        return "other"
    if lemma in _TALKING and frame.mood in ("asked", "should", "plan", "weighed", "will", "would"):
        return "other"
    if frame.mood in ("would", "may") and _perfect(frame.verb) and word_class(frame.subject) != "plan":
        return "other"  # "it could have eased the passage": it did not come
    if frame.verb.dep_ in ("amod", "compound") and not is_mistaken(
        frame.verb
    ):  # "growing calls", "their spending plans"
        return "other"
    if _leaves_open(frame, patient) or _sets_the_scene(frame) or _is_condition(frame.verb):
        return "other"
    if lemma == "be" and any(child.dep_ == "acomp" for child in frame.verb.children):
        return "other"  # "must be intolerant of it"
    if frame.governor is not None and frame.governor.lower_ in ("was", "were") and _perfect(frame.verb):
        return "other"  # "was to have been opened": what did not come
    if lemma == "include" and patient is not None and patient.tag_ == "VBG":
        return "process"  # "plans include letting …", which has a frame of its own
    if lemma in ("set", "lay", "spell") and any(child.lower_ == "out" for child in frame.verb.children):
        return "process"
    if lemma == "have" and patient is not None and patient.lemma_.lower() in _CONSEQUENCES:
        return "benefit"
    if frame.named and frame.object is not None:
        if frame.verb.lemma_ == "be":
            return "content"  # "the plan is for tests at seven"
        if frame.object.lemma_.lower() in lexicon("generic_plans") and not _specified(frame.object):
            return "process"  # "published their scheme"
        if frame.object.dep_ == "nsubjpass" and _is_new(frame.object):
            return "content"  # "eight courts are planned"
        named = is_money(frame.object) or (
            word_class(frame.object) in ("plan", "policy") and frame.object.lemma_ not in _PAPERS
        )
        made = effect == "make" and word_class(frame.object) == "state" and _specified(frame.object)
        return "content" if named or made else "process"
    if lemma in lexicon("report_verbs") and frame.mood in ("does", "did"):
        return "report"
    if frame.mood in ("asked", "plan") and lemma in lexicon("stance_verbs"):
        return "report"
    if lemma in lexicon("process_verbs") and not _with_content(frame):
        told = frame.mood in ("does", "did") and lemma not in _BEGINNING
        return "content" if _describes(frame.subject) and not told else "process"
    generic = frame.subject is not None and frame.subject.lemma_.lower() in lexicon("generic_plans")
    if generic and lemma in ("pay", "fund", "finance", "meet"):
        return "process"  # "the scheme will be funded from the budget"
    told = generic or (frame.subject is not None and frame.subject.lower_ in ("it", "this"))
    if generic and frame.mood == "may" and not frame.passive:
        return "benefit"  # "the plan could cut deaths": what may come of it
    if told and frame.negated and frame.mood in ("will", "would"):
        return "benefit"  # "the bill would not change the law on that": what it leaves alone
    if frame.verb.dep_ == "csubj" and frame.mood == "weighed":
        return "content"  # "letting people vote at home would save money"
    if (lemma in lexicon("benefit_verbs") and _does_good(frame)) or _spells_out(frame.verb):
        return "benefit"
    if frame.mood in ("does", "did"):
        if effect is None or (frame.mood == "does" and _describing(frame.verb)):
            return "other"
        maker = word_class(frame.agent) in ("state", "plan", "it")
        return "content" if maker or word_class(patient_of(frame)) in ("plan", "policy") else "other"
    if frame.governor is not None and frame.governor.lower_ in _MAY and frame.mood in ("will", "would"):
        return "content"  # "staff will be able to search pupils"
    if lemma == "ask" and frame.passive:  # "inspectors will be asked to look at"
        return "content"
    if lemma == "be" and frame.subject is not None and frame.subject.dep_ == "expl" and word_class(patient) in _MEANS:
        return "content"  # "there will be a ban"
    if frame.mood == "should" and lemma == "be" and _is_called_for(frame, patient):
        return "content"
    if frame.mood == "should" and lemma == "be" and word_class(frame.subject) not in _MEANS:
        return "other"  # "what should be the theme", "we should be proud"
    if effect is not None or _puts_on(lemma) or frame.mood in ("plan", "asked", "refused", "should"):
        return "content"
    return "other"


def _is_new(noun: Token) -> bool:
    """Whether the noun names what is not there yet: "a levy", "eight courts", "more staff"."""
    if noun.lemma_.lower() in lexicon("generic_plans") or noun.lemma_.lower() in lexicon("vague_objects"):
        return False
    return any(child.lower_ in _FRESH or child.dep_ == "nummod" for child in noun.children)


def _is_called_for(frame: Frame, patient: Token | None) -> bool:
    """ "There should be a public inquiry": somebody asks for what is not there."""
    there = frame.subject is not None and frame.subject.dep_ == "expl"
    return there and patient is not None and patient.pos_ == "NOUN" and _is_new(patient)


def _leaves_open(frame: Frame, patient: Token | None) -> bool:
    """Whether nothing is said that would be different: "do more", "restore trust"; or the verb stands alone."""
    if patient is None:
        return (
            not frame.named
            and not any(
                child.dep_ in ("prep", "nsubj", "nsubjpass", "prt", "advmod", "dative", "auxpass")
                for child in frame.verb.children
            )
            and frame.subject is None
        )
    if patient.lemma_.lower() not in lexicon("vague_objects") or effect_of(frame) == "undo":
        return False
    if any(child.dep_ in ("relcl", "acl", "compound") for child in patient.children):
        return False
    return not frame.passive or frame.verb.lemma_.lower() in ("do", "make", "take")


def _perfect(verb: Token) -> bool:
    return any(child.lower_ == "have" and child.dep_ in ("aux", "auxpass") for child in verb.children)


def _sets_the_scene(frame: Frame) -> bool:
    """Whether the clause only says when, or what all know: "a year after the guidance was withdrawn"."""
    verb = frame.verb
    if frame.mood not in ("did", "does") or verb.dep_ != "advcl":
        return False
    return any(child.lower_ in _SCENES and child.dep_ in ("mark", "advmod", "prep") for child in verb.children)


def _is_condition(verb: Token) -> bool:
    """ "If the fund could raise more": what is only supposed."""
    return verb.dep_ == "advcl" and any(child.lower_ in ("if", "unless") for child in verb.children)


def _describing(verb: Token) -> bool:
    """Whether the verb only says which thing is meant: "authorities, which set and pay the allowances"."""
    while verb.dep_ == "conj" and verb.head != verb:
        verb = verb.head
    return verb.dep_ == "relcl" and word_class(verb.head) != "plan"


def _may_ask(frame: Frame) -> bool:
    """Whether it is somebody who asks in public, and not "people who want to"."""
    agent = frame.agent
    if agent is None or agent.pos_ in ("PROPN", "PRON"):
        return True
    asking = frame.verb if frame.named else frame.governor
    if asking is not None and asking.lemma_.lower() in _ASKING_OTHERS:
        return True
    return agent.lemma_.lower() in lexicon("askers") or word_class(agent) == "state"


def _describes(subject: Token | None) -> bool:
    """Whether the subject names a means of policy in full: "a system of fixed fines", not "the bill"."""
    if subject is None or word_class(subject) not in ("plan", "policy") or subject.lemma_.lower() in _PAPERS:
        return False
    return any(child.dep_ in ("prep", "acl", "compound", "amod") for child in subject.children)


def _specified(noun: Token) -> bool:
    """Whether the noun phrase says which plan: "a scheme for cyclists", "a deposit scheme"."""
    return any(child.dep_ in ("prep", "acl", "relcl", "compound", "amod", "appos") for child in noun.children)


def _spells_out(verb: Token) -> bool:
    """Whether the clause says what a plan comes to: "it would mean that fees rose"."""
    return verb.dep_ in ("ccomp", "xcomp") and verb.head.lemma_.lower() == "mean"


def _with_content(frame: Frame) -> bool:
    """Whether a process verb's object is what policy makes: "introduce a levy", not "introduce the bill"."""
    patient = patient_of(frame)
    if patient is None or frame.mood == "did":
        return False
    if patient.lemma_.lower() in _PAPERS:
        return False
    return effect_of(frame) is not None and word_class(patient) in ("plan", "policy", "other", "name")


def _does_good(frame: Frame) -> bool:
    """Whether the verb tells the good of a plan, and not an order."""
    governor = frame.governor
    if governor is not None and governor.lemma_.lower() in _PURPOSE:
        return True
    if frame.verb.lemma_.lower() in _GOOD and frame.mood not in ("asked", "should"):
        return True
    if frame.passive or frame.mood in ("plan", "asked", "weighed", "refused", "should"):
        return False
    return word_class(frame.subject) in ("other", "none") and word_class(frame.object) in ("other", "none", "name")
