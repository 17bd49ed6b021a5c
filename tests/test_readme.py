"""README's generated parts agree with the code; `pytest --update-golden` writes them anew."""

import re
from pathlib import Path
from textwrap import dedent

import click
import pytest

from okk_text.checks import checks
from okk_text.rubric import load_rubric
from tests.labelled.measures import reached_figures
from tests.labelled.outputs import SETS

README = Path(__file__).parent.parent / "README.md"
COMMANDS = [(), ("score",), ("check",), ("accept",), ("rubric",), ("doctor",)]


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
    """Every check with what it answers and one of its own examples."""
    titles = load_rubric("default").titles()
    lines = ["| check | answers | looks at | for instance |", "|---|---|---|---|"]
    for check in checks().values():
        answers = ", ".join(f"{name} ({titles[name]})" for name in check.criteria if name in titles)
        facts = ", ".join(check.facts)
        told = " ".join(dedent(type(check).__doc__).split("\n\n")[0].split())
        lines.append(
            f"| `{check.id}` | {answers or facts} | {told} | {_example((*check.bad, *check.good)[0])} |"
        )
    return "\n".join(lines)


def measures_block():
    """What is reached on the labelled sets, measure by measure."""
    reached = reached_figures()
    rows: dict[str, dict[str, dict[str, float]]] = {}
    for name, figures in reached.items():
        for figure, value in figures.items():
            measure, _, kind = figure.rpartition(", ")
            rows.setdefault(measure, {}).setdefault(name, {})[kind] = value
    lines = [
        "| measure | chats | e-mails | unseen chats | unseen e-mails |",
        "|---|---|---|---|---|",
    ]
    for measure in sorted(rows):
        cells = " | ".join(_figures(rows[measure].get(name, {})) for name in SETS)
        lines.append(f"| {measure} | {cells} |")
    return "\n".join(lines)


def _figures(kinds):
    """Precision and recall, or the share that is right."""
    if "right" in kinds:
        return f"{kinds['right']:.3f}"
    if not kinds:
        return "–"
    return f"P {kinds.get('precision', 0):.3f} · R {kinds.get('recall', 0):.3f}"


def _example(dialogue):
    """The marked line of a bad example, its place in bold; else its last line."""
    lines = [line.strip() for line in dedent(dialogue).strip().splitlines()]
    line = next((line for line in lines if "[[" in line), lines[-1])
    line = re.sub(r"^[CMBS](?: [^:]*)?(?: [\d-]+ [\d:]+)?: ", "", line)
    line += "]]" * (line.count("[[") > line.count("]]"))  # the place goes on in the next line
    return line.replace("[[", "**").replace("]]", "**").replace("|", "\\|")


@pytest.mark.parametrize(
    ("name", "block"),
    [("help", help_block), ("checks", checks_block), ("measures", measures_block)],
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


def test_every_key_of_okk_toml_in_the_readme_is_known(tmp_path):
    from okk_text.settings import load_settings

    text = README.read_text(encoding="utf-8")
    example = re.search(r"```toml\n(.*?)```", text, re.S)[1].replace("# url =", "url =")
    path = tmp_path / "okk.toml"
    path.write_text(example, encoding="utf-8")
    assert load_settings(path).team[0].signature.company == "ООО «Пример-Сервис»"


def test_the_rubric_in_the_readme_works(tmp_path):
    text = README.read_text(encoding="utf-8")
    path = tmp_path / "b2b.yaml"
    path.write_text(re.search(r"```yaml\n(.*?)```", text, re.S)[1], encoding="utf-8")
    weights = {c.id: c.weight for c in load_rubric(str(path)).criteria_for("proposal", "VIP")}
    assert weights["cta"] == 20
    assert weights["signature"] == 15
