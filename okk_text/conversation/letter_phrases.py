"""What mail programs and letter writers say around their words, by language: a new language is data."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Phrases:
    """One language's words, lower case, ё as е; lists of words are strings parted by blanks."""

    months: str
    weekdays: str
    verbs: str  # «написал»: the word that ends an attribution
    glue: str  # «пользователь», «at»: may stand in an attribution and says nothing
    by: str = ""  # «от»: the author follows
    labels: dict[str, tuple[str, ...]] = field(default_factory=dict)
    banners: tuple[str, ...] = ()  # lines over a forwarded or answered letter
    ends: tuple[str, ...] = ()  # and below a forwarded one
    closings: tuple[str, ...] = ()  # patterns of what opens a signature
    thanks: tuple[str, ...] = ()  # open one only with a comma and a name below
    mobile: tuple[str, ...] = ()  # patterns of what programs add below a letter
    notices: tuple[str, ...] = ()  # patterns of how a legal notice begins
    legal: str = ""  # stems of which two make it one
    footers: tuple[str, ...] = ()  # patterns of footers that need no further proof
    positions: str = ""  # stems of posts and departments
    places: str = ""  # stems that tell an address or a way to reach somebody


RUSSIAN = Phrases(
    months="январь января янв февраль февраля фев февр март марта мар апрель апреля апр май мая"
    " июнь июня июн июль июля июл август августа авг сентябрь сентября сен сент октябрь октября"
    " окт ноябрь ноября ноя нояб декабрь декабря дек",
    weekdays="понедельник вторник среда среду четверг пятница пятницу суббота субботу воскресенье"
    " пн вт ср чт пт сб вс пнд втр срд чтв птн суб вск",
    verbs="написал написала написали писал писала писали пишет пишете ответил ответила сообщил"
    " сообщила",
    glue="в во г года год пользователь а о часов ч мск мск+0 письме вы",
    by="от",
    labels={
        "from": ("от", "от кого", "отправитель", "автор"),
        "date": ("отправлено", "дата", "отправленные", "дата отправки", "послано", "когда"),
        "to": ("кому", "получатель", "получатели"),
        "copy": ("копия", "копии", "ск", "скрытая копия"),
        "subject": ("тема", "тема письма", "тема сообщения"),
        "other": ("важность", "вложения", "вложение", "приоритет", "ответить", "обратный адрес"),
    },
    banners=(
        "исходное сообщение",
        "исходное письмо",
        "оригинальное сообщение",
        "первоначальное сообщение",
        "пересылаемое сообщение",
        "пересылаемое письмо",
        "перенаправленное сообщение",
        "пересланное сообщение",
        "пересланное письмо",
        "переадресованное сообщение",
        "начало переадресованного сообщения",
        "начало пересылаемого сообщения",
        "начало пересланного сообщения",
        "начало перенаправленного сообщения",
        "конечное сообщение",
        "далее пересланное письмо",
        "это пересылаемое сообщение",
        "ответ на сообщение",
        "переадресованное письмо",
        "исходный текст",
        "сообщение переслано",
    ),
    ends=(
        "конец пересылаемого сообщения",
        "конец пересланного сообщения",
        "конец пересылаемого письма",
        "конец переадресованного сообщения",
        "конец перенаправленного сообщения",
        "завершение пересылаемого сообщения",
        "конец пересланного письма",
    ),
    closings=(
        r"с (?:(?:большим|глубоким|искренним|огромным|неизменным|безграничным|глубочайшим|особым"
        r"|бесконечным) )?(?:уважением|почтением|признательностью|благодарностью|теплом|любовью"
        r"|приветом|поклоном)(?: к вам| ко всем| к тебе)?",
        r"с ув(?:аж)?\b\.?",
        r"с (?:самыми )?(?:наилучшими|лучшими|добрыми|теплыми|искренними|сердечными|дружескими)"
        r" (?:пожеланиями|чувствами)",
        r"с надеждой на (?:\w+ ){0,2}(?:сотрудничество|ответ|понимание|встречу)",
        r"(?:желаю )?всего (?:вам |тебе )?(?:самого )?(?:доброго|хорошего|наилучшего|лучшего)",
        r"всех благ",
        r"(?:искренне|всегда|навеки) (?:ваша?|твой|твоя)",
        r"уважающ(?:ий|ая) вас",
        r"до свидания",
        r"наилучшие пожелания",
        r"наилучших пожеланий",
        r"уважаю",
    ),
    thanks=(
        r"(?:большое |огромное )?спасибо(?: большое| заранее| за \w+)?",
        r"заранее (?:спасибо|благодар\w+)",
        r"(?:хорошего|отличного|прекрасного|приятного|доброго|продуктивного|удачного) "
        r"(?:вам )?(?:дня|вечера|настроения)",
        r"хороших выходных",
        r"благодар[юи]\w*(?: вас)?(?: за \w+)?",
        r"удачи",
        r"до (?:связи|встречи)",
        r"жду (?:вашего )?ответа",
        r"хорошей недели",
    ),
    mobile=(
        r"(?:отправлено|послано) (?:с|со|из|через|при помощи|с помощью)\b.{0,30}\b@device.{0,60}",
        r"написано (?:с|на|в|из)\b.{0,20}\b@device.{0,40}",
        r"отправлено @device.{0,40}", r"(?:с|из) (?:моего|моей) @device.{0,40}",
        r"(?:скачать|получить|загрузить|установить) (?:почту|outlook|яндекс|приложение)\b.{0,60}",
        r"(?:простите|извините)(?: меня)? за (?:краткость|опечатки|возможные опечатки)\b.{0,60}",
        r"(?:без вирусов|проверено на (?:наличие )?вирус\w*|вирусов нет|письмо проверено)\b.{0,60}",
        r"(?:это (?:письмо|сообщение) )?(?:проверено|защищено) .{0,20}(?:антивирус|avast|dr\.?web|касперск)\w*.{0,40}",
    ),
    notices=(
        r"(?:настоящее|данное|это|эта|этот|данная|настоящая|данный|внимание|информация|сведения"
        r"|содержание|материалы|письмо|сообщение|переписка|если|конфиденциально\w*|уведомление"
        r"|любое|отправитель|любая|указанн\w+|просим|в случае)\b",
    ),
    legal="конфиденц адресат получател ошибк ошибоч уничтож удалите удалить офёрт оферт разглаш"
    " несанкционир третьи третьим ответственност копирован распростран вирус тайн предназнач"
    " незамедлительно уведомите",
    footers=(
        r"(?:подумайте|позаботьтесь|берегите|сохраните|не печатайте|прежде чем (?:рас)?печатать"
        r"|перед тем,? как (?:рас)?печатать)\b.{0,40}(?:печат|природ|окружающ|бумаг|лес|планет|экологи)",
        r"(?:чтобы )?отписаться (?:от|можно)\b", r"вы получили это (?:письмо|сообщение),? (?:потому|так как)",
        r"настоящее (?:электронное )?(?:письмо|сообщение) (?:и|предназначен|содержит|носит|является|может)\b",
        r"пожалуйста,? (?:подумайте|позаботьтесь|не печатайте)\b",
    ),
    positions="менеджер директор руковод начальни специалист инженер бухгалтер юрист логист снабжен"
    " закуп продаж отдел заведующ консультант дизайнер координатор администратор секретар помощник"
    " ассистент аналитик маркетолог экономист технолог мастер прораб архитектор агент эксперт аккаунт"
    " предпринимател учредитель президент вице партнер партнёр основател собственник владелец куратор"
    " супервайзер диспетчер оператор тренер методист редактор продюсер представитель департамент"
    " управлени служба филиал группа сектор старший старшая ведущий ведущая главный главная генеральн"
    " коммерческ исполнительн финансов техническ младший зам заместител и.о. hr проджект продакт"
    " бренд контент снабженец сметчик торгов адвокат нотариус врач преподаватель доцент профессор",
    places="тел телефон моб мобильн факс доб сот раб сайт почта адрес улица ул просп проспект пр-т"
    " пер шоссе наб бульвар офис оф инн кпп огрн огрнип ватсап вотсап телеграм вайбер скайп"
    " мессенджер индекс склад режим график пн-пт ежедневно приемная часы",
)

