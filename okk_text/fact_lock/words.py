"""Words that carry no fact, words that mean the same, words that are no names: folded, by dictionary form."""

from __future__ import annotations

from okk_text.lexicon.promise_phrases import DEEDS, GOING


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# One idea in several words: the first stands for all; a * ends a beginning of words.
SAME = {
    word: group.split()[0]
    for group in (
        "цена стоимость стоить обойтись обходиться ценник прайс-лист",
        "оплата оплатить оплачивать платеж платить оплачен",
        "посчитать рассчитать просчитать рассчитывать расчет калькуляция считать",
        "привезти доставить доставка довезти привозить доставлять",
        "позвонить звонок перезвонить набрать созвониться созвон звонить call phone ring",
        "прислать отправить выслать направить скинуть переслать отправлять высылать присылать направлять кинуть send email forward sending sent",
        "сообщить написать сказать ответить отписаться ответ reply answer write tell",
        "подтвердить подтверждение подтверждать confirm confirmation",
        "выбрать выбор выбирать choose pick choice",
        "подойти подходить устроить устраивать удобно удобный suit suitable convenient",
        "сделать делать выполнить выполнять осуществить осуществлять произвести производить изготовить изготовление провести",
        "приложить прикладывать вложение прикрепить прикрепленный приложение вложить attach attached attachment enclose enclosed",
        "купить приобрести покупать приобретать",
        "начать приступить начинать старт стартовать begin start commence",
        "нужный нужно надо необходимо необходимый требоваться need",
        "состояться пройти быть",
        "входить включить включено включать include including",
        "приехать подъехать прибыть приезжать",
        "показать покажем показывать show",
        "узнать уточнить выяснить узнавать уточнять check",
        "встреча встретиться встречать meeting meet",
        "помочь помощь помогать help assist",
        "использовать применять использование",
        "ready finished done",
        "price cost",
        "deliver delivery ship shipment shipping shipped",
        "pay payment paid",
        "cancel cancellation",
        "install installation fitted fit",
        "invoice bill",
        "quote quotation offer proposal",
        "get receive have",
        "цвет окраска",
        "гарантия гарантировать guarantee warranty",
        "срок продолжительность",
        "готовый готово",
        "зарезервировать бронь бронирование забронировать book reserve",
        "подпись подписать подписание подписывать sign signature signed",
        "расположить находиться располагаться",
        "скидка дисконт discount",
    )
    for word in group.split()
}
SAME |= {word: kind for table in (DEEDS, GOING) for word, kind in table.items() if kind == "send"}
SAME |= dict.fromkeys(("прислать", "send"), "send")

