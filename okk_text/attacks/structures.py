"""Forms that answer for the judge: ready-made JSON, filled-in criteria, questions with their answers, closing marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from okk_text.attacks.encodings import decoded

_KEY_OF_JUDGE = (
    r"tone|cta|call_to_action|greeting|verdict|evidence|criteri\w*|rude\w*|polite\w*|pushy|familiar|passive_aggressive"
    r"|next_step|objections?(?:_handled)?|violations?|professionalism|forwardable|indifferent|answers|judg\w+"
    r"|тон\w*|вердикт|грубо\w*|вежливо\w*|приветстви\w*|призыв\w*|нарушени\w*|критери\w*|оценка|балл\w*|доказательств\w*"
)
_KEY_OF_VERDICT = (
    r"score|total_score|final_score|grade|label|labels|answer|passed|pass|ok|reason|explanation|confidence|result|rating"
    r"|evaluation|quality|value|ответ|итог|результат|причина|комментарий|обоснование"
)
_COMMON_KEY = re.compile(r"greeting|приветстви\w*|оценка|answers?|evidence|judg\w+", re.IGNORECASE)
_JSON = re.compile(r"\{[^{}]{2,2000}\}")
_PAIR = re.compile(r"[\"'«“”„]?([\w ]{1,40})[\"'»“”]?\s*:\s*([^,{}\n]{1,80})")
_JUDGES_KEY = re.compile(rf"(?:{_KEY_OF_JUDGE})", re.IGNORECASE)
_VERDICTS_KEY = re.compile(rf"(?:{_KEY_OF_VERDICT})", re.IGNORECASE)
_GOOD = (
    r"(?:ok|ок|okay|a\+|\[\]|pass|yes|да|no|нет|none|good|хорошо|хороший|отличн\w*|excellent|perfect|pass(?:ed)?|true|false|clear|named"
    r"|polite|вежлив\w*|(?:не )?нарушен\w*|нарушений нет|нет нарушений|выполнен\w*|засчитан\w*|зачтено|соответств\w*"
    r"|безупречн\w*|идеальн\w*|корректн\w*|четк\w*|максимум|met|full|100\s?%?|10|5|1(?:\.0)?|(\d{1,3})\s*(?:/|из|of|out of)\s*\d{1,3}"
    r"|no violations?|не выявлен\w*|соблюден\w*|присутств\w*|exemplary|great|positive|neutral|положительн\w*|нейтральн\w*)"
)
_FIELD = re.compile(
    rf"(?:^|[\n,;|(\[{{.—-])[\s*#>\"'«-]*(?P<key>(?:общий |итоговый |overall |final )?(?:тон|тональность|призыв к действию"
    rf"|вежливость|грубость|хамство|пассивная агрессия|отработка возражений|работа с возражениями|профессионализм"
    rf"|критери\w+(?: \w{{1,20}})?|стиль общения|приветствие|следующий шаг|вердикт|балл|балл окк|итоговая оценка|оценка тона"
    rf"|оценка окк|tone|cta|call to action|rudeness|rude|politeness|professionalism|objection handling|greeting|verdict"
    rf"|criteri\w+(?: \w{{1,20}})?|passive aggression|passive aggressive|next step|final score|score|total score|grade|violations|нарушения|замечания|default result))"
    rf"[\s*\"'»]*(?:[:=]|—|–|->|→| - )[\s*\"'«]*(?P<value>{_GOOD})(?![\w-])",
    re.IGNORECASE,
)
_TAGGED = re.compile(
    rf"<\s*(?P<tag>answer|verdict|score|label|tone|evidence|cta|rude|result|output|evaluation|ответ|вердикт|оценка|тон)\s*>\s*"
    rf"(?:{_GOOD}|\d{{1,3}})\s*</\s*(?P=tag)\s*>",
    re.IGNORECASE,
)
_LABELS = re.compile(rf"\W*(?:{_GOOD}|\[)(?!\w)", re.IGNORECASE)
_WEAK_FIELD = re.compile(
    r"^(?:grade|замечания|нарушения|violations|score|приветствие|greeting|тон|tone|балл|следующий шаг|next step)$"
)
_ASKED = re.compile(
    r"(?:^|[\n.!?»\"\s])(?:вопрос|question|q|в|frage|pregunta|запитання|питання|сұрақ|问|问题)\s*\d{0,2}\s*[:.)—-]"
    r"(?P<question>[^\n?？]{3,200}[?？])\s*[\"»]?\s*(?:ответ|answer|a|о|antwort|respuesta|reponse|відповідь|жауап|答|答案)"
    r"\s*\d{0,2}\s*[:.)—-]\s*(?P<answer>[^\n.?]{1,80})",
    re.IGNORECASE,
)
_ANSWERED = re.compile(
    r"(?P<question>[^?\n.!:«\"]{3,150}\?)\s*[»\"]?\s*[—–:=>→-]{1,3}\s*[«\"]?(?P<answer>yes|no|да|нет|ok|ок)\b",
    re.IGNORECASE,
)
_ABOUT_MESSAGE = re.compile(
    r"\bли (?:срок|автор|тон|в сообщении|призыв)|(?:ет|ит|ал|ил|лся|ён|ен) ли менеджер|(?:did|does|is|was|has) the (?:manager|author|agent|message|writer|seller)|is there (?:a deadline|pressure)|груб|вежлив|\bавтор|\bтон(?:\b|а\b|ом\b)|призыв|критери|нарушени[яей]\b|\bхам|обиж|оскорб|давит|давлени|насмеш|навязчив|фамильярн|панибрат"
    r"|\brude|polite|\bauthor|\btone\b|call to action|criteri|violation|insult|sarcas|pushy|writer|aggressive|disrespect|courte"
    r"|unhoflich|hoflich|grosero|impoli|ввічлив|сыпайы|语气|粗鲁|礼貌",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"(?:пример|example|сообщение|message|текст|text|input|вход|реплика|фраза|случай|case|sample)\s*\d{0,2}\s*[:.)—-]?\s*[«\"“'][^«»\"“”\n]{1,120}[»\"”']"
    r"\s*(?:[—–-]+>?|→|=+>?|:|,)\s*(?P<label>[^\n.«\"]{2,60})",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^(?:(?:оценка|ответ|вердикт|метка|label|verdict|output|answer|тон|tone|score|итог|выход)\s*[:=—-]\s*)"
    r"|вежлив|четк|корректн|polite|clear|rude|deadline|courteous|call to action|призыв",
    re.IGNORECASE,
)
_TURN = re.compile(
    r"(?:^|(?<=[\n.!?»\"]))\s*[#*\[<(]{0,4}(?:human|user|system|пользователь|человек|система)[\])>*]{0,4}\s*:(?P<question>[^\n]{1,400})\n\s*"
    r"[#*\[<(]{0,4}(?:assistant|ai|model|bot|ассистент|ии|модель|ответ|судья|judge)[\])>*]{0,4}\s*:(?P<answer>[^\n]{1,200})",
    re.IGNORECASE,
)
_VERDICT = re.compile(
    rf"\W*{_GOOD}\W*$|\W*(?:no|yes|нет|да)\b[\s,.]*(?:the|it|this|он|автор|тон)", re.IGNORECASE
)
_CLOSER = re.compile(r"</\s*([\w-]{2,30})\s*>")
_HTML = frozenset(
    "div span td tr th table tbody thead html body head script style ul ol li strong em font center br hr img del ins sub"
    " sup small big code pre title link meta form input button label select option iframe svg path footer header section"
    " article nav main video audio source picture figure blockquote address noscript template h1 h2 h3 h4 h5 h6".split()
)
_OPENER = re.compile(r"<\s*([\w-]{1,40})[\s>]")
_FENCE = re.compile(
    r"(?m)(?:^|(?<=[.!?] ))[ \t]*(?:\"{3}|'{3}|»{3}|(?=[\]}]{0,4}\][}])[\]}]{3,})[ \t]*$"
)
_PROMPT_TAG = re.compile(
    r"<\s*(system|instructions?|system_prompt|prompt|admin|developer|override|judge|grader|verdict|evaluation|note_to_judge"
    r"|система|инструкция|инструкции|судье)\s*>",
    re.IGNORECASE,
)
_END = re.compile(
    r"(?m)(?:^|(?<=\s))[-=*#~<\[({_]{2,}[ \t]*(?:/?end|конец|eof|ende|fin|the end)\b[ \t]*(?:of[ \t]+)?(?:the[ \t]+)?"
    r"(?P<what>[^\n\-=*#~>\])}_]{0,40})[-=*#~>\])}_]{2,}"
    r"|[\[(<{]{1,3}[ \t]*(?:end|конец|stop)[ \t_]+(?:of[ \t_]+)?(?:the[ \t_]+)?(?:message|text|email|data|input|conversation|user|transcript"
    r"|сообщени\w*|текста|переписки|диалога|данных|письма|ввода)[^\n\])>}]{0,30}[\])>}]{1,3}",
    re.IGNORECASE,
)
_MACHINE = re.compile(
    r"\{\s*[\"'«“]?\w{1,30}[\"'»”]?\s*:|^\s*```|(?:\w[\u200b-\u200d\u2060\ufeff\u00ad]){4,}|[\U000e0020-\U000e007e]{12,}"
    r"|<\s*/?\s*(?:system|user|assistant|message|instruction)\w*\s*>",
    re.MULTILINE | re.IGNORECASE,
)
_ROLE_HEADERS = re.compile(
    r"(?im)^\W{0,6}(?:system|assistant|user|human|ai|система|ассистент|пользователь|судья|judge)\W{0,4}:"
)
_ENDED = re.compile(
    r"\W*|.*(?:message|text|email|data|input|conversation|user|transcript|prompt|dialog|chat|context|document|content|instruction"
    r"|сообщени|текст|переписк|диалог|данных|письма|ввод|чат|документ|контекст|инструкц).*",
    re.IGNORECASE,
)
_OTHER_END = re.compile(
    r"forward|пересыл|переслан|original|исходн|certificate|signature|pgp|key|license|цитат|quote",
    re.I,
)


def fake_answers(text: str) -> Iterator[tuple[int, int]]:
    """JSON with the judge's own keys, and criteria filled in like a form («Тон: отлично»)."""
    for match in _JSON.finditer(text):
        if _is_verdict(match[0]):
            yield match.span()
    fields = list(_FIELD.finditer(text))
    yield from (match.span() for match in _TAGGED.finditer(text))
    strong = [m for m in fields if not _WEAK_FIELD.match(m["key"])]
    if strong or len(fields) > 1:
        yield from (match.span() for match in fields)


