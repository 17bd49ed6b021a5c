"""Rebuffs: answers that leave an objection where it was, «ок», «решайте сами», "let me know"."""

from __future__ import annotations

import re

from okk_text.lexicon.texts import Text

LONGEST = 160  # characters; who writes more may have said something


def rebuffs(text: str) -> bool:
    """Whether every sentence only takes note, shrugs or waits: no fact, no question, no offer."""
    if len(text) > LONGEST:
        return False
    read = Text(text, "ru")
    sentences = [_words(read.folded[start:end]) for start, end in read.sentences]
    said = [sentence for sentence in sentences if sentence]
    return bool(said) and all(_EMPTY.fullmatch(sentence) for sentence in said)


def asks_for_decision(text: str) -> bool:
    """Whether the text only reminds: «приняли решение?», «ещё актуально?», "any update?"."""
    return bool(_REMINDS.search(Text(text, "ru").folded))


_REMINDS = re.compile(
    r"\b(?:принят[оа]|приняли|каково|о\s+принятом|ваше|какое)\s+(?:\w+\s+){0,3}решени\w+|\b(?:что|ну\s+что,?)\s+(?:вы\s+)?(?:решили|надумали)|\b(?:определились|надумали|подумали|решились)\b|\bактуальн\w+|\bоплачиваем\b|\bжд[уе]м?\s+(?:ваш\w+\s+)?решени\w+"
    r"|\b(?:any\s+update|any\s+news|did\s+you\s+(?:decide|get\s+a\s+chance)|have\s+you\s+(?:decided|made)|still\s+interested|following\s+up|checking\s+in|touching\s+base)\b"
)


def _words(sentence: str) -> str:
    return " ".join(re.findall(r"[^\W_]+(?:['-][^\W_]+)*|\?", sentence))


_EMPTY = re.compile(
    r"""(?x)
    (?:(?:
      ок|окей|ok|okay|хорошо|ладно|ясно|понятно|понял[аи]?|поняли|принято|принял[аи]?|угу|ага|да|ну|что\sж|тогда|конечно|разумеется|без\sпроблем|не\sвопрос|добро|как\sскажете|воля\sваша
      |(?:вас\s|вам\s)?понял[аи]?(?:\sвас)?|услышал[аи]?(?:\sвас)?|жаль|очень\sжаль|бывает|спасибо(?:\sза\s\w+){0,2}|благодар\w+(?:\sза\s\w+){0,2}
      |(?:решайте|думайте|смотрите|выбирайте|как\sхотите|как\sзнаете|дело\sваше|ваше\sправо|ваш\sвыбор|ваше\sдело|вам\sрешать|вам\sвиднее)(?:\s(?:сами|вам|тогда|пока|конечно|спокойно|на\sздоровье))*
      |(?:жду|ждем|буду\sждать|будем\sждать|ожидаем|ожидаю)(?:\s(?:вас|ваш\w+|решени\w+|ответ\w*|обратн\w+|связ\w+|вашего|от\sвас|тогда)){0,4}
      |(?:пишите|звоните|обращайтесь|напишите|дайте\sзнать|сообщите)(?:\s(?:если\sчто|если\sнадумаете|если\sрешите|как\sрешите|когда\sрешите|как\sнадумаете|когда\sнадумаете|о\sрешении|нам|мне|тогда|будут\sвопросы|если\sбудут\sвопросы|в\sлюбое\sвремя)){0,3}
      |(?:если|как|когда)\s(?:надумаете|решите|созреете|передумаете|что)|(?:я\s|мы\s|буду\s|будем\s|всегда\s)*на\sсвязи|хорошего\s\w+|всего\s(?:доброго|хорошего)|до\s(?:свидания|связи)|удачи(?:\sвам)?|sure\sthing
      |(?:я\s)?не\sзнаю|это\s(?:не\s)?к\s(?:нам|мне|производству|логистам|начальству|руководству|складу|юристам)|не\sмы\sих\s\w+|не\sот\s(?:нас|меня)\s(?:это\s)?зависит|это\sне\sот\sнас\sзависит|разберемся(?:\sна\sместе)?|не\s(?:переживайте|волнуйтесь|беспокойтесь)|все\sбудет\s(?:хорошо|нормально|отлично)|(?:у\sнас\s)?такого\sне\sбывает|у\sнас\s(?:все|всегда)\s(?:\w+\s)?(?:опытные|хорошо|качественно|надежно|нормально)|все\s\w+\s(?:опытные|проверенные|хорошие)
      |(?:такого\sне\sбывает|такого\sу\sнас\sне\sбывает|цен[аы]\sтак(?:ая|ие)|у\sнас\sтак|такие\s(?:условия|цены|правила)|ничем\sне\sмо(?:гу|жем)\sпомочь|ничего\sне\sмо(?:гу|жем)\sсделать|дешевле\sне\s(?:будет|найдете|бывает)|скидок\s(?:нет|не\sделаем|не\sдаем)|нет|не\sмо(?:гу|жем))
      |sure|fine|alright|all\sright|got\sit|i\ssee|understood|noted|no\s(?:problem|worries)|thanks|thank\syou|sorry|up\sto\syou|your\s(?:choice|call|decision|loss)|as\syou\s(?:wish|like)|suit\syourself|take\syour\stime|let\s(?:me|us)\sknow(?:\s(?:if|when|what|how)(?:\s\w+){1,5})?|(?:i'll|we'll)\s(?:wait|be\shere)|keep\s(?:me|us)\sposted|good\sluck|have\sa\s\w+\s\w+|that's\s(?:the|our)\s(?:price|policy|rate)|no\sdiscounts?
    )(?:\s|$))+
    """
)
