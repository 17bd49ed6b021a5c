"""Every invented export in fixtures/readers/ reads as its expected.json says.

A case is a folder with `export` files or folders (`export.json`, `export/messages.html`) and an
`expected.json`; `pytest --update-golden` writes the latter, to be read like a diff.
"""

import json
from pathlib import Path

import pytest

from okk_text.conversation.model import Conversation
from okk_text.language import speaking
from okk_text.readers import read

FIXTURES = Path(__file__).parent.parent / "fixtures" / "readers"
CASES = sorted(path for path in FIXTURES.iterdir() if path.is_dir())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_an_export_reads_as_expected(case, monkeypatch, request):
    monkeypatch.chdir(case)  # so that `source` is the same on every machine
    exports = sorted(Path(path.name) for path in case.iterdir() if path.name != "expected.json")
    with speaking("en"):
        found = [_plain(entry) for entry in read(exports)]
    expected = case / "expected.json"
    if request.config.getoption("--update-golden"):
        expected.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", "utf-8")
    assert expected.exists(), "write it with pytest --update-golden, then read it"
    assert found == json.loads(expected.read_text("utf-8"))


def test_every_case_has_an_export():
    assert CASES
    for case in CASES:
        assert any(path.name != "expected.json" for path in case.iterdir()), case.name


def _plain(entry):
    """A conversation or skip as JSON, what says nothing left out, what segments mark spelt out."""
    plain = entry.model_dump(mode="json", exclude_defaults=True)
    if not isinstance(entry, Conversation):
        return {"skip": plain}
    for message, written in zip(entry.messages, plain["messages"], strict=True):
        if written.pop("segments", None):
            written |= {
                key: getattr(message, key)
                for key in ("own_text", "quote", "signature", "hidden")
                if getattr(message, key)
            }
    return plain
