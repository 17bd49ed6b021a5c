"""The passport of a real model on a sample of the labelled sets: `python -m tests.trials.judge URL MODEL`."""

import argparse
import sys
from pathlib import Path

from okk_text.calibration.table import passport_lines
from okk_text.commands.equipment import Choices
from okk_text.commands.judging import calibrate
from okk_text.settings import Settings
from tests.labelled.outputs import HERE

SETS = ("chats", "emails")
ASKED = ("tone", "objection_kind", "objections", "next_step", "forwardable", "deal_stage")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("base_url")
    parser.add_argument("model")
    parser.add_argument("--places", type=int, default=7, help="of each label at most, of each set")
    parser.add_argument("--store", help="keeps the answers, e.g. sqlite:///judge.db")
    parser.add_argument("--out", type=Path, default=Path("passport.json"))
    options = parser.parse_args()
    settings = Settings(llm={"base_url": options.base_url, "model": options.model})
    passport = calibrate(
        [HERE / name for name in SETS], settings, choices=Choices(store=options.store),
        out=options.out, every=1, places_a_label=options.places, only=ASKED,
        done=lambda number, total: print(f"\r{number}/{total}", end="", file=sys.stderr),
    )  # fmt: skip
    print("\n".join(passport_lines(passport)))


if __name__ == "__main__":
    main()
