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
      |(?:если|как|когда)\s(?:надумаете|решите|созреете|передумаете|что)|(?:я\s|мы\s|буду\s|будем\s|всегда\s)*на\sсвязи|хорошего\s\w+|всего\s(?:доброго|хорошего)|до\s(?:свидания|связи)|удачи(?:\sвам)?
      |(?:такого\sне\sбывает|такого\sу\sнас\sне\sбывает|цен[аы]\sтак(?:ая|ие)|у\sнас\sтак|такие\s(?:условия|цены|правила)|ничем\sне\sмо(?:гу|жем)\sпомочь|ничего\sне\sмо(?:гу|жем)\sсделать|дешевле\sне\s(?:будет|найдете|бывает)|скидок\s(?:нет|не\sделаем|не\sдаем)|нет|не\sмо(?:гу|жем))
      |sure|fine|alright|all\sright|got\sit|i\ssee|understood|noted|no\s(?:problem|worries)|thanks|thank\syou|sorry|up\sto\syou|your\s(?:choice|call|decision|loss)|as\syou\s(?:wish|like)|suit\syourself|take\syour\stime|let\s(?:me|us)\sknow(?:\s(?:if|when|what|how)(?:\s\w+){1,5})?|(?:i'll|we'll)\s(?:wait|be\shere)|keep\s(?:me|us)\sposted|good\sluck|have\sa\s\w+\s\w+|that's\s(?:the|our)\s(?:price|policy|rate)|no\sdiscounts?
    )(?:\s|$))+
    """
)
