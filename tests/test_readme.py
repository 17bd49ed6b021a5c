"""README's generated parts agree with the code; `pytest --update-golden` writes them anew."""

import re
import tomllib
from pathlib import Path
from textwrap import dedent
from typing import get_args

import click
import pytest
from pydantic import BaseModel

from okk_text.calibration.table import passport_lines
from okk_text.checks import checks
from okk_text.judge.passport import load_passport
from okk_text.language import speaking
from okk_text.rubric import load_rubric
from okk_text.settings import Settings, load_settings
from tests.labelled.measures import reached_figures
from tests.labelled.outputs import SETS

README = Path(__file__).parent.parent / "README.md"
# What stands in the table of checks; checks without labels in the sets have no figures.
MEASURED = {
    "cta": ("cta: clear or not",),
    "grammar": ("grammar: faults",),
    "greeting": ("greeting: faults",),
    "proposal": ("conversation: proposal follow-up due",),
    "questions": ("conversation: open_question_asked", "conversation: need_question_asked"),
    "reply_time": ("conversation: unanswered_at_end",),
    "signature": ("signature: faults",),
    "tone": ("tone: faults",),
    "wordiness": ("wordiness: removable characters",),
}
FREE = {"llm.options", "crm.columns", "crm.stages"}  # tables of okk.toml with keys of one's own
COMMANDS = [
    *((), ("score",), ("check",), ("accept",), ("calibrate",), ("flip-test",)),
    *(("rubric",), ("doctor",)),
]


def help_block():
    """What `--help` prints, command by command."""
    from okk_text.__main__ import command_line

    cli = command_line().cli
    parts = []
    for names in COMMANDS:
        command = cli
        for name in names:
            command = command.commands[name]
        path = " ".join(("okk-text", *names))
        with click.Context(command, info_name=path, max_content_width=100) as context:
            parts.append(f"$ {path} --help\n{command.get_help(context)}")
    return "```\n" + "\n\n".join(parts) + "\n```"


def checks_block():
    """Every check: what it answers, an example to mend and one to leave, precision and recall."""
    titles = load_rubric("default").titles()
    lines = [
        "| check | looks at | to mend | left alone | chats | e-mails | unseen chats | unseen e-mails |",
        "|---|---|---|---|---|---|---|---|",
    ]
    rows = _measures()
    for check in checks().values():
        answers = [f"{name} ({titles[name]})" for name in check.criteria if name in titles]
        told = " ".join(dedent(type(check).__doc__).split("\n\n")[0].split())
        figures = [
            "<br>".join(_figures(rows[measure].get(name, {}), measure) for measure in shown) or "–"
            for shown in [MEASURED.get(check.id, {})]
            for name in SETS
        ]
        lines.append(
            f"| `{check.id}`{': ' if answers else ''}{', '.join(answers)} | {told} | {_bad(check)} "
            f"| {_good(check)} | {' | '.join(figures)} |"
        )
    return "\n".join(lines)


def measures_block():
    """What else is reached on the labelled sets, measure by measure."""
    rows = _measures()
    lines = [
        "| measure | chats | e-mails | unseen chats | unseen e-mails |",
        "|---|---|---|---|---|",
    ]
    shown = {measure for measures in MEASURED.values() for measure in measures}
    for measure in sorted(rows.keys() - shown):
        cells = " | ".join(_figures(rows[measure].get(name, {})) for name in SETS)
        lines.append(f"| {measure} | {cells} |")
    return "\n".join(lines)


def _measures():
    """measure -> set -> kind of figure -> figure."""
    rows: dict[str, dict[str, dict[str, float]]] = {}
    for name, figures in reached_figures().items():
        for figure, value in figures.items():
            measure, _, kind = figure.rpartition(", ")
            rows.setdefault(measure, {}).setdefault(name, {})[kind] = value
    return rows


def passport_block():
    """The passport that ships, of a small model on a sample of the labelled sets."""
    with speaking("en"):
        return "\n".join(passport_lines(load_passport("okk-local", None)))


def _figures(kinds, measure=None):
    """Precision and recall, or the share that is right; with the word that tells two measures apart."""
    if "right" in kinds:
        return f"{kinds['right']:.3f}"
    if not kinds:
        return "–"
    word = (
        "open: "
        if measure and "open" in measure
        else "need: "
        if measure and "need" in measure
        else ""
    )
    return f"{word}P {kinds.get('precision', 0):.3f} · R {kinds.get('recall', 0):.3f}"