ENGLISH = Phrases(
    months="january jan february feb march mar april apr may june jun july jul august aug september"
    " sep sept october oct november nov december dec",
    weekdays="monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur"
    " thurs fri sat sun",
    verbs="wrote writes said",
    glue="on at the of am pm a.m p.m gmt utc msk cet cest eet eest est edt pst pdt cst cdt mst mdt"
    " bst ist via in letter you st nd rd th message user time",
    by="from by",
    labels={
        "from": ("from", "sender"),
        "date": ("sent", "date", "received", "sent on", "sent at"),
        "to": ("to", "recipient", "recipients"),
        "copy": ("cc", "bcc", "copy", "copies"),
        "subject": ("subject", "re"),
        "other": ("reply-to", "reply to", "importance", "priority", "attachments", "resent-from"),
    },
    banners=(
        "original message",
        "original mail",
        "original email",
        "original e-mail",
        "forwarded message",
        "forwarded mail",
        "forwarded email",
        "forwarded by",
        "begin forwarded message",
        "start of forwarded message",
        "reply message",
        "original appointment",
        "replied message",
        "forwarded letter",
        "message transferred",
        "original letter",
    ),
    ends=("end of forwarded message", "end forwarded message", "end of original message"),
    closings=(
        r"(?:with )?(?:my |our )?(?:kind(?:est)?|best|warm(?:est)?|friendly|cordial|sincere)"
        r"(?: and (?:kind|warm|best))?(?: personal)? (?:regards?|wishes)",
        r"(?:best|all the best|warmly|regards|rgds|brgds|br|kr|bests|warm regards|with regards)",
        r"(?:with )?(?:many )?(?:kind )?(?:thanks|gratitude) and (?:best |kind )?regards",
        r"(?:yours|sincerely|respectfully|cordially|faithfully)(?: (?:yours|sincerely|truly"
        r"|faithfully|respectfully|ever))?",
        r"very truly yours",
        r"with (?:best|kind|warm) \w+",
        r"with (?:respect|appreciation|gratitude)",
        r"take care",
        r"looking forward,?",
        r"cheers",
        r"respectfully(?: submitted)?",
    ),
    thanks=(
        r"(?:many |kind |best )?thanks(?: again| so much| a lot| in advance| very much)?",
        r"thank you(?: again| so much| very much| in advance| kindly)?",
        r"thx",
        r"ta",
        r"have a (?:great|good|nice|lovely|wonderful) (?:day|week|weekend|evening|one)",
        r"talk soon",
        r"speak soon",
        r"see you(?: \w+)?",
        r"ciao",
    ),
    mobile=(
        r"(?:sent|typed|written|posted) (?:from|via|by|with|using|on)\b.{0,30}\b@device.{0,60}",
        r"sent from my .{2,40}", r"get (?:outlook|yahoo|bluemail|spark|gmail|k-9)\b.{0,60}",
        r"(?:scanned|checked|protected) by .{0,40}", r"virus-free\b.{0,60}",
        r"(?:please )?(?:excuse|pardon|forgive) (?:any |my |the )?(?:typos?|brevity|mistakes)\b.{0,80}",
        r"sent on the go.{0,40}",
    ),
    notices=(
        r"(?:this|the|if|any|please|confidential\w*|disclaimer|notice|legal|privileged|nothing|important"
        r"|information|unless|note|you)\b",
    ),
    legal="confidential intended recipient addressee privileged disclos unauthori delet dissemin"
    " liab virus prohibit distribut sender error copying notify immediately",
    footers=(
        r"please (?:consider|think)\b.{0,40}\b(?:environment|print)", r"think before (?:you )?print",
        r"(?:to )?unsubscribe\b", r"confidentiality (?:notice|note)\b", r"(?:legal )?disclaimer:",
        r"you (?:are receiving|received) this (?:e-?mail|message)", r"consider the environment\b",
        r"(?:registered|incorporated) in (?:england|scotland|the)\b",
    ),
    positions="manager director head chief ceo cto cfo coo cmo cio president vice vp engineer"
    " specialist sales account marketing purchasing procurement buyer assistant secretary lawyer"
    " counsel accountant accounting operations support consultant coordinator founder co-founder"
    " owner partner executive officer analyst designer developer lead supervisor administrator"
    " department team office representative agent broker planner strategic senior junior export"
    " import logistics business development customer service hr human recruiter editor producer"
    " technician architect controller estimator superintendent attorney paralegal",
    places="tel phone mobile mob cell fax office direct web website site address street road avenue"
    " suite floor whatsapp telegram viber skype wechat linkedin facebook instagram ext vat",
)

