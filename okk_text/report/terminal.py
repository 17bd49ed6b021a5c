"""The terminal view: what to mend in each conversation, then a summary by manager."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import IO

from rich.console import Console, ConsoleOptions, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.segment import Segment
from rich.table import Table
from rich.text import Text

from okk_text.conversation.model import Message
from okk_text.exceptions import finding_id
from okk_text.language import count_ru, current_language, say
from okk_text.report.judged import Criteria, Opinion, deal, looks, opinions, shortened
from okk_text.report.labels import (
    label_text,
    level,
    look,
    minutes_text,
    score_text,
    sentence_text,
    time_text,
)
from okk_text.report.lines import PLACE, look_line, objection_lines, opinion_line, version_line
from okk_text.report.summary import Summary, counted_messages, manager_name
from okk_text.report.usage import unknown_lines, usage_lines
from okk_text.results import Finding, Run, Scorecard, Skip
from okk_text.rubric import Rubric

COLOURS = {"good": "green", "fair": "yellow", "low": "red", "none": "dim"}
MARKS = {"error": "bold white on red", "warning": "black on yellow", "hint": "underline cyan"}
_CONTROLS = dict.fromkeys((*range(9), *range(11, 32), *range(127, 160)), "�")
BULLETS = {"error": "red", "warning": "yellow", "hint": "cyan"}


class TerminalView:
    """Prints every conversation as it comes."""

    def __init__(
        self, out: Path | None, stream: IO[str], rubric: Rubric, *, accepting: str | None = None
    ):
        self._file = out.open("w", encoding="utf-8") if out else None
        self.console = _Screen(
            file=self._file or stream, highlight=False, markup=False, emoji=False
        )
        self.criteria = Criteria.of(rubric)
        self.accepting = accepting
        self.summary = Summary()

    def add(self, item: Scorecard | Skip) -> None:
        if isinstance(item, Skip):
            return
        self.summary.add(item)
        self._head(item)
        clean = 0
        for message in counted_messages(item):
            findings = item.findings_of(message.n)
            said = [each for each in opinions(item, message.n, self.criteria) if _is_low(each)]
            if findings or said:
                self._message(item, message, findings, said)
            else:
                clean += 1
        for message in item.conversation.messages:
            if message.hidden:
                self.console.print(Text(_hidden_text(message), style="yellow"))
        self._conversation(item)
        if clean:
            self.console.print(Text("  " + _clean_text(clean), style="dim"))
        self.console.print()

    def finish(self, run: Run) -> None:
        if run.conversations > 1 or len(self.summary.managers) > 1:
            self._managers()
        usage = " · ".join(f"{title}: {value}" for title, value in usage_lines(run))
        if usage:
            self.console.print(Text(usage, style="dim"))
        unknown = "; ".join(unknown_lines(self.summary.unknown))
        if unknown:
            self.console.print(Text(say("не оценено: ", "not assessed: ") + unknown, style="dim"))
        self.console.print(_closing(run, self.summary))
        if self.accepting and self.summary.findings:
            line = Text(_accepting_text(self.accepting), style="dim")
            self.console.print(line, soft_wrap=True)  # a command that is cut cannot be copied
        if self._file:
            self._file.close()

    def _head(self, scorecard: Scorecard) -> None:
        conversation = scorecard.conversation
        total = scorecard.total
        people = [p.name or p.author for p in conversation.participants if p.role == "client"]
        title = conversation.subject or ", ".join(people) or conversation.source
        line = Text(
            f" {score_text(total.score)} ", style=f"bold reverse {COLOURS[level(total.score)]}"
        )
        line.append(f" {title}", style="bold not reverse default")
        self.console.print(Rule(line, align="left", style="dim"))
        facts = [conversation.source, _assessed(total.coverage)]
        if scorecard.facts.get("first_reply_minutes") is not None:
            reply = minutes_text(scorecard.facts["first_reply_minutes"])
            facts.append(say(f"первый ответ {reply}", f"first reply {reply}"))
        self.console.print(Text("  " + " · ".join(filter(None, facts)), style="dim"))
        for note in conversation.notes:
            self.console.print(Text(f"  {note}", style="dim italic"))

    def _conversation(self, scorecard: Scorecard) -> None:
        """What is low in the conversation as a whole, its deal, its objections, where to look."""
        for score in scorecard.scores_of(None):
            if score.by == "rule" and score.value is not None and score.value < 1 and score.reason:
                title = self.criteria.title(score.criterion)
                self._line(Text(f"{title}: {score.reason}", style="yellow"))
        for opinion in opinions(scorecard, None, self.criteria):
            if _is_low(opinion):
                self._line(opinion_line(opinion))
        for line in objection_lines(scorecard):
            self._line(line)
        known = " · ".join(f"{each.title}: {each.label}" for each in deal(scorecard, self.criteria))
        if known:
            self._line(Text(known, style="dim"))
        for each in looks(scorecard, self.criteria):
            self._line(look_line(each))

    def _line(self, line: Text, *, left: int = 2) -> None:
        self.console.print(Padding(line, (0, 2, 0, left), expand=False))

    def _message(
        self,
        scorecard: Scorecard,
        message: Message,
        findings: tuple[Finding, ...],
        said: Sequence[Opinion],
    ) -> None:
        total = scorecard.messages.get(message.n)
        score = total.score if total else None
        head = Text(f"  {score_text(score):>3} ", style=COLOURS[level(score)])
        author = manager_name(scorecard.conversation, message)
        head.append(f"№{message.n}  {author}  {time_text(message.sent_at)}", style="bold")
        self.console.print(head)
        self._line(_marked(message.own_text, findings), left=6)
        for finding in findings:
            hint = self._hint(message, finding)
            if self.accepting:
                number = finding_id(scorecard.conversation, message, finding)
                hint.append(f" {number}", style="dim")
            self._line(hint, left=6)
        for each in said:
            self._line(opinion_line(each), left=6)
        for rewrite in scorecard.rewrites:
            if rewrite.n == message.n:
                self._line(version_line(message, rewrite), left=6)

    def _hint(self, message: Message, finding: Finding) -> Text:
        line = Text("• ", style=BULLETS[finding.severity])
        line.append(self.criteria.title(finding.criterion), style="bold")
        if finding.span:
            excerpt = message.own_text[finding.span.start : finding.span.end].strip()
            line.append(f" «{shortened(excerpt, PLACE)}»", style="italic")
            if finding.fix:
                line.append(f" → «{shortened(finding.fix, PLACE)}»", style="green")
        line.append(f": {sentence_text(finding.note)}")
        return line

    def _managers(self) -> None:
        table = Table(
            title=say("По менеджерам", "By manager"), title_justify="left", box=None, pad_edge=False
        )
        table.add_column(say("менеджер", "manager"))
        for name in (say("переписок", "conversations"), say("сообщений", "messages"),
                     say("подсказок", "hints"), say("балл", "score")):  # fmt: skip
            table.add_column(name, justify="right")
        for manager in self.summary.by_name():
            colour = COLOURS[level(manager.score)]
            table.add_row(
                manager.name, str(manager.conversations), str(manager.messages),
                str(manager.findings), Text(score_text(manager.score), style=colour),
            )  # fmt: skip
        self.console.print(table)
        self.console.print()


class _Screen(Console):
    """A console on which no message moves the cursor, changes colours or writes to the clipboard."""

    def render(
        self, renderable: RenderableType, options: ConsoleOptions | None = None
    ) -> Iterable[Segment]:
        for segment in super().render(renderable, options):
            clean = segment.text.translate(_CONTROLS)
            yield segment if segment.control else Segment(clean, segment.style)

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError  # rich would exit with 1, which means a low score


def _marked(text: str, findings: tuple[Finding, ...]) -> Text:
    """The message with the places of its findings highlighted."""
    shown = Text(text)
    for finding in findings:
        if finding.span:
            shown.stylize(MARKS[finding.severity], finding.span.start, finding.span.end)
    return shown


def _is_low(opinion: Opinion) -> bool:
    return opinion.counted and opinion.score.value is not None and opinion.score.value < 1


def _assessed(coverage: float | None) -> str:
    if coverage is None:
        return label_text("not_assessed")
    return say(f"оценено {coverage:.0%}", f"{coverage:.0%} assessed")


def _hidden_text(message: Message) -> str:
    hidden = f"№{message.n}: «{shortened(message.hidden, PLACE)}»"
    return say(f"  невидимый текст в {hidden}", f"  invisible text in {hidden}")


def _clean_text(count: int) -> str:
    if current_language() == "en":
        return f"without a hint: {_counted(count, 'message')}"
    return "без замечаний: " + count_ru(count, "сообщение", "сообщения", "сообщений")


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _accepting_text(command: str) -> str:
    return (
        say("так и надо? ", "right as it is? ")
        + command
        + say(' НОМЕР --reason "почему"', ' ID --reason "why"')
    )


def _closing(run: Run, summary: Summary) -> Text:
    """One line: how much was read, how long it took, by which rubric."""
    if current_language() == "ru":
        text = count_ru(run.conversations, "переписка", "переписки", "переписок") + ", "
        text += count_ru(run.messages, "сообщение", "сообщения", "сообщений")
        text += f" за {run.seconds:.1f} с; средний балл {score_text(summary.score)}"
        text += f"; ждут ответа: {summary.unanswered}" if summary.unanswered else ""
        text += f"; {look()}: {summary.looks}" if summary.looks else ""
        text += f"; рубрика {run.rubric.name} {run.rubric.version}"
    else:
        text = f"{_counted(run.conversations, 'conversation')}, {_counted(run.messages, 'message')}"
        text += f" in {run.seconds:.1f} s"
        text += f"; mean score {score_text(summary.score)}"
        text += f"; waiting for an answer: {summary.unanswered}" if summary.unanswered else ""
        text += f"; {look()}: {summary.looks}" if summary.looks else ""
        text += f"; rubric {run.rubric.name} {run.rubric.version}"
    return Text(text, style="bold")
