"""What several tests share."""

import io
import json
import sys
from dataclasses import dataclass

import pytest

from okk_text.__main__ import command_line
from okk_text.language import speaking

pytest_plugins = ["tests.store_postgres"]  # the fixtures `store` and `url`


def pytest_addoption(parser):
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write the expected.json of fixtures/readers anew, to be read like a diff",
    )


@pytest.fixture(scope="session")
def languagetool():
    """LanguageTool on a warm server of our own, for the whole run; fails where it is not installed.

    `make test` installs it: `python -m okk_text.grammar.install`.
    """
    from okk_text.grammar import open_engine

    engine = open_engine("languagetool")
    yield engine
    engine.close()


@dataclass(frozen=True)
class Ended:
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str

    def records(self, kind):
        """The records of that type in its JSON Lines."""
        found = map(json.loads, self.out.splitlines())
        return [record for record in found if record["type"] == kind]


@pytest.fixture
def okk(capsys, monkeypatch):
    """Run okk-text in this process as its user would at the prompt; `given` is standard input."""

    def run(*arguments, given=b""):
        monkeypatch.setattr(sys, "argv", ["okk-text", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
        capsys.readouterr()
        with speaking("ru"), pytest.raises(SystemExit) as ended:
            command_line().main()
        return Ended(ended.value.code, *capsys.readouterr())

    return run


@pytest.fixture
def rules(tmp_path):
    """Settings of a firm with one manager; no grammar, so that nothing slow starts."""
    path = tmp_path / "okk.toml"
    path.write_text(
        '[grammar]\nengine = "off"\n[[team]]\nname = "Ступень"\nmanagers = ["Мария Котова"]\n'
        '[team.signature]\nfields = ["full_name", "phone"]\n',
        encoding="utf-8",
    )
    return path


CHAT = """\
02.03.2026, 09:41 - Пётр: Здравствуйте, сколько стоит лестница?
02.03.2026, 09:47 - Мария Котова: =2+5 <script>alert(1)</script> 🙂 90 000 ₽
02.03.2026, 09:52 - Пётр: А доставка?
"""


@pytest.fixture
def chat(tmp_path):
    """A chat whose manager does not greet, and whose last question waits."""
    path = tmp_path / "Чат WhatsApp с Пётр.txt"
    path.write_text(CHAT, encoding="utf-8")
    return path