UKRAINIAN = Phrases(
    months="січень січня січ лютий лютого лют березень березня бер квітень квітня кві квіт травень"
    " травня тра трав червень червня чер черв липень липня лип серпень серпня сер серп вересень"
    " вересня вер жовтень жовтня жов жовт листопад листопада лис грудень грудня гру груд",
    weekdays="понеділок вівторок середа середу четвер пʼятниця п'ятниця п’ятниця субота неділя пн вт"
    " ср чт пт сб нд",
    verbs="написав написала написали писав писала пише пишуть пишете",
    glue="о об у в р року користувач ви",
    by="від",
    labels={
        "from": ("від", "від кого", "відправник"),
        "date": ("надіслано", "дата", "відправлено"),
        "to": ("кому", "одержувач"),
        "copy": ("копія",),
        "subject": ("тема",),
    },
    banners=(
        "вихідне повідомлення",
        "оригінальне повідомлення",
        "переслане повідомлення",
        "початкове повідомлення",
        "початок переадресованого повідомлення",
        "переслане від",
        "початок пересланого повідомлення",
        "переадресоване повідомлення",
        "пересланий лист",
    ),
    closings=(
        r"з (?:великою |глибокою )?повагою",
        r"з найкращими побажаннями",
        r"щиро (?:ваш|ваша)",
        r"всього (?:найкращого|доброго)",
        r"на все добре",
        r"гарного дня",
        r"з вдячністю",
    ),
    thanks=(r"(?:щиро )?дякую(?: за \w+)?", r"спасибі"),
    mobile=(r"надіслано (?:з|із|через)\b.*", r"відправлено з\b.*"),
    notices=(r"(?:це|цей|даний|якщо)\b",),
    legal="конфіденц адресат помилк видал",
    positions="менеджер директор керівник начальник фахівець відділ інженер бухгалтер",
    places="тел моб факс вул просп сайт єдрпоу",
)

