"""English agreement and verb forms: «he don't», «two box», «did you got», «for contact us»."""

from __future__ import annotations

from collections.abc import Iterator

from okk_text.lexicon.slips.english_words import english_words
from okk_text.lexicon.slips.slip import Slip, capitalised_like
from okk_text.lexicon.slips.words import Sentence, Word, word_set

_ONE = word_set("he she it")
_MANY = word_set("i you we they")
_AUXILIARY = word_set(
    "do does did don't doesn't didn't will would can could should must may might shall can't "
    "won't let "
    "let's make makes made making help helps see hear have had watch lets helping wouldn't "
    "couldn't shouldn't"
)
_NOT_SUBJECT = _AUXILIARY | word_set(  # «one of you wants», «for it need», «insist it be»
    "of for with to from about by on at in between than like among and or if suggest suggests "
    "insist "
    "recommend propose ask as what nor behind near is are was were wish request require demand "
    "get got"
)
_ADVERBS = word_set(
    "also just still always usually really often never only already now currently even"
)
_OPENING = word_set(
    "if when that because but so as how what where which whether until once since while think "
    "believe hope sure know see unless although though why"
)
_DETERMINERS = word_set("the our your my their his her its this")
_MODALS = word_set(
    "will would can could should must may might can't won't couldn't shouldn't wouldn't cannot"
)
_DO = word_set("do does did don't doesn't didn't")
_OBJECTS = word_set(
    "you us me him them it the a an your our my this that these those any all his her their"
)
_TO_ONE = {"have": "has", "are": "is", "were": "was", "don't": "doesn't", "haven't": "hasn't",
           "aren't": "isn't", "weren't": "wasn't", "do": "does"}  # fmt: skip
_TO_MANY = {"has": "have", "is": "are", "was": "were", "doesn't": "don't", "hasn't": "haven't",
            "isn't": "aren't", "wasn't": "weren't"}  # fmt: skip
_COUNTS = word_set("two three four five six seven eight nine ten many several few these those")
_AFTER_NOUN = word_set(
    "is are was were has have had will would can could should must may might need needs cost "
    "costs in on at of for from "
    "with to and or that which but per left missing available ready"
)
_OWN_PAST = word_set("let put set cost hit read cut quit")
_WISHING = ("suggest", "demand", "recommend", "insist", "propos", "request", "requir", "condition",
            "possibility", "essential", "important", "necessary")  # fmt: skip
_PERFECT = word_set("has hasn't have haven't had hadn't isn't how's what's where's how'd thank")
_BEFORE_OWNER = word_set("for of to in on from with see is check read about received by at")
_OWNER = ("Здесь «{}».", "Here it is '{}'.")
_COLLECTIVE = word_set(
    "team company firm group department staff crew bank shop board business"
)  # British
_AGREE = ("Согласуйте с подлежащим: «{}».", "Make the verb agree: '{}'.")
_FORM = ("Здесь другая форма глагола: «{}».", "Another form of the verb: '{}'.")
_NUMBER = ("Согласуйте число: «{}».", "Make the number agree: '{}'.")


def english_slips(sentence: Sentence) -> Iterator[Slip]:
    """The slips of one English sentence; of several at one word the first rule's."""
    for number, word in enumerate(sentence.words):
        if not word.text.islower():
            continue  # a name, IT
        for rule in _RULES:
            slip = rule(sentence, number, word)
            if slip:
                yield slip
                break


def _your(sentence: Sentence, number: int, word: Word) -> Slip | None:
    """«check you're inbox», «for you company», «your right, …»."""
    words, after = english_words(), sentence.joined(number + 1)
    if after is None:
        return None
    thing = after.low in words.singular or after.low in words.plural or after.low in words.mass
    if word.low == "you're" and thing and after.low not in words.roles | {"home"}:
        return _slip(word, "your", _OWNER)
    before = sentence.words[number - 1].low if number and word.joined else ""
    led = before in _BEFORE_OWNER and thing and after.low not in words.base
    if word.low == "you" and led and after.low not in words.mass:
        return _slip(word, "your", _OWNER)
    said = after.low in ("right", "wrong", "correct") and sentence.joined(number + 2) is None
    if word.low == "your" and said and number + 2 < len(sentence.words) and not before:
        return _slip(word, "you're", _OWNER)
    return None


