"""The words of greetings, titles and unfilled templates, as patterns over a message's first lines."""

from __future__ import annotations

import re

_NEIGHBOURS = (  # Kazakh, Kyrgyz, Uzbek, Tajik, Tatar, Bashkir, Azeri, Armenian, Georgian
    r"с[әаэе]л[еэ]м\w*(?:\s+бе)?|с[әа]лам(?:\s+ал[аеэ]й?кум)?|салам[ае]т?сыз\s*[-]?\s*(?:б[аы]|дарм?ы)?|армысыз(?:дар)?|қайырлы\s+(?:күн|таң|кеш)"
    r"|(?:в[ао]?\s?ал[аеэ]й?кум\s+)?(?:ас+|ос+)ал[аоу]\w*[\s-]*(?:мал|ал|ғал)[аеэ]й?[кқ]ум|вал[аеэ]й?кум\s+ассал[ао]м|ва\s+ал[аеэ]й?кум\s+ас+ал[ао]м"
    r"|ас+алаума[ғг]ал[еэ]й?кум|салом(?:\s+ал[аеэ]й?кум)?|хайрли\s+(?:кун|кеч|тонг)|исәнме(?:сез|с[еи]з)?|исанмесез|х[әа]е?й?ерле\s+(?:к[өо]н|иртә|кич)"
    r"|[һх]аумы(?:һы|сы|хы)[ғг]ы[ҙз]|барев(?:\s+дзе[зс])?|бари\s+(?:луйс|ор|ереко)|гамарджоб[аи]т?|шалом"
    r"|salom|salam(?:\s+al[ae][iy]kum)?|s[aä]lem|as+al[ao]mu?\s+al[ae][iy]kum|xayrli\s+(?:kun|kech|tong)|barev(?:\s+dzez)?|gamarjobat?|merhaba|мерхаба"
)
_HOLIDAYS = (  # «С наступающим, Ирина!»; not «с праздничной скидкой», «с Новым годом цены …»
    r"(?:поздравля(?:ю|ем)\s+(?:вас\s+)?)?с\s+(?:наступающими?|наступившими?|прошедшими?|праздник(?:ом|ами)|новым\s+годом|рождеством|пасхой|дн[её]м\s+рождения"
    r"|8\s+марта|23\s+февраля|наурызом|навруз[оа]м|курбан[\s-]байрамом)(?:\s+(?:вас|тебя|праздник(?:ом|ами)|новым|годом|рождеством|весны|и))*"
    r"(?=\s*(?:[,!.)\n]|$)|\s+(?-i:[А-ЯЁ]))|(?:happy\s+(?:new\s+year|holidays|easter|thanksgiving)|merry\s+christmas)(?=\s*(?:[,!.]|$))"
)
GREETING = re.compile(
    r"(?<!\w)(?:"
    # здравствуйте in every spelling that people manage, and the short forms
    r"(?:зд[ра]{1,3}|дра)в?\w{0,5}(?:[уо]й|ви|вй|й)(?:т[еьи]\w?)?|здраст[еиь]|здрась?те|здаро[вф]а?|здорово(?=,\s*(?:бра|бро|друж|парни|ребят|мужик))"
    r"|пр[ие]вет(?:ик|ики|ствую|ствуем|ули)?|при+ве+т|приветы|йоу?|хай|хеллоу?|салют|с\s+добрым\s+утром|здравия\s+желаю|мо[её]\s+почтение"
    rf"|{_NEIGHBOURS}|{_HOLIDAYS}|приветству(?:ю|ем)|рад[аы]?\s+(?:вас\s+)?приветствовать"
    r"|(?:д[оа]б[рыйое]{2,4}|добрейш\w{2,3})\s+(?:д?ень?|днь|жень|ден[её]к|дня|вече?р(?:а|ок|очек)?|утр[оа]|утречк[оа])|(?:день|вечер)\s+добрый|утро\s+доброе"
    r"|доброго\s+(?:(?:вам\s+)?(?:времени(?:\s+суток)?|дня|утра|вечера)|здоров\w+|ден[её]чк\w)|доброго\s+вам\s+ден[её]чка|доброй\s+ночи"
    r"|добрый(?=\s*[.,!)\n]|\s*$)|доброе(?=\s*[.,!)\n]|\s*$)"
    r"|добрий\s+(?:день|вечір|ранок)|доброго\s+(?:ранку|вечора)|доброї|вітаю|привіт|прывітанне|добры\s+дзень"
    r"|hi+|hello+|hey+|hiya|howdy|g['’]day|yo(?=[,!\s])|greetings|dear|good\s+(?:morning|afternoon|evening|day)|(?:morning|afternoon|evening)(?=[,!]|\s+[A-Z])"
    r")(?![\w-])",
    re.IGNORECASE,
)
HEARTY = re.compile(
    r"(?<!\w)здорово?(?!\w)", re.IGNORECASE
)  # a greeting only with a name beside it
GENITIVE = re.compile(r"добр(?:ого|ой|ейшего)", re.IGNORECASE)
HONORIFIC = re.compile(
    r"(?<!\w)(?:много)?уважаем(?:ый|ая|ые|ый\(ая\)|ая\(ый\))(?!\w)", re.IGNORECASE
)
FILLER = re.compile(
    r"(?:вам|вас|тебе|тебя|всем|ещ[её]\s+раз|снова|again|и|and|мой|наш[аи]?|мои|калбатоно|батоно|құрметті|кадырлуу|х[өо]рмәтле|урматтуу|дорог(?:ой|ая|ие)|мил(?:ый|ая)|любезн(?:ый|ая)|прекрасная|(?:много)?уважаем(?:ый|ая|ые)"
    r"|г-н|г-жа|господин|госпожа|mr|mrs|ms|miss|dr|dear)(?!\w)\.?[\s,]*",
    re.IGNORECASE,
)
TITLE = re.compile(r"(?:г-н|г-жа|господин|госпожа|mr|mrs|ms|miss|dr|dear)\.?\s*$", re.IGNORECASE)
LEAD = re.compile(  # words that may stand before a greeting word in its own clause
    r"(?:ещ[её]\s+раз|и|вам|всем|вас|рад[аы]?|снова|да|о|ну|а|ой|so|and|oh|well|a\s+very)(?!\w)[\s,]*",
    re.IGNORECASE,
)
TEMPLATE = re.compile(
    r"\{+[^{}\n]{0,40}\}+|%[A-Za-zА-яЁё_]{2,30}%|<(?:имя|name|first\s*name|client|клиент)[^>\n]{0,20}>"
    r"|\[(?:имя|name|first|client|клиент|фио|contact|recipient|customer)[^\]\n]{0,30}\]|\$\w*name\w*|_{3,}"
    r"|\((?:имя|name)[^)\n]{0,20}\)|[*#@|]{1,2}(?:f?name|имя)\W{0,2}|(?-i:\b(?:ИМЯ|ФИО|NAME|FIRST_?NAME|X{3,})\b)",
    re.IGNORECASE,
)
EMPTY_SLOT = re.compile(
    r"(?P<slot>(?:день|вечер|утро|здравствуйте),[ \t]*[!.])"
    r"|(?:^|,)[ \t]*(?P<alone>(?:уважаем(?:ый|ая)(?:\(ая\)|\(ый\))?|dear)[ \t]*[,!])",
    re.IGNORECASE | re.MULTILINE,
)
COURTESY = re.compile(  # what politely follows a name in the East: «Айгүл ханым», «Рустам ака»
    r" (?:хан[ыу]м|мырза|[эа]же|апа|апай|[ае]ке|ака|ага|агай|байке|джан|жан|бей|бай|муаллим\w?|[эе]фенди|usta|aka|opa|опа|jan|bey|xonim|hanim|hoca)(?!\w)"
)
SPOKEN_OF = re.compile(  # what follows a name that is spoken of, or that introduces the author
    r"[\s,–—-]*(?:наш\w*|мой|моя|менеджер|специалист|консультант|администратор|помощник|компания|фирма|директор|руководитель"
    r"|из\s+(?:компании|фирмы|отдела|«)|manager|from|our|with)(?!\w)|[\s,–—-]*(?:(?:студия|клиника|салон|агентство|магазин|центр|школа|мастерская|фабрика|завод|типография"
    r"|бюро|сервис|ателье|отдел|ооо|группа|сеть|банк|клуб|кафе|доставка)\s+)?[«\"][^»\"\n]{1,60}[»\"]\s*(?:[.,!\n]|$)",
    re.IGNORECASE,
)
INTRODUCES = re.compile(
    r"(?:меня\s+зовут|это|с\s+вами|вас\s+приветствует|вам\s+пишет|на\s+связи|мо[её]\s+имя|я|this\s+is|i['’]?\s*a?m|my\s+name\s+is)\s*[-–—:]?\s*$",
    re.IGNORECASE,
)
PRESENTS = re.compile(  # a sentence in which the author says who writes
    r"\W*(?:меня\s+зовут|это|с\s+вами|вам\s+пишет|на\s+связи|я|my\s+name|this\s+is|i['’]?\s*a?m)\s",
    re.IGNORECASE,
)
ANYBODY = frozenset(
    "there all team everyone everybody folks sir sirs madam customer client colleague colleagues friend "
    "friends guys partner partners valued again both dear hiring sales support ladies gentlemen thank thanks "
    "marketing accounting procurement purchasing finance admin office management community neighbors neighbours "
    "subscriber member members user users owner homeowner shopper student students parent parents reader readers "
    "investor investors candidate applicant resident residents tenant guest guests attendees traveler patient mate "
    "buddy man dude love honey gang crew fellas pal boss name happy "
    "i we you it the this that please just hope as our your good nice great any can could would "
    "коллеги коллега друзья друг клиент клиенты покупатель партнеры партнер команда господа дамы всем все "
    "ребята девушки девочки мужчина женщина соседи пользователь абонент подписчик гость гости жители "
    "заказчик товарищи дорогие уважаемые красавица дорогая дорогой солнышко".split()
)
SHORT_REPLY = re.compile(
    r"(?:спасибо|благодарю|принято|понял[аи]?|хорошо|ок|окей|отлично|да|нет|конечно|супер|здорово|записал[аи]?"
    r"|договорились|thanks|thank\s+you|many\s+thanks|perfect|great|sure|got\s+it|done|noted|absolutely|welcome)\s+$",
    re.IGNORECASE,
)