KAZAKH = Phrases(
    months="қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан"
    " қаң ақп нау сәу мам мау шіл там қыр қаз қар жел",
    weekdays="дүйсенбі сейсенбі сәрсенбі бейсенбі жұма сенбі жексенбі дс сс ср бс жм сн жс",
    verbs="жазды жазған жазады",
    glue="ж жыл жылы сағат мына былай деп",
    labels={
        "from": ("кімнен", "жіберуші"),
        "date": ("жіберілді", "күні", "жіберілген"),
        "to": ("кімге", "алушы"),
        "copy": ("көшірме",),
        "subject": ("тақырып", "тақырыбы"),
    },
    banners=("бастапқы хабар", "қайта жіберілген хабар", "бастапқы хабарлама"),
    closings=(r"құрметпен", r"ізгі тілекпен"),
    thanks=(r"рахмет",),
)

GERMAN = Phrases(
    months="januar jan februar feb märz mär mrz april apr mai juni jun juli jul august aug september"
    " sep sept oktober okt november nov dezember dez",
    weekdays="montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so",
    verbs="schrieb geschrieben schreibt",
    glue="am um uhr den der hat",
    by="von",
    labels={
        "from": ("von", "absender"),
        "date": ("gesendet", "datum", "gesendet am"),
        "to": ("an",),
        "copy": ("kopie",),
        "subject": ("betreff",),
    },
    banners=(
        "ursprüngliche nachricht",
        "weitergeleitete nachricht",
        "originalnachricht",
        "anfang der weitergeleiteten nachricht",
        "ursprüngliche mail",
        "weitergeleitete mail",
    ),
    ends=("ende der weitergeleiteten nachricht",),
    closings=(
        r"mit (?:freundlichen|besten|herzlichen|lieben|schönen) gr(?:ü|ue)(?:ß|ss)en",
        r"mfg",
        r"(?:viele|beste|liebe|herzliche|schöne|freundliche) gr(?:ü|ue)(?:ß|ss)e",
        r"lg",
        r"vg",
    ),
    mobile=(r"(?:von meine[mr] .{2,30} )?gesendet(?: von .{2,40})?", r"diese nachricht wurde von .{2,60} gesendet"),
    thanks=(r"(?:vielen |besten |herzlichen )?dank(?: im voraus)?",),
)

