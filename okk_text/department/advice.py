"""What to do about a criterion, in a sentence for a manager and in one for the head."""

from __future__ import annotations

from okk_text.language import say

_FOR_MANAGERS = {
    "greeting": ("Начните с «Добрый день» и имени клиента.", "Open with a greeting and the client's name."),
    "signature": ("Поставьте подпись целиком: имя, должность, фирма, телефон.", "Sign in full: name, position, company, phone."),
    "grammar": ("Перечитайте перед отправкой или включите проверку в редакторе.", "Read it once more before sending, or let the editor check it."),
    "wordiness": ("Оставьте то, без чего смысл теряется; остальное можно убрать.", "Keep what the meaning needs; the rest can go."),
    "wording": ("Скажите так, как сказали бы по телефону.", "Put it as you would on the phone."),
    "readability": ("Разделите длинное предложение на два-три коротких.", "Cut the long sentence into two or three short ones."),
    "cta": ("Закончите просьбой: что сделать и к какому дню или часу.", "End with a request: what to do and by what day or hour."),
    "tone": ("Скажите то же спокойно: сначала понимание, потом решение.", "Say the same calmly: first that you understand, then the solution."),
    "reply_time": ("Если ответ требует времени, напишите сразу одну строку: когда вернётесь с ответом.", "If the answer takes time, send one line at once: when you will be back with it."),
    "unanswered": ("Просмотрите в конце дня, кто ждёт ответа.", "Look at the end of the day who is waiting for an answer."),
    "promises": ("Если не успеваете к сроку, предупредите до него и назовите новый.", "If you cannot make it, say so before the time and name a new one."),
    "introduction": ("Назовите себя и фирму в первом сообщении новому клиенту.", "Give your name and company in the first message to a new client."),
    "proposal_time": ("Назовите срок предложения сразу и поставьте себе напоминание.", "Say at once when the proposal will come, and set yourself a reminder."),
    "follow_up_time": ("Поставьте напоминание в день отправки предложения.", "Set a reminder on the day the proposal goes out."),
    "summing_up": ("Подведите итог в двух строках: что, когда, сколько стоит.", "Sum up in two lines: what, when, for how much."),
    "objections": ("Ответьте на само сомнение доводом или вариантом и предложите следующий шаг.", "Meet the doubt itself with a reason or an option, then offer the next step."),
    "next_step": ("Закончите шагом с днём или часом и спросите, удобно ли.", "End with a step that has a day or hour, and ask whether it suits."),
    "forwardable": ("Назовите товар, цену и срок так, чтобы понял и тот, кому письмо перешлют.", "Name goods, price and date so that whoever gets it forwarded understands."),
    "script": ("Пройдите пропущенный шаг скрипта в следующем разговоре.", "Take the step that was left out in the next conversation."),
    "professionalism": ("Сверьте цену и срок со справкой перед отправкой.", "Hold price and date against the firm's facts before sending."),
}  # fmt: skip
_FOR_HEADS = {
    "greeting": ("дать отделу заготовку первой строки с местом для имени", "give the department a first line with a place for the name"),
    "signature": ("завести одну подпись в почте для всех", "set up one signature for everybody in the mail programme"),
    "grammar": ("включить проверку правописания там, где пишут, и разобрать частые ошибки", "switch on a spell checker where people write and go through the frequent faults"),
    "wordiness": ("разобрать на планёрке три письма до и после сокращения", "go through three letters before and after shortening"),
    "cta": ("договориться: каждое письмо кончается просьбой со сроком", "agree that every letter ends with a request and a date"),
    "tone": ("поговорить лично, с примерами, без разбора при всех", "talk in private, with examples, never in front of others"),
    "reply_time": ("посмотреть, в какие часы не хватает людей, и завести дежурство", "see at what hours people are short, and set up a rota"),
    "unanswered": ("завести вечерний просмотр диалогов, где клиент ждёт", "look through waiting clients every evening"),
    "promises": ("ставить задачу в CRM на каждое обещание", "put a task into the CRM for every promise"),
    "objections": ("дополнить скрипт ответами на самые частые возражения", "add answers to the most frequent objections to the script"),
    "next_step": ("договориться: разговор кончается шагом с датой", "agree that a conversation ends with a step and a date"),
    "follow_up_time": ("ставить задачу на напоминание в день отправки предложения", "set a follow-up task on the day a proposal goes out"),
    "proposal_time": ("посмотреть, на чём задерживаются предложения", "see what holds proposals up"),
}  # fmt: skip


def advice(criterion: str) -> str:
    """What a manager can do about it; empty where we know nothing that is always true."""
    return say(*_FOR_MANAGERS[criterion]) if criterion in _FOR_MANAGERS else ""


def remedy(criterion: str) -> str:
    """What the head can do about it."""
    general = ("разобрать примеры ниже с теми, кому это даётся труднее", "go through the examples below with those who find it hard")  # fmt: skip
    return say(*_FOR_HEADS.get(criterion, general))