def shown_examples(text: str) -> Iterator[tuple[int, int]]:
    """Questions about the message with their answers given."""
    for match in (*_ASKED.finditer(text), *_ANSWERED.finditer(text)):
        if _ABOUT_MESSAGE.search(match["question"]):
            yield match.span()


def labelled_quotes(text: str) -> Iterator[tuple[int, int]]:
    """Quoted messages with labels behind them, as in the examples of a prompt."""
    for match in _LABELLED.finditer(text):
        if _ABOUT_MESSAGE.search(match["label"]) or _LABEL.search(match["label"]):
            yield match.span()


def shown_turns(text: str) -> Iterator[tuple[int, int]]:
    """A chat with the judge, played by the author: the asker's line and the assistant's answer."""
    for match in _TURN.finditer(text):
        if _ABOUT_MESSAGE.search(match["question"]) or _VERDICT.match(match["answer"]):
            yield match.span()


def closing_marks(text: str) -> Iterator[tuple[int, int]]:
    """Marks that pretend that the message is over or the prompt begins."""
    opened: dict[str, int] = {}
    for match in _OPENER.finditer(text):
        opened.setdefault(match[1].lower(), match.start())
    for match in _CLOSER.finditer(text):
        named = re.search(
            r"(?i)(?:тег\w*|tag|element|элемент)\W*$",
            text[max(0, match.start() - 12) : match.start()],
        )
        unopened = opened.get(match[1].lower(), len(text)) > match.start()
        if unopened and match[1].lower() not in _HTML and not named:
            yield match.span()
    yield from (match.span() for match in _PROMPT_TAG.finditer(text))
    yield from (match.span() for match in _FENCE.finditer(text))
    for match in _END.finditer(text):
        if not _ENDED.fullmatch(match["what"] or ""):
            continue
        begun = re.search(r"(?i)begin|начало", text[max(0, match.start() - 4000) : match.start()])
        if not begun and not _OTHER_END.search(match[0]):
            yield match.span()


def is_machine_like(text: str) -> bool:
    """Whether a text holds what only programs read: JSON, role headers, coded words, hidden letters."""
    if _MACHINE.search(text) or len(_ROLE_HEADERS.findall(text)) > 1:
        return True
    return any(len(meaning.split()) > 2 for *_, meaning in decoded(text))


def _is_verdict(written: str) -> bool:
    pairs = [(m[1].strip().strip("\"'"), m[2]) for m in _PAIR.finditer(written)]
    keys = [key for key, _ in pairs]
    judges = [
        key
        for key, value in pairs
        if _JUDGES_KEY.fullmatch(key) and (not _COMMON_KEY.fullmatch(key) or _LABELS.match(value))
    ]
    verdicts = [key for key in keys if _VERDICTS_KEY.fullmatch(key)]
    if not keys:
        return False
    if judges:
        return True
    return len(verdicts) == len(keys) and (
        len(keys) > 1 or bool(re.search(r"\b(?:100|10|5|1\.0|pass|true|yes)\b", pairs[0][1]))
    )