def _after_pronoun(sentence: Sentence, number: int, word: Word) -> Slip | None:
    """«he need», «they wants», «he just send it»."""
    words, at = english_words(), number - 1
    while at > 0 and word.joined and sentence.words[at].low in _ADVERBS:
        at -= 1
    if at < 0 or not word.joined or not all(w.joined for w in sentence.words[at + 1 : number]):
        return None
    subject, before = sentence.words[at].low, sentence.words[at - 1].low if at else ""
    if sentence.words[at].text == "IT" or "/" in sentence.words[at].gap:
        return None
    if sentence.joined(at) and not _may_open(before, sentence.before(at)):
        return None
    if subject in _ONE and word.low in words.base and word.low not in _OWN_PAST:
        return _slip(word, words.third_of(word.low), _AGREE)
    if subject in _ONE and word.low in ("don't", "haven't"):
        return _slip(word, _TO_ONE[word.low], _AGREE)
    if subject in _MANY and word.low in words.third and not _is_gerund(before):
        return _slip(word, words.third[word.low], _AGREE)
    return None


def _may_open(before: str, clause: list[Word]) -> bool:
    """Whether a pronoun after this word is a subject with a verb of its own in the indicative."""
    words = english_words()
    if before in _PERFECT or any(w.low in _DO or w.low.startswith(_WISHING) for w in clause[-6:]):
        return False
    if before in _OPENING:
        return True
    verb = before in words.base or before in words.past or before in words.participle
    return before not in _NOT_SUBJECT and not verb


def _is_gerund(word: str) -> bool:
    """«helping you is», «what you needs»."""
    return word.endswith("ing") or word in english_words().third


def _after_noun(sentence: Sentence, number: int, word: Word) -> Slip | None:
    """«the driver call you», «my colleague have sent», «the customers wants»."""
    words, noun = english_words(), sentence.words[number - 1] if number else None
    if noun is None or not word.joined or not _is_subject(sentence, number - 1):
        return None
    after = sentence.joined(number + 1)
    if noun.low in words.singular:
        if word.low in _TO_ONE and word.low != "do" and noun.low not in _COLLECTIVE:
            return _slip(word, _TO_ONE[word.low], _AGREE)
        acts = word.low in words.base and word.low not in _OWN_PAST | {"do"}
        if acts and after and (after.low in _OBJECTS | {"to"} or after.text[0].isdigit()):
            return _slip(word, words.third_of(word.low), _AGREE)
    elif noun.low in words.mass and word.low in ("are", "were", "have", "don't", "aren't"):
        return _slip(word, _TO_ONE[word.low], _AGREE)
    elif noun.low in words.plural and sentence.words[number - 2].low != "this":
        if word.low in _TO_MANY:
            return _slip(word, _TO_MANY[word.low], _AGREE)
        ends = after is None or after.low in _OBJECTS | {"to"}
        if (
            word.low in words.third
            and ends
            and word.low not in ("costs", "works", "shows", "calls")
        ):
            return _slip(word, words.third[word.low], _AGREE)
        if word.low == "costs" and after is None:
            return _slip(word, "cost", _AGREE)
    return None


def _is_subject(sentence: Sentence, number: int) -> bool:
    """A determiner, perhaps a describing word, and the noun open their clause."""
    at = number - 1
    if at >= 0 and sentence.words[at].low not in _DETERMINERS and sentence.words[at + 1].joined:
        at -= 1
    if at < 0 or sentence.words[at].low not in _DETERMINERS | {"all", "both"}:
        return False
    if not all(w.joined for w in sentence.words[at + 1 : number + 1]):
        return False
    between = sentence.words[at + 1 : number]
    if any(w.low in _OBJECTS | {"and", "of", "or", "to", "for"} for w in between):
        return False
    return (
        not sentence.words[at].joined
        or sentence.words[at - 1].low in _OPENING
        or (
            at > 1
            and sentence.words[at - 1].low in ("much", "many")
            and sentence.words[at - 2].low == "how"
        )
    )


def _one_of(sentence: Sentence, number: int, word: Word) -> Slip | None:
    """«each of the boxes have», «one of our drivers are»."""
    if word.low not in _TO_ONE or not word.joined or word.low == "do":
        return None
    before = [w.low for w in sentence.before(number)]
    if not before or before[-1] not in english_words().plural or "of" not in before[-5:]:
        return None
    at = len(before) - 1 - before[::-1].index("of")
    heads = ("each", "one", "either", "neither", "every one")
    if at != 1 or before[0] not in heads or len(before) - at > 5:
        return None
    return _slip(word, _TO_ONE[word.low], _AGREE)