def _bad(check):
    """The message with the marked place, in bold; where something is missing, the last messages."""
    if not check.bad:
        return "–"
    messages = _messages(check.bad[0])
    marked = [text for _, text in messages if "[[" in text]
    return marked[0].replace("[[", "**").replace("]]", "**") if marked else _talk(messages)


def _good(check):
    """What to write instead: the manager's first message, or the last messages as in the bad one."""
    messages = _messages(check.good[0])
    theirs = [text for who, text in messages if who.startswith("M")]
    missing = check.bad and "[[" not in check.bad[0]
    return _talk(messages) if missing or not theirs else theirs[0]


def _messages(written):
    """(who and when, text) of every message of an example; its lines parted by slashes."""
    messages = []
    for line in dedent(written).strip().splitlines():
        head = re.match(r"([CMBS](?: [^:]*?)?(?: [\d-]+ [\d:]+)?): ", line)
        if head:
            messages.append([head[1], line[head.end() :].strip()])
        elif messages and line.strip():
            messages[-1][1] += f" / {line.strip()}"
    return [(who, text.replace("|", "\\|")) for who, text in messages]


def _talk(messages):
    return "<br>".join(f"{who}: {text}" for who, text in messages[-3:])


@pytest.mark.parametrize(
    ("name", "block"),
    [
        ("help", help_block),
        ("checks", checks_block),
        ("passport", passport_block),
        ("measures", measures_block),
    ],
)
def test_the_readme_says_what_the_code_says(name, block, request):
    text = README.read_text(encoding="utf-8")
    pattern = re.compile(rf"(<!-- {name} -->\n).*?(?=<!-- /{name} -->)", re.S)
    wanted = pattern.sub(lambda found: found[1] + block() + "\n", text)
    if request.config.getoption("--update-golden"):
        README.write_text(wanted, encoding="utf-8")
    assert README.read_text(encoding="utf-8") == wanted, (
        "run pytest --update-golden and read the diff"
    )


def test_the_readme_shows_every_key_of_okk_toml_and_no_other(tmp_path):
    text = README.read_text(encoding="utf-8")
    example = re.search(r"```toml\n(.*?)```", text, re.S)[1]
    example = re.sub(r"^# (?=\[|[a-z_]+ = )", "", example, flags=re.M)  # what may be left out
    path = tmp_path / "okk.toml"
    path.write_text(example, encoding="utf-8")
    assert load_settings(path).team[0].signature.company == "ООО «Пример-Сервис»"
    shown = set(_written_keys(tomllib.loads(example)))
    assert shown == set(_keys(Settings)) - {"folder"}


def _keys(model, above=""):
    """Every key of a table of okk.toml, dotted, with the keys of the tables in it."""
    for name, field in model.model_fields.items():
        inner = [kind for kind in _kinds(field.annotation) if issubclass(kind, BaseModel)]
        yield above + name
        for kind in inner:
            yield from _keys(kind, f"{above}{name}.")


def _kinds(annotation):
    """The classes that an annotation names, however deep."""
    if isinstance(annotation, type) and not get_args(annotation):
        yield annotation
    for part in get_args(annotation):
        yield from _kinds(part)


def _written_keys(table, above=""):
    for key, value in table.items():
        yield above + key
        tables = value if isinstance(value, list) else [value]
        for inner in tables:
            if isinstance(inner, dict) and above + key not in FREE:
                yield from _written_keys(inner, f"{above}{key}.")


def test_the_rubric_in_the_readme_works(tmp_path):
    text = README.read_text(encoding="utf-8")
    path = tmp_path / "b2b.yaml"
    path.write_text(re.findall(r"```yaml\n(.*?)```", text, re.S)[0], encoding="utf-8")
    weights = {c.id: c.weight for c in load_rubric(str(path)).criteria_for("proposal", "VIP")}
    assert weights["cta"] == 20
    assert weights["signature"] == 15


def test_the_criterion_of_ones_own_in_the_readme_works(tmp_path):
    from okk_text.commands.rubrics import rubric_doubts

    text = README.read_text(encoding="utf-8")
    path = tmp_path / "service.yaml"
    path.write_text(re.findall(r"```yaml\n(.*?)```", text, re.S)[1], encoding="utf-8")
    (delivery,) = [c for c in load_rubric(str(path)).criteria if c.id == "delivery"]
    assert [question.id for question in delivery.questions] == ["price", "day"]
    assert [row.label for row in delivery.decide] == ["yes", "partly", "no"]
    assert rubric_doubts(str(path), Settings()) == []