# May come without being a new fact: greetings, courtesy, asking and answering.
HARMLESS = _words(
    "him hers theirs unfortunately цена просьба пожалуйста спасибо благодарить благодарный вопрос готовность сообщить написать ответить ответ подсказать подтвердить"
    " подтверждение просить попросить ждать обращаться обратиться удобно удобный дать знать нужно надо необходимо нужный"
    " вариант решение время рад здравствуйте добрый приветствовать уважение уважать уважаемый день утро вечер хороший"
    " уточнить узнать пояснить понять понятно хотеть мочь смочь быть являться стать иметь это вот также тоже еще уже"
    " затем потом тогда далее поэтому чтобы для если как так здесь там тут просто именно связь связаться взгляд"
    " письмо сообщение текст информация данный следующий весь сам самый другой какой такой наш ваш свой"
    " посмотреть прислать решить определиться выбрать хорошо отлично понимать конечно  итак коллега"
    " please thanks thank hello hi dear let know reply confirm tell answer question questions just also then so"
    " would could can will shall may like want need have has had do does did be is are was were been am here there"
    " it its this that these those get got give see look forward happy glad welcome kindly regards best sincerely"
    " yes ok okay sure contact email message back us our your my me you we i they he she his her their them who"
    " what which how when where why whether now day morning afternoon evening good"
)
# May go without a loss: what remains says the same. Beginnings of words.
FILLING = tuple(
    "цена цене цену цены стоимост мочь готов предлож компани высококачеств сотрудничеств возможност вопрос момент образ случай внимани обращени интерес информаци удовольстви"
    " радост благодарност уважени желани надежд клиент партнер заказчик специалист менеджер команд коллектив"
    " подход качеств уровень индивидуальн професси опыт лучш отличн прекрасн замечательн уникальн надежн"
    " успешн ведущ оптимальн выгодн качествен современн удобн комфорт хорош приятн рад интересн важн "
    " данн настоящ текущ следующ определенн соответствующ дальнейш различн нужн необходим возможн каждый любой"
    " целом цель рамк связ процесс вид вещь дел отношени услуг сторон задач решени предложени пожелани потребност"
    " обстоятельств особенност нюанс детал факт сведени сфер област рынок помощ оперативн подробн"
    " письм сообщени заявк запрос ответ выбор результат ожидани счасть улыбк здоровь настроени польза время "
    " team company experience quality service customer client professional best great good excellent wonderful"
    " unique reliable leading opportunity interest attention regard matter fact order hope pleasure"
    " pleased delighted happy glad kind question information detail regards cooperation partnership product solution"
    " please thank hello dear would could actually basically really very quite simply truly literally wanted"
    " would like just touch base reach hesitate forward hearing afraid sorry unfortunately convenience everything anything something"
    " write writing inform mention note point currently present moment time course view purpose light way"
    " look looking appreciate grateful valued perfect amazing thrilled awesome fantastic absolutely certain well therefore"
    " however moreover furthermore additionally overall generally process situation take make able"
    " want need know think believe feel feeling understand trust assure inquiry enquiry email message letter"
    " committed proud pride passionate dedicated strive offer offering provide providing ".split()
)
# Adverbs and particles of no weight, Russian: all adverbs but these carry something.
LIGHT = _words(
    "реально прям прямо откровенно кстати впрочем итого естественно разумеется безусловно несомненно примечательно соответственно приблизительно очевидно честно попросту фактически практически значительно существенно довольно достаточно сегодняшне настоятельно убедительно"
    " очень просто также еще уже даже вообще действительно конечно хорошо  тогда здесь там тут"
    " так как вот сейчас собственно буквально абсолютно совершенно крайне весьма искренне вновь снова"
    " опять именно быстро скоро оперативно пожалуйста спасибо нужно надо удобно приятно далее"
    " следом поэтому почему когда где куда зачем вежливо кратко подробно будто "
    " вообщем смело легко комфортно качественно профессионально вкратце соответственно непосредственно"
)
# Verbs that say little themselves, Russian: they may go.
LIGHT_VERBS = _words(
    "быть давать являться составлять составить стоить идти иметь иметься хотеть хотеться мочь находиться сообщать"
    " сообщить напоминать напомнить понимать понять предлагать предложить выходить выйти получиться получаться"
    " занимать занять оказаться оказываться считать думать видеть знать писать написать говорить сказать отметить"
    " подчеркнуть обратить обращать обратиться осуществлять осуществить производить произвести проводить провести"
    " надеяться просить попросить ждать благодарить радовать гарантировать услышать спасать извинить извиняться"
    " позволить разрешить уведомить уведомлять информировать проинформировать довести стать остаться оставаться"
    " посмотреть смотреть прийти делать сделать подсказать уточнить интересовать поступить отдавать отдать объяснять объяснить повторять повторить обойтись обходиться"
)
# Capitalised, and no name all the same.
NO_NAMES = _words(
    "i i'm i'll i've i'd ok вы вас вам вами ваш ваша ваше ваши вашего вашей вашему вашим ваших вашу мы добрый день"
    " здравствуйте hello hi dear p s ps re fwd fw бы monday да нет the yes no best regards kind sincerely thanks thank"
)
LONG_FORMS = {  # folded long form -> short one
    "коммерческ\\w+ предложени\\w+": "кп",
    "техническ\\w+ задани\\w+": "тз",
    "(?:ват|вот|вац)с?сап\\w*": "whatsapp",
    "телеграмм?\\w*|телега\\b|телегу\\b": "telegram",
    "налог\\w* на добавленную стоимость": "ндс",
}
