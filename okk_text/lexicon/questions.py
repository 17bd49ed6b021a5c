"""Questions that draw the client out: open ones, and ones about the task behind the order."""

from __future__ import annotations

import re

from okk_text.conversation.model import Medium
from okk_text.lexicon.texts import Text

LONGEST = 1500  # characters of a sentence that are looked at; what is longer is no prose


def asks_open_question(text: str, *, medium: Medium) -> bool:
    """Whether a question can be answered neither by yes or no nor by a number, a date or a choice."""
    return any(_is_open(question, medium) for question in _questions(text))


def asks_about_need(text: str) -> bool:
    """Whether a question is about the client's task: purpose, trouble, goal, what is there today."""
    return any(
        (_NEED.search(question) or _is_open(question, "chat")) and not _PROCESS.search(question)
        for question in _questions(text)
    )


def _questions(text: str) -> list[str]:
    """Folded sentences that ask: with a question mark, after «расскажите», or in a list of questions."""
    read = Text(text, "ru")
    found, listing = [], False
    for start, end in read.sentences:
        sentence = read.folded[start : min(end, start + LONGEST)]
        item = bool(_ITEM.match(sentence))
        asks = "?" in sentence or _TELL.search(sentence) or (listing and item)
        if asks and not _RHETORICAL.search(sentence) and not _TAG.search(sentence):
            found.append(sentence)
        listing = (listing and item) or bool(_LIST.search(sentence))
    return found


_ITEM = re.compile(r"\s*(?:[-–—•*·]|\d{1,2}[.)])\s*\S")
_LIST = re.compile(
    r"(?:вопрос\w*|уточн\w+|ответьте|ответить|подскажите|напишите|расскажите|скажите|знать|понять|понимать|узнать|questions?|know|tell\s+(?:me|us)|answer)\b[^.?!]{0,80}:\s*$"
)
_TAG = re.compile(r",\s*(?:ок|окей|ok|okay|ладно|хорошо|договорились|да|идет)\?\s*$")


def _is_open(question: str, medium: Medium) -> bool:
    parts = _PART.split(question)
    return any(_opens(part, question, medium) for part in parts) or bool(
        _TELL_ABOUT.search(question)
    )


def _opens(part: str, question: str, medium: Medium) -> bool:
    opening = _OPEN.search(part)
    if opening is None or _CLOSED.search(part) or _SMALL_TALK.search(part):
        return False
    return medium == "chat" or not _CHOICE.search(part) or bool(_SOMETHING_ELSE.search(part))


