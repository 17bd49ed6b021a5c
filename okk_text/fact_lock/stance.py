"""What a text commits to: promises, negations, certainty, conditions, Вы or ты, questions, attachments."""

from __future__ import annotations

import re
from collections.abc import Iterator

from okk_text.conversation.morphology import parses
from okk_text.fact_lock.facts import Reading
from okk_text.lexicon import verbs
from okk_text.lexicon.promise_phrases import COURTESY, DEEDS, ENGLISH_DEEDS, GOING
from okk_text.lexicon.promises import promised
from okk_text.lexicon.requests import requests

_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_POLITE = re.compile(  # a negation or a condition in form only
    r"(?:почему\s+бы\s+(?:нам\s+|вам\s+)?не|не\s+могли\s+бы|не\s+(?:могу|мог|могла)\s+бы|не\s+стесняйтесь|если\s+(?:вам\s+)?(?:не\s+)?(?:сложно|трудно|затруднит|удобно|интересно|можно|нетрудно)"
    r"|не\s+затруднит(?:\s+ли)?|не\s+за\s+что|не\s+хотите\s+ли|не\s+переживайте|не\s+волнуйтесь|не\s+беспокойтесь|не\s+забудьте|не\s+забывайте|не\s+откладывайте|не\s+сочтите|не\s+против|не\s+смотря\s+на"
    r"|не\s+только|не\s+(?:просто|столько)|да\s+или\s+нет|или\s+нет|если\s+что(?:-то)?|(?:если|когда)\s+(?:\w+\s+){0,3}?(?:будут|появятся|возникнут|возникли|остались|останутся|есть)\s+(?:\w+\s+){0,2}?вопрос\w*(?:\W+(?:\w+\s+)?(?:звоните|пишите|обращайтесь|спрашивайте|обратитесь))?|если\s+вопрос\w*|(?:без|нет)\s+(?:проблем|вопросов)"
    r"|(?:if|should)\s+you\s+(?:have|need)\s+(?:any\s+)?(?:further\s+|other\s+)?(?:questions?|anything|help|information)|if\s+(?:possible|convenient|you\s+don't\s+mind|you\s+like|it\s+suits(?:\s+you)?|that\s+works(?:\s+for\s+you)?)"
    r"|(?:do\s+not|don't)\s+hesitate(?:\s+to\s+\w+(?:\s+(?:me|us))?)?|why\s+(?:don't|not)|no\s+(?:problem|worries|rush)|not\s+only|yes\s+or\s+no|or\s+not|(?:do\s+not|don't)\s+(?:worry|forget)|wouldn't\s+(?:you|it)|couldn't\s+you|if\s+not\b(?=\s*[,.])|would\s+you\s+mind|any\s+questions)"
)
_NEGATION = re.compile(
    r"(?<!\w)(?:не|нет|ни|без|нельзя|невозможно|никогда|никто|ничего|никак\w*|некому|отсутству\w+|not|no|never|without|cannot|none|nothing|neither|nor|unable|(?:\w+n)['’]t)(?!\w)"
    r"|(?<!\w)кроме(?!\w)|(?<!\w)(?:except|excluding)(?!\w)"
)
_DOUBLE = re.compile(
    r"(?<!\w)(?:ни|никто|ничего|никогда|никак\w*)(?=\s+(?:\w+\s+){0,3}не\s)|(?<!\w)не\s+(?:кто|когда|чего|кому|куда|где)(?=\s+(?:\w+\s+){0,3}не\s)|(?<!\w)ни(?=\s+(?:один|разу|одного|одной)\b)"
)
_CERTAINTY = {
    "sure": r"гарант\w*|обязательно|точно|наверняка|непременно|обязу\w+|обещ\w+|стопроцентно|definitely|guarante\w*|certainly|promis\w+|for\s+sure|surely",
    "maybe": r"может\s+быть|может(?=,)|вероятно|наверное|скорее\s+всего|предварительн\w+|ориентировочн\w+|примерн\w+|постара\w+|попробу\w+|попыта\w+|планиру\w+|надею\w*|надеемся|должно\s+быть|по\s+идее|думаю|думаем|кажется|полага(?:ю|ем)|вроде|видимо|похоже|обычно|как\s+правило"
    r"|might|may|maybe|perhaps|probably|possibly|likely|try|tentative\w*|roughly|hope|expect|plan\s+to|approximately|think|believe|seems?|apparently|suppose|usually|typically|normally|generally|aim\s+to|preliminary",
    "able": r"возмож(?:но|на|ны|ен)|(?<!as )(?<!soon as )possible|(?<!не )(?:можем|могу|сможем|смогу)(?!\s+(?:ли|обра|к\s+вам))|(?:можете|сможете)(?![^.!?\n]{0,80}\?)|можно(?!\s+ли)(?![^.!?\n]{0,80}\?)|(?:can|could|able\s+to)(?!\s+(?:you|we|i|it|this|that)\b)",
    "only": r"только|лишь|исключительно|единственн\w+|only|solely|exclusively",
    "or": r"или|либо|or(?!\s+not)",
    "all": r"(?:все|всех|всем|всеми|весь|всю|вся|всего|всей|кажд\w+|люб(?:ой|ая|ое|ые|ых|ого|ому|ую|ым))(?!\s+(?:вопрос\w*|детали|подробност\w+|равно|еще|же|необходимое|это|возможное|хорошо|понятно|верно|врем\w+|добр\w+|наилучш\w+|клиент\w*|интересующ\w+|пункт\w*|услови\w+))"
    r"|(?:all|every|any|each)(?!\s+(?:questions?|the\s+best|details?|time|right|further|other|set))",
    "part": r"част(?:ь|и|ично)|половин\w+|нескольк\w+|некотор\w+|some|several|half|part(?:ly|ially)?",
    "first": r"сначала|сперва|первым\s+делом|first(?:ly)?(?!\s+(?:floor|class|time))",
    "would": r"(?<!что )(?<!хотелось )(?<!хотели )(?<!хотел )(?<!хотела )бы|would(?!\s+(?:like|you|be\s+(?:happy|glad|great)))",
    "must": r"нужн[оаы]?|надо|необходим[оаы]?|должн[аыо]|должен|обязан[аы]?|прид[её]тся|must|have\s+to|has\s+to|need(?:s|ed)?\s+to|required",
}  # fmt: skip
_CERTAIN = {name: re.compile(rf"(?<![\w-])(?:{p})(?!\w)") for name, p in _CERTAINTY.items()}
_CONDITION = re.compile(
    r"(?<!\w)(?:если|при\s+(?:условии|заказе|оплате|предоплате|покупке|подписании|согласии|наличии|отсутствии|раннем|полной|единовременн\w+)|в\s+случае|как\s+только|после\s+(?:того|(?:\w+\s+)?(?:оплат|предоплат|аванс|подписан|подтвержден|согласован|получен|поступлен|внесен|утвержден|замер|заявк|осмотр)\w*)"
    r"|по\s+факту|(?:при|вместо|кроме)\s+(?:вас|нас|мне|вам|нем|ней|них|тебе)|до\s+(?:оплаты|подписания|получения|внесения|согласования|отгрузки)|перед\s+(?:оплатой|отгрузкой|доставкой|монтажом)|когда\s+(?:оплат|подпиш|подтверд|внес|получ)\w+"
    r"|if|unless|provided|subject\s+to|as\s+long\s+as|once|in\s+case|on\s+condition|(?:after|upon|before|until|on|following|when|with)\s+(?:the\s+|your\s+|full\s+|we\s+|you\s+)*(?:payment|prepayment|deposit|receipt|signing|approval|confirmation|pay|paid|sign(?:ed)?|receive|delivery|signature|order\s+of|orders\s+(?:of|over)))(?!\w)"
)
_ATTACHED = re.compile(
    r"(?<!\w)(?:во?\s+вложени\w+|прикладыва\w+|прилож(?:ил\w*|у|им|ен\w*)|прикрепл?\w+|вложил\w*|в\s+приложении\s+к|(?:in\s+)?attach\w*|enclos\w+)(?!\w)"
)
_THOU = re.compile(r"(?<!\w)(?:ты|тебя|тебе|тобой|тво(?:й|я|е|и|его|ей|ему|им|их|ю))(?!\w)")
_YOU = re.compile(r"(?<!\w)(?:вы|вас|вам|вами|ваш(?:а|е|и|его|ей|ему|им|их|у|ими|ем)?)(?!\w)")
_WILL = re.compile(
    r"(?<!\w)(?:i|we)(?:'ll|\s+will|\s+shall|'m\s+going\s+to|'re\s+going\s+to|\s+am\s+going\s+to|\s+are\s+going\s+to|'ve\s+got\s+to)\s+(?:(?:then|also|just|be|have|not|actually|certainly|\w+ly)\s+)*(?P<verb>[a-z]+)(?P<more>[^.!?\n]*)"
)


