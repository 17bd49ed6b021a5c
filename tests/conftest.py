"""What several tests share."""

import pytest


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