FRENCH = Phrases(
    months="janvier janv février févr fev mars avril avr mai juin juillet juil août aout septembre"
    " sept octobre oct novembre nov décembre déc dec",
    weekdays="lundi mardi mercredi jeudi vendredi samedi dimanche lun mar mer jeu ven sam dim",
    verbs="écrit ecrit écrivait écrivit",
    glue="le à a vers",
    by="de par",
    labels={
        "from": ("de", "expéditeur"),
        "date": ("envoyé", "date", "envoyé le"),
        "to": ("à", "destinataire"),
        "copy": ("copie",),
        "subject": ("objet", "sujet"),
    },
    banners=(
        "message d'origine",
        "message original",
        "message transféré",
        "début du message réexpédié",
        "début du message transféré",
        "message d’origine",
        "message transmis",
        "mail original",
    ),
    closings=(
        r"(?:bien )?cordialement",
        r"(?:très )?sincèrement",
        r"bien à vous",
        r"salutations(?: distinguées)?",
        r"meilleures salutations",
    ),
    mobile=(r"envoyé (?:de|depuis) mon .{2,40}",),
    thanks=(r"merci(?: d'avance| beaucoup)?",),
)

SPANISH = Phrases(
    months="enero ene febrero feb marzo mar abril abr mayo may junio jun julio jul agosto ago"
    " septiembre sept sep octubre oct noviembre nov diciembre dic",
    weekdays="lunes martes miércoles jueves viernes sábado domingo lun mar mié mie jue vie sáb dom",
    verbs="escribió escribio escribe",
    glue="el a las la de del",
    by="de",
    labels={
        "from": ("de", "remitente"),
        "date": ("enviado", "fecha", "enviado el"),
        "to": ("para",),
        "copy": ("copia",),
        "subject": ("asunto",),
    },
    banners=("mensaje original", "mensaje reenviado", "inicio del mensaje reenviado"),
    closings=(
        r"(?:un )?(?:cordial saludo|saludos?(?: cordiales)?)",
        r"atentamente",
        r"un abrazo",
        r"saludos cordiales",
    ),
    mobile=(r"enviado desde mi .{2,40}",),
    thanks=(r"(?:muchas )?gracias",),
)

