"""Lines of the terminal about what the judge said."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from okk_text.conversation.model import Message
from okk_text.language import say
from okk_text.report.changes import changed_sentences
from okk_text.report.judged import Look, Opinion, objections, shortened
from okk_text.report.labels import by_model, look, sentence_text
from okk_text.results import Rewrite, Scorecard

PLACE = 60  # characters of a place that are quoted
HANDLED = {"full": "green", "partial": "yellow", "none": "red"}


def opinion_line(opinion: Opinion) -> Text:
    """What the model said, apart from what rules found: reason, places, marks."""
    line = Text("≈ ", style="magenta")
    line.append(f"{opinion.title}: {opinion.label}", style="bold")
    if opinion.reason:
        line.append(f" — {sentence_text(opinion.reason)}")
    for place in opinion.places:
        number = f" №{place.n}" if place.n != opinion.score.n else ""
        line.append(f" «{shortened(place.excerpt, PLACE)}»{number}", style="italic")
    line.append(f" ({', '.join([by_model(), *opinion.marks])})", style="dim")
    return line


def version_line(message: Message, rewrite: Rewrite) -> Text:
    """The sentences that the suggested text changes, not the whole letter again."""
    title = say("Вариант модели: ", "The model's version: ")
    if rewrite.by == "rule":
        title = say("Можно так: ", "It could read: ")
    line = Text(title, style="bold green")
    changes = changed_sentences(message.own_text, rewrite.text)
    for number, (before, after) in enumerate(changes):
        line.append(" … " if number else "", style="not bold dim")
        if after:
            line.append(after, style="not bold default")
        else:
            line.append(say("без «", "without «"), style="not bold dim")
            line.append(f"{shortened(before, PLACE)}»", style="not bold dim")
    return line


def objection_lines(scorecard: Scorecard) -> Iterator[Text]:
    """A line for each objection: about what, and how it was met."""
    for each in objections(scorecard):
        line = Text(say("Возражение", "Objection") + f" №{each['n']} ({each['kind']}): ", "dim")
        line.append(each["how"], style=f"not dim {HANDLED.get(each['handled'], '')}".strip())
        line.append(f", №{each['answer_n']}" if each["answer_n"] else "")
        yield line


def look_line(each: Look) -> Text:
    """What a person should look at, and why."""
    numbers = ", ".join(f"№{n}" for n in each.numbers)
    line = Text(f"{look()}: ", style="bold yellow")
    line.append(", ".join(each.titles), style="not bold")
    line.append(f" ({numbers})" if numbers else "", style="not bold")
    line.append(f" — {each.reason}" if each.reason else "", style="not bold")
    return line
