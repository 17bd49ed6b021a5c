"""The vocabulary of the invented letters: sentences, traps, closings, posts, firms, names."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """One language's vocabulary; a trap is lines of own text that look like quote or signature."""

    language: str
    men: list[str]
    women: list[str]
    surnames: list[str]
    posts: list[str]
    forms: list[str]
    firms: list[str]
    phones: list[str]
    details: list[str]
    logins: list[str]
    domains: list[str]
    greetings: list[str]
    sentences: list[str]
    questions: list[str]
    answers: list[str]
    lists: list[str]
    items: list[str]
    thanks: list[str]
    traps: list[list[str]]
    closings: list[str]
    mobile: list[str]
    disclaimers: list[list[str]]
    subjects: list[str]
    days: list[str]
    weekdays: list[str]
    short_months: list[str]
    months: list[str]


_LOGINS = "sales info manager office zakaz m.k petrov ivanova buh director order a.b snab hello".split()
_DOMAINS = "prom-snab stroy-invest severles kuhni-lad alfa-teh vektor delta north-wind bright-lab".split()

RU = Words(
    language="ru",
    men="Алексей Иван Пётр Сергей Тимур Марат Глеб Роман Виктор Олег Никита Артём Фёдор Руслан Эдуард Вячеслав Ярослав"
    " Захар Лев Степан Аркадий Борис Данила Игнат Кирилл Рустам Айрат Тигран Георгий Матвей".split(),
    women="Ирина Ольга Елена Анна Вера Жанна Лариса Юлия Татьяна Светлана Алина Дарья Кристина Гульнара Людмила Зоя"
    " Инна Марина Наталья Оксана Полина Раиса София Ульяна Эльвира Яна Алёна Любовь Надежда Мария".split(),
    surnames="Громов Седов Кузьмин Лапин Панкратов Ахметов Дёмин Белов Орлов Волков Климов Тарасов Зимин Самойлов Рябов"
    " Соболев Маслов Лосев Одинцов Усов Рубцов Ильин Пучков Сомов Хохлов Вдовин Ланской Сухов Прохин Рудаков Жуков"
    " Мельников Чистяков Озеров Баринов Верещагин Долгих Раевский Каменский Сафин Галеев Шубин Ершов".split(),
    posts=["менеджер по продажам", "Менеджер по работе с ключевыми клиентами", "директор по развитию", "инженер-проектировщик",
           "главный бухгалтер", "начальник отдела снабжения", "руководитель проектов", "специалист по закупкам", "юрист",
           "коммерческий директор", "офис-менеджер", "ведущий специалист отдела сбыта", "логист", "заведующая складом",
           "Генеральный директор", "технический специалист", "дизайнер-консультант", "администратор", "мастер участка"],
    forms=["ООО «{}»", "АО «{}»", "ИП {} А. В.", "ГК «{}»", "Компания «{}»", "ООО \"{}\"", "«{}»", "ПАО «{}»", "ТД «{}»", "Завод «{}»"],
    firms="Северлес Альфа-Тех ПромСнаб Вектор Лад Стройинвест Дельта Ромашка Меридиан Каскад Уралкабель Техносила Гранит"
    " Логистик-Плюс Сфера Энергия Эталон Кедр Восход Прогресс".split(),
    phones=["+7 (495) {}-{}-{}", "8 800 {}0-{}-{}", "тел. +7 9{} {}0-{}-{}", "моб.: +79{}{}{}{}1", "т. (343) 2{}-{}-{}", "+7 (812) 6{}-{}-{}, доб. 1{}"],
    details=["www.primer.example.com", "office@primer.example.com", "г. Казань, ул. Лесная, 14, оф. 5", "Telegram: @primer_sales",
             "WhatsApp +7 900 111-22-33", "Пн–Пт с 9:00 до 18:00", "https://primer.example.com/catalog", "e-mail: zakaz@primer.example.com",
             "620000, Екатеринбург, пр. Ленина, 50", "Сайт: primer.example.com", "Skype: primer.sales"],
    logins=_LOGINS, domains=_DOMAINS,
    greetings=["Добрый день!", "Здравствуйте!", "{name}, добрый день!", "{name}, здравствуйте.", "Доброе утро, {name}!", "Уважаемые коллеги!",
               "Приветствую!", "{name},", "Добрый вечер.", "Здравствуйте, {name}.", "Коллеги, добрый день."],
    sentences=["Направляю коммерческое предложение и спецификацию.", "Срок поставки составит 12 рабочих дней.", "Цена с НДС — 148 300 ₽.",
               "Подскажите, пожалуйста, какой объём вам нужен в месяц.", "Счёт действует до пятницы.", "Договор подпишем на этой неделе.",
               "Монтаж займёт два дня, бригада свободна с 14 апреля.", "По второму пункту ждём ответ от завода.", "Оплату увидели, спасибо.",
               "Образцы отправили вчера курьером.", "Посмотрите вложение, там три варианта.", "Скидка 5 % действует при заказе от 10 тонн.",
               "Когда вам удобно созвониться?", "Пришлите реквизиты, и я выставлю счёт.", "Товар есть на складе в Туле.", "Гарантия — 24 месяца.",
               "Напишите, если нужны другие размеры.", "Мы уточнили у технолога: подойдёт марка Т-23.", "Завтра до 12:00 пришлю расчёт.",
               "Логист подтвердил машину на четверг, 19 марта.", "К сожалению, такой цвет сняли с производства.", "Предоплата 50 %, остаток по факту.",
               "Акт сверки во вложении, проверьте сальдо.", "В понедельник в 11:00 буду на объекте.", "Да, это возможно.", "Жду вашего решения до среды.",
               "Если всё устраивает, подтвердите заказ ответным письмом.", "Проверьте, пожалуйста, адрес доставки: Калуга, Заводская, 7."],
    questions=["Сколько стоит доставка до склада?", "Когда сможете отгрузить", "входит ли монтаж в цену?", "Есть ли сертификаты", "Какой срок гарантии?",
               "Кто оплачивает подъём на этаж?", "Можно ли разбить оплату на две части", "какая толщина металла?", "Нужен ли пропуск на территорию"],
    answers=["Да, входит.", "Нет.", "Два дня.", "До 15 апреля.", "Сертификаты приложил.", "24 месяца с даты акта.", "Можно: 50 на 50.", "Пропуск закажем сами."],
    lists=["Что нужно от вас:", "В цену входит:", "Состав заказа:", "Осталось решить:", "Комплект документов:"],
    items=["доставка до объекта", "паспорт изделия и сертификат", "акт, подписанный с обеих сторон", "карточка предприятия", "шеф-монтаж",
           "обучение двух операторов", "копия доверенности", "3 поддона кирпича М150", "крепёж", "упаковка в стрейч-плёнку"],
    thanks=["Спасибо!", "Заранее спасибо за ответ!", "Хорошего дня!", "Жду ответа.", "До встречи!", "Буду благодарен за ответ сегодня.", "На связи."],
    traps=[["Вы писали, что цена останется прежней, а в счёте другая."], ["10 марта Иван написал нам, что машина сломалась."],
           ["От: 5 000 руб. до 12 000 руб. за комплект"], ["С уважением отношусь к вашей работе, но сроки сорваны."],
           ["Тема: поставка труб", "Труба 57 — 120 руб.", "Труба 76 — 180 руб."], ["> 100 шт — скидка 5 %", "> 500 шт — скидка 9 %"],
           ["Отправлено сегодня курьером, номер накладной 10-223."], ["Дата: 15 апреля", "Время: 11:00", "Место: склад № 3"],
           ["Контактное лицо на складе:", "Павел Никитин", "+7 900 123-45-67"], ["Маршрут такой:", "Откуда: Казань", "Куда: Москва", "Дата: 12 марта"],
           ["---", "Теперь о втором заказе: его можно забрать в пятницу."], ["Ваш менеджер сказал: «От 10 штук скидка», так и напишите."],
           ["В письме от 3 марта вы писали: срок — две недели."], ["Реквизиты:", "ООО «Кедр»", "ИНН 6670000000", "р/с 40702810000000000001"],
           ["В договоре сказано: «От кого получено, тот и отвечает», это пункт 4.1."], ["Данное письмо прошу передать директору."],
           ["Отправлено через СДЭК, трек пришлю вечером."], ["Всего доброго вам желать рано: вопрос не решён."],
           ["Участники встречи:", "Олег Рябов", "Анна Лосева"], ["12.03.2026 14:30 — отгрузка, 13.03.2026 — монтаж."]],
    closings=["С уважением,", "С уважением", "С уважением!", "С уважением.", "С наилучшими пожеланиями,", "С ув.,", "С искренним уважением,", "Всего доброго,",
              "Всего доброго!", "С уважением и наилучшими пожеланиями,", "С уважением к Вам,", "Искренне Ваш,", "С благодарностью,", "Best regards,",
              "С уважением и надеждой на сотрудничество,", "Всего хорошего,", "С глубоким уважением,", "с уважением,", "С почтением,"],
    mobile=["Отправлено с iPhone", "Отправлено из мобильной Яндекс Почты", "Отправлено из Почты Mail.ru для Android", "Отправлено с устройства Samsung Galaxy",
            "Отправлено из Outlook для iOS", "Отправлено с моего iPad", "Отправлено из мобильного приложения Яндекс.Почты", "Отправлено из Mail.ru для iOS",
            "Отправлено с телефона Xiaomi", "Отправлено из Gmail Mobile", "Отправлено с помощью Proton Mail.", "Послано с моего HUAWEI"],
    disclaimers=[["Настоящее сообщение и вложения к нему конфиденциальны и предназначены только адресату. Если вы получили его по ошибке, удалите его и сообщите отправителю."],
                 ["Это письмо может содержать конфиденциальную информацию. Если Вы не являетесь его получателем, уничтожьте его."],
                 ["Пожалуйста, подумайте об окружающей среде, прежде чем печатать это письмо."],
                 ["Информация, содержащаяся в письме, не является публичной офертой.", "Отправитель не несёт ответственности за ошибки при передаче сообщения."],
                 ["Без вирусов. www.avast.com"]],
    subjects=["Re: Коммерческое предложение", "Счёт № 114", "RE: Замер и монтаж", "Заявка на поставку", "Fwd: Договор", "Ответ: сроки", "Re[2]: Отгрузка"],
    days="пн вт ср чт пт сб вс".split(), weekdays="понедельник вторник среда четверг пятница суббота воскресенье".split(),
    short_months="янв февр мар апр мая июн июл авг сент окт нояб дек".split(),
    months="января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split(),
)