_PART = re.compile(
    r"(?:,\s*|;\s*|\s)(?:и|а|and)\s+(?=(?:\w+\s){0,2}?(?:что|чем|чего|как|какой|какая|какие|какую|каким|почему|зачем|кто|для|где|когда|сколько|есть|нужн|what|how|why|where|who|when|which)\b)|[?;]\s*"
)
_TELL = re.compile(
    r"\b(?:расскаж|опиш|подел)ите|\b(?:подскажите|скажите|поясните|уточню|уточните|вопрос|такой\s+вопрос)[,:]?\s*(?:пожалуйста,?\s*)?(?:\w+\s){0,3}?(?:что|чем|чего|как|каки\w+|почему|зачем|для\s+чего|для\s+кого|кто)\b"
    r"|\btell\s+(?:me|us)\s+(?:more|about|a\s+(?:bit|little)|what|how|why)|\b(?:describe|walk\s+(?:me|us)\s+through)\b"
)
_TELL_ABOUT = re.compile(
    r"\b(?:расскажите|опишите|поделитесь)\b(?!,?\s*(?:когда|сколько|какой\s+(?:бюджет|размер)))[^.!?]{3,}|\btell\s+(?:me|us)\s+(?:more|about|a\s+(?:bit|little))|\b(?:describe|walk\s+(?:me|us)\s+through)\b"
)
_OPEN = re.compile(
    r"""(?x)
    (?:^|[\s,(«"—-])(?:
      (?:а\s|и\s|ну\s)?(?:что|чем|чего|чему|почему|зачем)\b|(?:в|о|об|с|на|от|до|из-за|к|за)\s+(?:чем|чего|чему|что|чему-то)\b|(?:для|ради|из-за|от)\s+(?:чего|кого)\b
      |как(?!\s+(?:раз|и\s+|только|можно|минимум|скоро|часто|долго|давно|быстро|далеко|много|правило|обычно,|договор|обещ|я\s|мы\s+(?:говор|догов|обсуж)))\b|каким\s+образом|по\s+как(?:ой|им)\s+причин\w+|кто\s+(?:ваш|ваши|у\s+вас|будет|из\s|сейчас|принимает|\w+\s+ваш)\w*|кого\b|кому\b|под\s+какие\b|какими\b|каким\b
      |(?:для|под)\s+как(?:их|ого|ой|ую|ие)\s+(?!(?:дат|срок|размер|числ|сумм|объем))\w+
      |(?:задач\w*|цел\w+|запрос\w*|повод\w*|ситуаци\w+|проблем\w*|опыт|план\w*|пожелания|требования|ожидания|трудности)\s+(?:у\s+вас\s+)?как(?:ой|ая|ие|ое|ова|овы)\b
      |как(?:ой|ая|ое|ие|ую)\s+(?:\w+\s+){0,3}?(?:вам|тебе|для\s+вас|нужн\w+|ближе)\b[^?:]{0,40}:\s[^?]*\bчтобы\b
      |какой\s+(?:результат|опыт|эффект|смысл|подход|задач|у\s+вас\s+(?:опыт|процесс))|какова?\s+(?:цель|задача|главная)|какая\s+(?:цель|задача|ситуация|проблема|главная|основная|у\s+вас\s+(?:задача|цель|ситуация|схема))
      |какую\s+(?:задачу|проблему|цель|роль|музыку)|как(?:ую|ой|ое|ая)\s+(?:\w+\s+){0,3}(?:хочется|хотите|хотели|ожидаете|видите|представляете|планируете|беспокоит|волнует|смущает|важн\w+)
      |какие\s+(?:\w+\s+){0,2}(?:задачи|проблемы|сложности|трудности|цели|требования|ожидания|пожелания|критерии|условия|результаты|опасения|сомнения|вопросы|боли|впечатления|планы|особенности|ошибки|варианты\s+рассматр|инструменты|процессы|моменты|пункты|из\s+этих|\w+\s+вам\s+нрав)\w*
      |с\s+какими\s+(?:\w+)
    )
    |\b(?:what(?:'s|\s+is|\s+are|\s+does|\s+do|\s+did|\s+would|\s+will|\s+has|\s+have|\s+made|\s+happens|\s+happened|\s+goes|\s+matters|\s+went|\s+should|\s+kind|\s+sort|\s+worries|\s+else|\s+problems|\s+else)?|how(?!\s+(?:many|much|long|soon|often|far|old|big|large|tall|wide|about|quickly|fast|late))|why|who(?:'s|\s+is|\s+are)?\s+(?:your|it|this|coming|going|using|usually|the)|which\s+(?:\w+\s+){1,2}(?:do|does|did|would|are|is|has|have|should|will|matters?)
      |where\s+(?:do|does|did|are|is)\s+(?:they|you|it|people|we|things|your\s+\w+|the\s+\w+)\s+(?:\w+\s+)?(?:lose|losing|spend|get\s+stuck|stuck|struggl\w+|hurt|keep|store|stored|fail\w*|break\w*|waste))\b
    """
)
_CLOSED = re.compile(
    r"""(?x)
    \bкак\s+обычно\b|\bwhich\s+(?:one|of|option|day|time|date|size|colou?r|model|address|plan|month|week|city|payment|method)\b|\bчто\s+если\b|\bчто-(?:то|нибудь)\b|\bчто\s+бы\b|\b(?:потому|так|чтобы|если|думаю|рада?|знаю|вижу|понял\w*|напомн\w*|значит|только|верно|правильно|уверен\w*|спасибо),?\s+что\b|\b(?:хотите|хотели\s+бы|нужно|можно|согласны|в\s+том),\s+что\w*
    |\bкак(?:ой|ая|ое|ую|ом)\s+(?:\w+\s+){0,2}(?:бюджет|размер|площадь|тираж|объем|вес|срок|дат\w+|день|время|адрес|город|цвет|номер|телефон|вариант|модель|формат|количество|ширина|высота|этаж|марка|тариф|способ|почт\w+|уклон|сеть|расход|регион|толщина|мощность|напряжение|год)
    |\bкак(?:их|ие|им)\s+(?:\w+\s+){0,1}(?:номера|размеры|даты|документы|сроки|дни|часы|цвета|реквизиты|модели|окна|поля)\b
    |\bчто\s+(?:из\s+(?:этого|них)|выбираете|берем|выбер\w+|ставим|оформляем)\b|\bкто\s+(?:вам\s+)?(?:оплачивает|согласует|подписывает|встретит)|\bкак\s+(?:вам\s+)?удобн\w+|\bкак\s+(?:оплачив|платить|оплатить|доставить)\w*
    |\bwhat(?:'s|\s+is|\s+are)?\s+(?:the\s+|your\s+|an?\s+)?(?:best\s+)?(?:name|e-?mail|address|time|day|date|size|budget|number|color|colour|model|phone|deadline|zip|postcode|quantity|volume|annual\s+volume|square|area|price|total|company|last\s+name)\b
    |\bwhat\s+(?:time|day|date|size|quantity|number|year|model|colou?r)\b|\bhow\s+(?:do\s+i|do\s+we|can\s+i|should\s+i)\b|\bwhat\s+if\b
    """
)
_SMALL_TALK = re.compile(
    r"""(?x)
    \b(?:чего|что|куда|почему|что\s+это)\s+(?:же\s+|это\s+|так\s+)?(?:вы\s+|ты\s+)?(?:пропал|молч|не\s+отвеча|исчез|потерял)\w*|\bкак\s+(?:вас|тебя|к\s+вам|к\s+тебе|могу\s+к\s+вам|мне\s+к\s+вам|можно\s+к\s+вам|лучше\s+к\s+вам)\b|\bкак\s+(?:обстоят\s+дела(?!\s+(?:с|у|по)\b)|дела(?!\s+(?:с|у\s+вас\s+с)\b)|жизнь|сам|настроение|поживаете|сами)\b|\bобраща(?:ться|юсь)|\bваше\s+имя|\bчто\s+(?:скажете|думаете|скажешь|думаешь|решили|надумали)\b|\bну\s+что\b|\bа\s+что,|\bчем\s+(?:могу|можем|я\s+могу)\s+(?:\w+\s+)?(?:помочь|быть)
    |\bhow\s+(?:are\s+you|is\s+it\s+going|are\s+things|can\s+(?:i|we)\s+help|may\s+i\s+help|does\s+(?:that|this|it|\w+day)\s+(?:sound|work|look)|would\s+(?:that|this))\b|\bwhat\s+do\s+you\s+(?:think|say)\b|\bwhat\s+can\s+(?:i|we)\s+(?:do|help)|\bwho\s+am\s+i\b|\bhow\s+about\b|\bwhat\s+about\b|\bwhat\s+(?:works|suits)\b
    """
)
_CHOICE = re.compile(r":\s[^?]*(?:,|\s(?:или|либо|or)\s)|[,—]\s[^?]+\s(?:или|or)\s[^?]+")
_SOMETHING_ELSE = re.compile(
    r"\b(?:что-то|что-нибудь)\s+(?:еще|другое)|\b(?:something|anything)\s+else|\bили\s+(?:другое|иное)"
)
_RHETORICAL = re.compile(
    r"\b(?:вы|ты)\s+же\b|\bразве\b|\bведь\b|\bпри\s+чем\s+тут\b|\b(?:зачем|чего|почему)\s+(?:вообще|тогда|же|мне|нам|вы\s+до\s+сих)\b|\bсколько\s+можно\b|\bчто\s+вам\s+еще\b|\bа\s+что\s+вы\s+хотели\b|\bкак\s+думаете,\s+почему\b"
    r"|\bкто\s+же\b|\bчто\s+тут\s+(?:думать|непонятного)|\bзнаете,?\s+почему\b|\bwho\s+cares\b|\bwhat\s+did\s+you\s+expect\b|\bhow\s+could\s+you\b|\bзачем\s+(?:писали|спрашив\w+|обращал\w+|тратить)"
)
_NEED = re.compile(
    r"""(?x)
    \b(?:раньше|уже|до\s+этого|прежде)\s+(?:\w+\s+){0,2}?(?:занима|пробов|пользов|работал|покупал|ездил|делал|играл|учил|обраща|заказывал|оставал|бывал|брал|был)\w*|\b(?:занима|пробов|пользов|играл|учил|обраща|заказывал|бывал|летал)\w*\s+(?:ли\s+)?(?:\w+\s+)?(?:раньше|прежде)\b
    |\bдля\s+\w+\s+или\s+(?:для\s+)?\w+|\bкуда\s+(?:\w+\s+)?(?:планируете|будете|хотите)\s+(?:ставить|вешать|использовать|повесить|поставить|применять|девать)|\bкак\s+(?:обстоят|обстоит)?\s*дел[ао]\s+(?:у\s+вас\s+)?с\b|\b(?:болит|беспокоит|тревожит)\b
    |\b(?:which|what)\s+(?:problems?|toys|tasks|goals|issues)\b|\b(?:lose|losing|stuck|waste)\b
    |\b(?:не\s+)?устраива(?:ет|ют|л\w*)\b|\bне\s+устроил\w*|\bнеудобн\w+|\bмеша(?:ет|ют|ло|ла)\b|\bраздража\w+|\bнедовол\w+|\bне\s+хватает|\bважн(?:о|ее|а|ы|ей)\b|\bглавн(?:ое|ая|ее)\b|\bзадач\w*|\bцел(?:ь|и|ью)\b|\bприоритет\w*|\bбеспоко\w+|\bволну\w+|\bбол(?:ит|ь|и)\b|\bтеря(?:ете|ется|ются)
    |\bпроблем\w*|\bсложност\w+|\bтрудност\w+|\bзачем\b|\bдля\s+чего\b|\bдля\s+кого\b|\bдля\s+себя\b|\bдля\s+как(?:их|ой|ого)\b|\bпод\s+(?:какие|какую|какой|что|сдачу)\b|\bв\s+подарок\b|\bпочему\s+(?:решили|именно|сейчас|задумал\w+|ищете|выбрали|хотите)|\bповод\b|\bмероприяти\w+
    |\bчто\s+(?:будете|будет|хотите|хотели|хочется|нужно|случилось|произошло|сейчас|происходит|пробовали|вы\s+уже|планируете|привело|подтолкнуло|дол(?:жно|жен)|изменит\w*|ожидаете|осталось|пошло|останавливает|у\s+вас\s+под|не\s+так|варите|храните|перевозите|делаете|производите|продаете|выпускаете|готовите)\b|\bчего\s+(?:хотите|ждете|ожидаете|не\s+хватает|боитесь|хотелось)
    |\bчем\s+(?:сейчас\s+)?(?:занима\w+|пользу\w+|недоволь\w+|ограничен\w*|не\s+устро\w+|вызван\w*)|\bкак\s+(?:сейчас|вы\s+сейчас|сегодня|у\s+вас\s+(?:сейчас|устроен\w*|организован\w*|построен\w*|проходит|ведется)|устроен\w*|организован\w*|планируете|вы\s+(?:готовите|работаете|ведете|храните|решаете|выращиваете|продаете|представляете|справляетесь|используете)|справляетесь|решаете|будете\s+использовать|обстоят|с\s+загрузкой)
    |\bкто\s+(?:будет|ваш\w*|у\s+вас\s+(?:занима|клиент|покупател)|покупател\w+|сейчас|в\s+зале|моет|\w+\s+пользу)\w*|\bкак(?:ой|им)\s+(?:результат|видите|видит\w+|представл)\w*|\bхочется\b|\bхотите\s+(?:получить|добиться|изменить|решить|заехать|от\s)|\bчего\s+добива\w+|\bсменить\s+професс|\bожида(?:ния|ете)\b|\bкритери\w+|\bгде\s+(?:будет|планируете|будете|празднуете|работают|стоит|болит)|\bк\s+какому\s+(?:сроку|событию|месяцу)|\bна\s+чем\s+работаете|\bбыл\s+(?:ли\s+)?опыт|\bпробовали\s+(?:ли|уже|раньше)|\bс\s+чем\s+(?:связан|столкнул)\w+|\bв\s+чем\s+(?:задача|сложность|проблема|основн)\w*
    |\bwhat(?:'s|\s+is)?\s+(?:matters?|wrong|missing|the\s+(?:biggest|main|goal|purpose|problem|idea|challenge|pain|occasion|event|priority)|your\s+(?:goal|biggest|main|current|priority)|it\s+for|this\s+for|driving|not\s+working|annoy\w+|prompt\w+|changed|bother\w+|worr\w+|slow\w+|go(?:es|ing)\s+wrong)|\bwhat\s+(?:made|brings|brought|happens|happened|problems?|goes|would\s+(?:make|success)|do(?:es)?\s+(?:you(?:r\s+\w+)?)\s+(?:use|want|need|hope|do|struggle|like|have)|are\s+you\s+(?:trying|looking|hoping|using|planning|moving)|will\s+you\s+be|should\s+change|annoys|hurts|tools?\s+do|kind\s+of\s+(?:work|event|project))
    |\b(?:pain\s+points?|headaches?|frustrat\w+|struggl\w+|goals?|purpose|challenges?)\b|\bhow\s+(?:do|does|did|are)\s+(?:you|your\s+\w+|they|people|the\s+\w+)\s+(?:currently|handle|manage|use|today|now|work|do|run|break|deal|store|track)|\bis\s+(?:this|it|that)\s+for\b|\bwho(?:'s|\s+is|\s+are|\s+will)?\s+(?:it\s+for|this\s+for|coming|using|be\s+using|your\s+(?:customers?|audience|clients?))|\buse\s+it\s+for\b|\bwhy\s+(?:now|are\s+you|did\s+you|do\s+you)|\bwhat\s+you(?:'ll|\s+will)\s+be\b|\bwhere\s+(?:does\s+it|do\s+you|are\s+(?:the|they)|will)\b.*\b(?:hurt|lose|store|stored|use|used)|\bhave\s+you\s+(?:tried|ever|sailed|steered|used|done)
    """
)
_PROCESS = re.compile(
    r"\b(?:как\s+(?:прош|съезди|обстоят(?!\s+дела\s+(?:с|у)))\w*|что\s+(?:сказал|ответил|решил|отвечает)\w*|кто\s+(?:у\s+вас\s+)?(?:согласу|подпис|приним)\w*|посмотрел\w*\s+(?:кп|смету|предложение)|узнали\s+о\s+нас|had\s+a\s+chance|скидк\w+\s+устраива|цена\s+устраива|устраивает\s+(?:ли\s+)?(?:вас\s+)?(?:цена|стоимость|вариант|предложение|время|срок)|как\s+сейчас\s+удобн|что\s+нужно\s+(?:от|для\s+(?:договора|оплаты))|важно\s+знать)"
)
