"""Words that settle where a deal stands: paid, bought, turned down for good, on trial only."""

from __future__ import annotations

import re

from okk_text.lexicon.texts import Text, folded

X = re.VERBOSE


def says_paid(text: str) -> bool:
    """Whether the client says that they have paid: «оплатила», «перевёл», "paid just now"."""
    return any(_PAID.search(s) and not _NOT_YET.search(s) for s in _sentences(text))


def acknowledges_payment(text: str) -> bool:
    """Whether the manager has the money: «оплату вижу», "thank you for the payment"."""
    return any(_GOT.search(s) and not _NOT_YET.search(s) for s in _sentences(text))


def speaks_of_purchase(text: str) -> bool:
    """Whether the client writes of what was bought before: a fault, a warranty, a paper for it."""
    written = folded(text)
    return bool(_FAULTY.search(written)) or bool(
        _BOUGHT.search(written) and _TROUBLE.search(written)
    )


def buys(text: str) -> bool:
    """Whether the client orders in so many words: «берём», «готовьте договор», "send the invoice"."""
    return any(
        _BUYS.search(s) and not (_NOT_YET_BOUGHT.search(s) or _TRIAL.search(s))
        for s in _sentences(text)
    )


def accepts(text: str) -> bool:
    """Whether the client says yes to something, which need not be the deal: «подходит», «давайте»."""
    return any(_ACCEPTS.search(s) and not _NOT_YET_BOUGHT.search(s) for s in _sentences(text))


def wavers(text: str) -> bool:
    """Whether the client takes a step back from the order: «пока не берём», "I won't sign"."""
    return bool(_NOT_YET_BOUGHT.search(folded(text)))


def turns_down(text: str) -> bool:
    """Whether the client is gone: another firm, a refusal, a wish not to be written to."""
    return bool(_GONE.search(_STAYS.sub(" ", folded(text))))


def complains(text: str) -> bool:
    """Whether the client writes of trouble with what they have, not of an order to come."""
    return bool(_TROUBLE.search(folded(text)))


def speaks_of_papers(text: str) -> bool:
    """Whether the manager speaks of a bill or a contract: something was agreed elsewhere."""
    return bool(_PAPERS.search(folded(text)))


def wants(text: str) -> bool:
    """Whether the client asks for something to buy: «нужны окна», «сколько стоит», "do you rent"."""
    return bool(_WANTS.search(folded(text)))


def is_trial(text: str) -> bool:
    """Whether it is about something on the way to the deal: a visit, a call, a demo, a sample."""
    return bool(_TRIAL.search(folded(text)))


def _sentences(text: str) -> list[str]:
    read = Text(text, "ru")
    return [read.folded[start : min(end, start + 600)] for start, end in read.sentences]