def read_stance(reading: Reading) -> None:
    """Note what commits the writer or the reader; needs the figures and dates to be covered."""
    for match in reading.matches(_ATTACHED):
        reading.add("attachment", "attached", match.span(), cover=False)
    _read_promises(reading)
    for match in reading.matches(_POLITE):
        reading.cover(*match.span())
    for match in reading.matches(_DOUBLE):
        reading.cover(*match.span())
    for match in reading.matches(_CONDITION):
        value = "before" if match[0].startswith(("до", "перед", "before", "until")) else "if"
        reading.add("condition", value, match.span(), cover=False)
    for match in reading.matches(_NEGATION):
        bound = match[0] in ("не", "not") or match[0].endswith("n't")
        word = _denied(reading, match.end()) if bound else ""
        reading.add("negation", word, match.span(), cover=False)
    for name, pattern in _CERTAIN.items():
        for match in reading.matches(pattern):
            reading.add("certainty", name, match.span(), cover=False)
    _read_form(reading)
    for start, end in reading.whole.sentences:
        if reading.text[start:end].rstrip(" )").endswith("?"):
            reading.add("question", (start, end), (start, end), cover=False)


def asks(text: str) -> bool:
    """Whether the text asks anything of its reader, with or without a question mark."""
    return bool(requests(text))