EN = Words(
    language="en",
    men="James Michael Robert Thomas Daniel Andrew Peter Oliver Henry George Liam Craig Kyle Dan Lucas Martin Ahmed Raj Dmitry".split(),
    women="Laura Claire Anna Emma Sophie Hannah Gemma Rebecca Alice Julia Maria Nina Olivia Grace Helen Kate Priya Fatima".split(),
    surnames="Becker Dubois Jensen Okafor Dunn Frost Stone Volkov Maddox Taylor Harris Novak Walsh Price Chen Patel Murphy Lindgren Costa".split(),
    posts=["Sales Manager", "Head of Purchasing", "Account Executive", "Project Engineer", "Operations Director", "Office Manager", "Customer Success Lead",
           "Procurement Specialist", "Managing Director", "Legal Counsel", "Senior Buyer", "Export Sales Manager"],
    forms=["{} Ltd", "{} GmbH", "{} LLC", "{} Inc.", "{} Group", "{} Ltd.", "The {} Company"],
    firms="Northwind Brightroof Tehnolit Nordhavn Armaturen Bearings Otklikdesk Harbour Meadow Crown Greenfield Lakeside Pinnacle".split(),
    phones=["+44 20 {} {} {}", "+1 (415) 5{}-{}{}", "T: +49 30 {}{}{}", "Mobile: +44 77{} {}{}{}", "Phone: +1 212 5{} {}{}", "Direct: +45 {} {} {} {}"],
    details=["www.northwind.example.com", "sales@northwind.example.com", "14 Harbour Street, London EC1A 2BB", "https://northwind.example.com",
             "Skype: northwind.sales", "LinkedIn: northwind-ltd", "Web: northwind.example.com", "Suite 200, 5 Main Avenue, Boston"],
    logins=_LOGINS, domains=_DOMAINS,
    greetings=["Hi {name},", "Dear {name},", "Hello {name},", "Hello,", "Good morning {name},", "Hi,", "{name},", "Dear all,", "Hi there!"],
    sentences=["Please find the quote attached.", "The lead time is twelve working days.", "Could you confirm the delivery address by Friday?",
               "We can offer 5% off for orders above 100 units.", "The trial ended on Monday.", "I will call you at 10:00 tomorrow.", "The invoice is due on 15 April.",
               "Our engineer checked the drawing and it fits.", "Which size do you need?", "Stock is available in Rotterdam.", "Yes, that works for us.",
               "The warranty covers two years.", "Let me know which option you prefer.", "We shipped the samples yesterday.", "The price includes installation.",
               "I have added Claire in copy.", "Sorry for the delay on our side.", "The contract is ready for signature."],
    questions=["How long is the warranty?", "what is the delivery cost", "Can you ship by Friday?", "Is installation included?", "Who signs the contract", "Do you have certificates?"],
    answers=["Two years.", "Yes, it is.", "No.", "By Thursday.", "Certificates attached.", "Our director does.", "It is free above 500 units."],
    lists=["What we need from you:", "The price includes:", "Open points:", "Next steps:"],
    items=["the signed contract", "a drawing in PDF", "delivery to the site", "training for two operators", "certificate 3.1", "packing and labels"],
    thanks=["Thank you!", "Thanks for your help.", "Have a great day!", "Looking forward to your reply.", "Speak soon.", "Thanks again!"],
    traps=[["You wrote that the price would stay the same."], ["On Monday John wrote to us about the delay."], ["From: Hamburg", "To: Rotterdam", "Weight: 18 t"],
           ["Best of luck with the launch."], ["> 100 units: 5% off", "> 500 units: 9% off"], ["Sent yesterday by courier, tracking to follow."],
           ["Contact on site:", "Paul Rivers", "+44 20 11 22 33"], ["Date: 12 May", "Time: 10:00", "Place: warehouse 3"], ["Regards the invoice, it was paid on Monday."],
           ["This message is to confirm your booking for 12 May."], ["---", "Now about the second order: it ships on Friday."], ["As you said: from 10 units there is a discount."],
           ["Thanks, the drawing is clear."], ["Subject to approval, we start on 3 June."], ["Kind regards from the whole team reached us, thank you."]],
    closings=["Best regards,", "Kind regards,", "Regards,", "Best,", "Sincerely,", "Yours sincerely,", "Best wishes,", "Warm regards,", "Kind regards", "With best regards,",
              "Many thanks and best regards,", "Cheers,", "Yours faithfully,", "Respectfully,", "All the best,", "BR,"],
    mobile=["Sent from my iPhone", "Get Outlook for iOS", "Sent from my Samsung Galaxy smartphone.", "Sent from Yahoo Mail for iPhone", "Sent from Mail for Windows",
            "Sent from my iPad", "Sent from Outlook for Android", "Sent with Proton Mail secure email.", "Sent via BlackBerry by AT&T"],
    disclaimers=[["This e-mail and any attachments are confidential and intended only for the addressee. If you have received it in error, please delete it and notify the sender."],
                 ["Please consider the environment before printing this email."], ["Confidentiality notice: this message may contain privileged information."],
                 ["Northwind Ltd. Registered in England and Wales No. 0123456."], ["Virus-free. www.avast.com"]],
    subjects=["Re: Quote", "RE: Valve bodies DN80", "Fwd: Contract", "Re: Trial results", "Invoice 114"],
    days="Mon Tue Wed Thu Fri Sat Sun".split(), weekdays="Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(),
    short_months="Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(),
    months="January February March April May June July August September October November December".split(),
)