def _after_auxiliary(sentence: Sentence, number: int, word: Word) -> Slip | None:
    """«can delivers», «does it works», «did you got», «am work», «been ship», «want discuss»."""
    words, before = english_words(), sentence.words[number - 1] if number else None
    if before is None or not word.joined or before.text == "May":
        return None
    inflected = words.third.get(word.low) or words.past.get(word.low)
    if number > 1 and sentence.words[number - 2].low in _DETERMINERS:
        return None  # «the must has»
    asked = before.low in _ONE | _MANY and _is_asked(sentence, number - 2)
    led = before.low in _MODALS or (before.low in _DO and before.low.endswith("n't"))
    sure = asked or word.low in words.third or before.low in _DO | {"will", "can't", "won't"}
    if inflected and (led or asked) and sure and word.low not in ("left", "does", "did"):
        return _slip(word, inflected, _FORM)
    if word.low in words.base and before.low in ("am", "i'm") and word.low in words.pure | {"work"}:
        return _slip(word, _with_ing(word.low), _FORM)
    if word.low in words.pure | {"ship"} and before.low == "been":
        return _slip(word, words.participle_of(word.low), _FORM)
    if word.low in words.pure and before.low in ("as", "find") and word.low == "attach":
        return _slip(word, "attached", _FORM)
    if word.low in words.pure and before.low in ("want", "wants", "wanted"):
        return _slip(word, f"to {word.low}", _FORM)
    return None


def _is_asked(sentence: Sentence, number: int) -> bool:
    """«does it», «why did you» opens the clause; «the things I did you» does not."""
    if number < 0 or sentence.words[number].low not in _DO:
        return False
    before = sentence.before(number)
    return not before or before[-1].low in _OPENING | {"who", "and", "but", "or", "n't"}


def _after_preposition(sentence: Sentence, number: int, word: Word) -> Slip | None:
    """«thank you for contact us», «without pay»."""
    words, before = english_words(), sentence.words[number - 1] if number else None
    if before is None or not word.joined or word.low not in words.base:
        return None
    after = sentence.joined(number + 1)
    thanked = number > 1 and sentence.words[number - 2].low in ("thanks", "you", "sorry")
    if after is None and before.low == "for" and word.low in words.pure and thanked:
        return _slip(word, _with_ing(word.low), _FORM)
    led = before.low in ("for", "without", "after", "before", "by")
    if not led or after is None or after.low not in ("us", "me", "you", "the", "your", "our"):
        return None
    if before.low != "for" and word.low not in words.pure:
        return None
    sure = after.low in ("us", "me") or word.low in words.pure
    return _slip(word, _with_ing(word.low), _FORM) if sure else None


def _counted(sentence: Sentence, number: int, word: Word) -> Slip | None:
    """«two box», «these part are», «all document are», «this products»."""
    words, before = english_words(), sentence.words[number - 1] if number else None
    if before is None or not word.joined:
        return None
    after = sentence.joined(number + 1)
    ends = after is None or after.low in _AFTER_NOUN | _DO
    if word.low in words.singular and ends and before.low in _COUNTS:
        earlier = sentence.word(number - 2)
        if earlier is not None and earlier.low in _DO | {"to", "these", "those"}:
            return None
        return _slip(word, words.plural_of(word.low), _NUMBER)
    if (
        word.low in words.singular
        and before.low == "all"
        and after
        and after.low in ("are", "were", "have")
    ):
        return _slip(word, words.plural_of(word.low), _NUMBER)
    if (
        word.low in words.plural
        and before.low == "this"
        and after
        and after.low in ("are", "were", "have")
    ):
        return _slip(before, "these", _NUMBER)
    return None


def _with_ing(word: str) -> str:
    if word in ("get", "put", "set", "let", "ship", "run", "stop", "plan", "forget", "fit"):
        return word + word[-1] + "ing"
    return (word[:-1] if word.endswith("e") and not word.endswith("ee") else word) + "ing"


_RULES = (
    _your,
    _after_auxiliary,
    _after_pronoun,
    _one_of,
    _after_noun,
    _after_preposition,
    _counted,
)


def _slip(word: Word, right: str, notes: tuple[str, str]) -> Slip:
    fix = capitalised_like(right, word.text)
    return Slip(word.start, word.end, fix, ru=notes[0].format(fix), en=notes[1].format(fix))