_PAID = re.compile(
    r"""
    \b(?:оплатил[аи]?|оплачен[аоы]?|проплатил[аи]?|перевел[аи]?(?=\W*(?:$|[,;.!)]|деньг|оплат|предоплат|аванс|сумм|на\s|по\s|вам|всю|\d))|перечислил[аи]?|внес(?:ла|ли)?\s+(?:\w+\s+)?(?:предоплат|оплат|аванс|депозит|деньг|\d)\w*|внес\s+(?:предоплат|аванс|депозит)\w*|скинул[аи]?\s+(?:деньги|предоплат\w+|оплат\w+))\b
    | \b(?:чек|платежк\w+|платежное\s+поручение|квитанци\w+)\s+(?:\w+\s+){0,3}(?:во\s+вложении|прикрепил\w*|ниже|отправил\w*|приложил\w*|скинул\w*|вот)\b | \bоплата\s+(?:прошла|ушла|отправлена|сделана)
    | \b(?:i|we|i've|we've|have|just|already|invoice|deposit|balance)\s+(?:\w+\s+)?paid\b | ^\W*paid\b | \bpayment\s+(?:is\s+)?(?:sent|made|done|went\s+through) | \bdeposit\s+(?:is\s+)?(?:sent|paid) | \b(?:money|funds)\s+(?:is\s+|are\s+)?sent\b | \bwired\b
    """,
    X,
)
_NOT_YET = re.compile(
    r"\?|\bне\s+(?:оплат|перев|внес|прош|виж|получ)|\bесли\b|\bкогда\b|\bпосле\s+того|\bкак\s+только|\bбы\b|\bв\s+прошл\w+|\bчтобы\b|\bif\b|\bonce\b|\bwhen\b|\bhaven't|\bnot\s+(?:yet\s+)?paid|\blast\s+time|\bплатил[аи]\s+(?:раньше|прошл)"
)
_GOT = re.compile(
    r"""
    \b(?:вижу|видим|получил[аи]?|получили|пришла|пришли|поступил[аи]?|поступили|приняли|приняла|зафиксировали)\s+(?:вашу\s+|вашей\s+)?(?:предо|до)?(?:оплат|плат[её]ж|аванс|деньг|депозит)\w*
    | \b(?:предо|до)?(?:оплат[ау]|плат[её]ж|аванс|деньги|депозит)\s+(?:\w+\s+)?(?:вижу|видим|получ\w+|пришл[аи]|пришел|поступил\w*|прошл[аи]|прошел|зачисл\w+|на\s+счете)\b | \bспасибо\s+за\s+(?:предо)?(?:оплату|покупку)|\bблагодар\w+\s+за\s+(?:оплату|покупку)|\bпоздравля\w+\s+с\s+(?:покупкой|приобретением)
    | \b(?:got|received|see)\s+(?:the|your)\s+(?:payment|deposit|money|transfer) | \b(?:payment|deposit|transfer)\s+(?:\w+\s+)?(?:received|came\s+through|arrived|is\s+in|landed) | \bthank(?:s|\s+you)\s+for\s+(?:the|your)\s+(?:payment|purchase|deposit)
    """,
    X,
)
_BOUGHT = re.compile(
    r"""
    \b(?:купил|заказывал|покупал|брал|приобрел|приобретал)[аи]?\s+(?:\w+\s+){0,3}у\s+вас\b | \bу\s+вас\s+(?:\w+\s+){0,2}(?:купил|заказывал|покупал|приобрел|приобретал)[аи]?\b | \b(?:мой|моего|моему|наш|нашего|нашему)\s+заказ\w*
    | \b(?:bought|ordered|purchased)\s+(?:\w+\s+){0,4}from\s+you | \b(?:my|our)\s+order\s+(?:\#|no|number|\d)\w*
    """,
    X,
)
_FAULTY = re.compile(
    r"""
    \b(?:привезли|доставили|поставили|установили|смонтировали|пришл[аио]|прислали|получили|получила|получил)\b[^.!?]{0,60}\b(?:не\s+(?:тот|та|то|те|работа|закрыва|открыва|включа|подош)\w*|брак\w*|сломан\w*|разбит\w*|царап\w*|поцарап\w*|течет|скол\w*|трещин\w*|поврежд\w+|оторван\w*)
    | \bрекламаци[яию]\b | \bсправк\w+\s+об\s+оплате | \bверните\s+деньги | \bиз\s+\d+\s+(?:\w+\s+){1,3}у\s+\d+\b | \bзаказывали\s+у\s+вас\b[^.!?]{0,60}\b(?:оторва|сломан|порван|треснут|разбит)\w*
    | \b(?:arrived|delivered|came)\b[^.!?]{0,40}\b(?:broken|damaged|wrong|scratched|missing|cracked) | \b(?:want|need|demand)\s+a\s+refund
    """,
    X,
)
_BUYS = re.compile(
    r"""
    \b(?:берем|беру|возьмем|возьму|забираем|заберу|покупаем|покупаю|заказываем|заказываю|оформляем|оформляйте|оформляй|оформите|оформим|запускайте|запускаем|подписываем|отгружайте|оставляем(?!ся)|оставляю|держите(?=\W*(?:$|[,.!]))|готовьте(?=\W*(?:$|[,.!]))|оплачу|оплатим|оплачиваем|оплачиваю)\b
    | \b(?:готовьте|готовь|подготовьте|шлите|присылайте|пришлите|высылайте|отправляйте|давайте|делайте|составляйте|жду|ждем|скиньте|выставляйте|выставите|выставляй)\s+(?:\w+\s+){0,3}(?:договор|сч[её]т)\b(?!\s*-?\s*(?:образец|шаблон|посмотр|почита)) | \b(?:договор|сч[её]т)\s+(?:\w+\s+){0,3}(?:готовьте|шлите|присылайте|пришлите|высылайте|давайте|выставляйте|выставите|жду|ждем)\b | \b(?:выставляйте|выставите|выставляй)\b | \bсчет\s+(?:на\s+(?:ооо|ип|ао|компани|фирм|юрлиц|меня|нас|нашу)\w*)
    | \bрешили\s+(?:\w+\s+)?(?:брать|делать|взять|заказ\w+|с\s+вами) | \b(?:согласовали|утвердили|утверждаем|утверждаю|одобрили|подписали|подписал[а]?|заказ\s+подтвержда\w+|подтвержда\w+\s+заказ\w*)\b | \bделаем\b(?!\s+(?:сами|это)) | \b(?:мы\s+|я\s+)?(?:на\s+все\s+)?согласн[аыо]?\b(?=\W*(?:$|[,.!]))
    | \b(?:we'll|we\s+will|i'll|i\s+will|let's|let\s+me)\s+(?:take|book|order|buy|go\s+with|go\s+ahead|proceed|do\s+it|get\s+it) | \bgo\s+ahead\b | \b(?:we|i)\s+(?:accept|agree|confirm\s+the\s+order)\b | \bsend\s+(?:\w+\s+){0,3}(?:invoice|contract|agreement|payment\s+link)\b | \bwhere\s+do\s+(?:i|we)\s+(?:sign|pay)\b | \bhow\s+do\s+(?:i|we)\s+pay\b | \bit's\s+a\s+deal\b|^\W*deal\b | \b(?:book|order)\s+it\b | ^\W*signed\b|\b(?:i|we)(?:'ve)?\s+signed\b | \bsign\s+(?:me|us)\s+up\b | \bapproved\b | \bcount\s+(?:me|us)\s+in\b
    """,
    X,
)
_ACCEPTS = re.compile(
    r"""
    \b(?:давайте|давай|хорошо|подходит|подойдет|устраивает|годится|договорились|да|ага|ок(?:ей)?|согласн\w*|записывайте|запишите|бронируйте|бронируем|подтвержда\w+|отлично|супер|идет|делайте|ставьте|добавьте|добавляйте|держите|закрепите|включайте|увеличь\w*|продлевайте|повторите|можно)\b
    | \b(?:yes|yeah|ok|okay|sure|fine|works|perfect|sounds\s+(?:good|great)|agreed|confirmed?|great|good|please\s+do|book|reserve|hold|keep)\b
    """,
    X,
)
_NOT_YET_BOUGHT = re.compile(
    r"""
    \bне\s+(?:берем|беру|возьмем|возьму|будем|буду|подход|подойд|устраива|согласн|заказыва|оформля|делаем|покупа|готов|оплачу|оплатим|подпи|утверд|одобр|соглас)\w* | \bесли\s+(?:возьм|бер|оформ|закаж|заказ|куп|подпи|оплат|согласу|утверд)\w* | \bкогда\s+(?:возьм|оплат|подпиш)\w* | \bбы\s+(?:взял|заказал|купил)\w*|\b(?:взял|заказал|купил)\w*\s+бы\b | \bчто\s+(?:если|будет)\b | \bдоговор\s+(?:\w+\s+)?(?:почитать|посмотреть|изучить)
    | \bif\s+(?:we|i)\s+(?:take|order|buy|book|sign|go)\b | \b(?:won't|not|don't|do\s+not|can't|cannot|before\s+(?:we|i))\s+(?:\w+\s+)?(?:take|order|buy|book|sign|accept|agree|go\s+ahead|pay)\b
    """,
    X,
)
_GONE = re.compile(
    r"""
    \bвынуждены\s+отказать\w+ | \b(?:решил[аи]?\s+|приходится\s+|пришлось\s+)?отказаться\b | \bотказываемся\b|\bотказываюсь\b | \b(?:закрывайте|закройте)\b | \bуберите\s+(?:мой|наш|меня|нас) | \bудалите\s+(?:мой|наш|меня|нас) | \b(?:больше\s+)?не\s+(?:пишите|звоните|беспокойте)(?:\s+(?:мне|нам|больше|сюда))?(?=\W*(?:$|[,.!]))
    | \b(?:обратил(?:ись|ся|ась)|ушли|ушел|ушла|пошли)\s+(?:уже\s+)?(?:в|к)\s+друг\w+ | \b(?:обратимся|обращусь|пойдем|пойду|уйдем|уйду|поедем)\s+(?:лучше\s+|тогда\s+)?(?:в|к)\s+друг\w+ | \b(?:нашл[аи]|нашел|выбрали|выбрал[а]?|взял[аи]?|купил[аи]?|заказал[аи]?)\s+(?:уже\s+|себе\s+)?(?:в\s+|у\s+)?(?:друг\w+|дешевле|попутн\w+|свой|своего|поближе|рядом) | \bуже\s+(?:нашл[аи]|нашел|купил[аи]?|заказал[аи]?|выбрал[аи]?|взял[аи]?|решил[аи]?\s+вопрос) | \b(?:остановились|остановился|остановилась)\s+на\s+друг\w+ | \b(?:решили|решил|решила)\s+(?:\w+\s+)?(?:обойтись|не\s+\w+ть|своими|сами\b|с\s+другими|отказаться)
    | \bпередумал[аи]?\b | \bне\s+будем\s+(?:брать|заказывать|делать|покупать|сотрудничать|работать|продолжать|ничего) | \b(?:брать|заказывать|покупать)\s+(?:\w+\s+)?не\s+(?:будем|буду|станем|стану)\b | \bобойд(?:емся|усь)\b | \bнет,?\s+спасибо | \bспасибо,?\s+(?:уже\s+)?не\s+(?:надо|нужно|интересно|актуально) | \b(?:уже|больше)\s+не\s+(?:актуально|нужно|надо|интересно|требуется) | \b(?:вопрос|проект|тендер|тема|закупк\w+)\s+(?:\w+\s+)?(?:закры\w+|снят\w*|отмен\w+|неактуал\w+|не\s+актуал\w+) | \bпроект\s+закрыли|\bвопрос\s+закрыт | \b(?:нам|мне|нас|меня)\s+(?:\w+\s+){0,2}не\s+(?:интересно|интересует|актуально)\b | \b(?:нам|мне)\s+(?:это\s+|сейчас\s+|пока\s+|этого\s+|такое\s+)*не\s+(?:нужно|надо|нужны|нужен|нужна)(?=\W*(?:$|[,.!:])) | \b(?:остаемся|остаюсь)\s+(?:на|с|при)\s+(?:сво|прежн|нынешн|текущ|стар)\w* | \bменять\s+(?:\w+\s+){0,2}не\s+(?:план|хот|буд)\w+ | \bне\s+надо\s+ничего|\bничего\s+не\s+надо
    | \b(?:gone|went|going|go|decided\s+to\s+go)\s+(?:with|for|elsewhere)\b(?=[^.!?]*(?:another|other|someone|else|competitor|local|different|\belsewhere|cheaper))|\bgo(?:ing|ne)?\s+elsewhere\b | \b(?:chose|chosen|picked|found|hired)\s+(?:another|someone|somebody|a\s+(?:local|different|cheaper)) | \bno,?\s+thanks?\b | \bnot\s+interested\b | \bno\s+longer\s+(?:need|interested|relevant) | \b(?:remove|take)\s+(?:me|my|us)\b[^.!?]*(?:list|off|database|number) | \bstop\s+(?:writing|emailing|messaging|contacting) | \bdecided\s+(?:not\s+to|against) | \bwe'll\s+pass\b|\bi'll\s+pass\b|\bpass\s+on\s+this | \bcancel\s+(?:the|my|our)\s+(?:order|booking|request)
    """,
    X,
)
_STAYS = re.compile(
    r"\bесли\s+(?:не\s+)?[^.!?,]{0,60}(?:обратим|пойд|уйд|обращ)\w*[^.!?]*|\bне\s+(?:можем|могу|хотим|хочу|хотелось\s+бы|придется|собира\w+)\s+отказ\w+|\bот\s+\w+\s+(?:придется\s+|можно\s+|решили\s+|готовы\s+)?отказаться\b|\bзакрывайте\s+(?:сделку|заявку\s+как\s+успеш)"
)
_TROUBLE = re.compile(
    r"""
    \b(?:опять|снова|до\s+сих\s+пор|вчера|уже|третий|второй|все\s+еще)\b[^.!?]{0,60}\bне\s+(?:\w+ет|\w+ит|\w+ют|\w+ят|\w+л[аио]?|\w+л(?:ось|ась|ся|ись))\b | \b(?:а|но)\s+(?:\w+\s+){0,3}не\s+(?:закрыва|открыва|включа|работа|держ|греет|заряжа)\w+ | \b(?:разош|слома|порва|треснул|отвали|протек|течет|облез|выцве|заклинил|перестал|испорти|поцарапа)\w*|\bбрак\w*\b|\bне\s+работает\b | \bпо\s+(?:нашему\s+|моему\s+)?договору\b | \bсправк[ауи]\b|\bзакрывающ\w+\s+документ
    | \b(?:broke|broken|stopped\s+working|doesn't\s+work|not\s+working|leaking|cracked|faulty|defective|missing|invoice|still\s+(?:no|not|waiting|haven't))\b
    """,
    X,
)
_WANTS = re.compile(
    r"""
    \b(?:нуж(?:ен|н[аоы])|хо(?:чу|тим|тел\w*|телось)|интересу\w+|ищ(?:у|ем)|сколько|поч[её]м|цен[аыу]|стоимость|делаете|продаете|сдаете|занимаетесь|есть\s+ли|рассчита\w+|посчита\w+|подобрать|планиру\w+|собираемся|требу\w+|записаться|заказать|купить|прошу|просим|открываем|готовим)\b
    | \b(?:looking\s+for|need|want|would\s+like|i'd\s+like|we'd\s+like|do\s+you|can\s+you|how\s+much|price|quote|interested)\b
    """,
    X,
)
_PAPERS = re.compile(
    r"\b(?:счет\w*|договор\w*|оплат\w+|предоплат\w+|накладн\w+|invoice|contract|payment|pay)\b"
)
_TRIAL = re.compile(
    r"""
    \b(?:замер\w*|бесплатн\w+|пробн\w+|демо\w*|показ\w*|созвон\w*|встре[тч]\w*|консультаци\w+|экскурси\w+|тест-?драйв\w*|осмотр\w*|визит\w*|звон\w+|позвон\w+|набер\w+|перезвон\w+|образ(?:ец|ц\w*)|примерк\w+|знакомств\w*|диагностик\w+|приезжайте|приходите|подъе[дз]\w+|подойд(?:у|ем|ите)|приед\w+|заед\w+|загляну\w*|посмотреть|офис\w*|салон\w*|шоурум\w*|видео\w*|пилот\w*|геологи\w+|презентаци\w+|разбор\w*|аудит\w*|собеседован\w+|просмотр\w*)\b
    | \b(?:call|demo|trial|visit|meeting|meet|sample|free|consultation|viewing|tour|showroom|zoom|talk|survey|walk-?through|drop\s+by|stop\s+by|site\s+visit|measure\w*|taster|tasting)\b
    """,
    X,
)