def _denied(reading: Reading, place: int) -> str:
    """The word that a negation stands before, as the dictionary has it."""
    for match in _WORD.finditer(reading.rest, place, place + 40):
        if reading.language == "en" or match[0].isascii():
            return match[0]
        if parses(match[0])[0].tag.POS not in ("PREP", "CONJ", "PRCL", "NPRO"):
            return verbs.lemma(match[0])
    return ""


def _read_promises(reading: Reading) -> None:
    for promise in promised(reading.text, now=None):
        if not any(_own_verbs(reading.rest, promise.start, promise.end)):
            place = (promise.start, promise.end)
            reading.add("promise", f"comes: {promise.deed.kind}", place, cover=False)
    for start, end in reading.whole.sentences:
        if reading.text[start:end].rstrip(" )").endswith("?"):
            continue
        for value, place in _own_verbs(reading.rest, start, end):
            reading.add("promise", value, place, cover=False)


def _own_verbs(rest: str, start: int, end: int) -> Iterator[tuple[str, tuple[int, int]]]:
    """First-person futures: «пришлём», «будем ждать», "we'll ship"."""
    words = list(_WORD.finditer(rest, start, end))
    for number, match in enumerate(words):
        lemma = verbs.lemma(match[0]) if not match[0].isascii() else ""
        if lemma in COURTESY or lemma in ("сказать", "попросить", "быть", "мочь", "смочь"):
            following = words[number + 1][0] if number + 1 < len(words) else ""
            if lemma == "быть" and match[0] in ("буду", "будем") and verbs.is_infinitive(following):
                yield _kind(verbs.lemma(following)), match.span()
            continue
        if number and words[number - 1][0] in ("давайте", "давай"):
            continue
        if lemma and (verbs.is_promise(match[0]) or (lemma in GOING and _first_person(match[0]))):
            yield _kind(lemma), match.span()
    for match in _WILL.finditer(rest, start, end):
        said = f"{match['verb']}{match['more']}"
        kinds = (kind for pattern, kind, _ in ENGLISH_DEEDS if pattern.match(said))
        yield next(kinds, match["verb"]), match.span("verb")


def _kind(lemma: str) -> str:
    return DEEDS.get(lemma) or GOING.get(lemma) or lemma


def _first_person(word: str) -> bool:
    return "1per" in parses(word)[0].tag


def _read_form(reading: Reading) -> None:
    for match in reading.matches(_THOU):
        reading.add("address form", "ты", match.span(), cover=False)
    for match in reading.matches(_YOU):
        reading.add("address form", "вы", match.span(), cover=False)
    for match in _WORD.finditer(reading.rest):
        if match[0].isascii() or len(match[0]) < 3:
            continue
        tag = parses(match[0])[0].tag
        if tag.POS == "VERB" and ("2per" in tag or "impr" in tag) and "1per" not in tag:
            known = "2per" in tag or parses(match[0])[0].score > 0.6
            if known and verbs.lemma(match[0]) not in ("давать", "мочь"):
                form = "ты by verb" if "sing" in tag else "вы by verb"
                reading.add("address form", form, match.span(), cover=False)
                continue
        opens = not re.search(r"\w\s*$", reading.rest[max(0, match.start() - 2) : match.start()])
        if opens and any({"VERB", "impr", "sing", "excl"} in p.tag for p in parses(match[0])):
            reading.add("address form", "ты by verb", match.span(), cover=False)  # «Пришли размеры»