OTHERS = Phrases(  # enough of it, pl, pt, nl, tr to know an attribution and a header block
    months="gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre"
    " dicembre gen mag giu lug set ott dic stycznia lutego marca kwietnia maja czerwca lipca"
    " sierpnia września października listopada grudnia janeiro fevereiro março maio junho julho"
    " setembro outubro dezembro januari februari maart mei juni juli augustus oktober ocak şubat"
    " mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    weekdays="lunedì martedì mercoledì giovedì venerdì sabato domenica lun mer gio ven sab dom pon wt"
    " śr czw pt sob niedz poniedziałek wtorek środa czwartek piątek sobota niedziela segunda terça"
    " quarta quinta sexta maandag dinsdag woensdag donderdag vrijdag zaterdag zondag ma di wo do vr"
    " za zo pazartesi salı çarşamba perşembe cuma cumartesi pazar",
    verbs="scritto scrive napisał napisała napisał(a) pisze escreveu schreef geschreven yazdı şunları",
    glue="il alle ore ha dnia o godz godzinie użytkownik em às op om heeft saat tarihinde het",
    labels={
        "from": ("da", "od", "van", "kimden", "gönderen"),
        "date": (
            "inviato",
            "data",
            "wysłano",
            "verzonden",
            "datum",
            "tarih",
            "enviado",
            "enviada em",
        ),
        "to": ("a", "do", "aan", "kime", "para"),
        "copy": ("cc",),
        "subject": ("oggetto", "temat", "onderwerp", "konu", "assunto"),
    },
    banners=(
        "messaggio originale",
        "messaggio inoltrato",
        "wiadomość oryginalna",
        "mensagem original",
        "oorspronkelijk bericht",
        "doorgestuurd bericht",
        "orijinal mesaj",
        "mensagem encaminhada",
    ),
    closings=(
        r"cordiali saluti",
        r"distinti saluti",
        r"pozdrawiam",
        r"z poważaniem",
        r"met vriendelijke groet(?:en)?",
        r"atenciosamente",
        r"saygılarımla",
    ),
)

DEVICE = (  # stands for `@device` in the patterns of mobile lines
    r"(?:iphone|ipad|айфона?|айпада?|android|андроид\w*|samsung|galaxy|xiaomi|redmi|poco|huawei|honor|realme"
    r"|oppo|vivo|nokia|pixel|motorola|blackberry|windows|телефон\w*|смартфон\w*|планшет\w*|мобильн\w*"
    r"|устройств\w*|gmail|outlook|mail\.?ru|mail для|почты mail|яндекс[ .-]?почт\w*|яндекс\.почт\w*|yandex"
    r"|рамблер\w*|rambler|yahoo|proton\w*|icloud|mymail|bluemail|spark|k-9|thunderbird|the bat|zimbra"
    r"|мой ?офис|edison|airmail|aqua ?mail|newton|canary|superhuman|tutanota|gmx|web\.de|mail app|phone"
    r"|mobile|smartphone|tablet|ipod|apple|mac|device|handheld|ноутбука|почтов\w+ (?:клиент|приложени)\w*"
    r"|приложения (?:почта|mail|яндекс)|почты для)(?!\w)"
)
LANGUAGES = (RUSSIAN, ENGLISH, UKRAINIAN, KAZAKH, GERMAN, FRENCH, SPANISH, OTHERS)


def words(part: str) -> frozenset[str]:
    """All languages' words of one kind, e.g. `months`."""
    return frozenset(word for language in LANGUAGES for word in getattr(language, part).split())


def patterns(part: str) -> str:
    """All languages' patterns of one kind as one alternation, longest first."""
    found = {pattern for language in LANGUAGES for pattern in getattr(language, part)}
    found = {pattern.replace("@device", DEVICE) for pattern in found}
    return "|".join(sorted(found, key=lambda pattern: (-len(pattern), pattern)))
