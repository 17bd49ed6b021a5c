"""The labelled sets, and what okk_text says of their conversations."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from okk_text.pipeline import Pipeline
from okk_text.readers.drafts import read_draft
from okk_text.report.jsonl import records
from okk_text.results import Scorecard
from okk_text.settings import Settings

HERE = Path(__file__).parent
SETS = ("chats", "emails", "chats-unseen", "emails-unseen")

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Output:
    """The records of one conversation; `source` as gold.jsonl names its export."""

    source: Path
    head: Record
    messages: list[Record]


def golds(name: str) -> list[Record]:
    """The labelled conversations of a set, in the order of their ids."""
    lines = (HERE / name / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    return sorted(map(json.loads, lines), key=lambda gold: gold["id"])


def settings_for(golds: list[Record], *, engine: str) -> Settings:
    """The settings that a firm with these managers would write."""
    teams: list[Record] = []
    for gold in golds:
        standard = gold["signature_standard"]
        company = (standard or {}).get("values", {}).get("company") or gold["business"]
        names = _manager_names(gold)
        if not names:
            continue
        team = _team_of(teams, company, names)
        team["managers"] |= names
        team["standard"] = team["standard"] or standard
    return Settings.model_validate(
        {"grammar": {"engine": engine}, "team": [_team_table(team) for team in teams]}
    )


def outputs(name: str, pipeline: Pipeline) -> list[Output]:
    """What the pipeline makes of every export and draft of the set."""
    folder = HERE / name / "sources"
    labelled = golds(name)
    exports = sorted({gold["source"] for gold in labelled if not gold.get("draft")})
    made = [
        _output(scorecard, folder)
        for scorecard in pipeline.scorecards([folder / source for source in exports])
        if isinstance(scorecard, Scorecard)
    ]
    return made + [_draft_output(gold, folder, pipeline) for gold in labelled if gold.get("draft")]


def _manager_names(gold: Record) -> set[str]:
    """Every name and address that a manager writes under."""
    written = [message for message in gold["messages"] if message["role"] == "manager"]
    names = {message.get(field) for message in written for field in ("author", "author_name")}
    return (names | set(gold["managers"])) - {None}


def _team_of(teams: list[Record], company: str, names: set[str]) -> Record:
    """The team of that name or with one of these managers, a new one where there is none."""
    for team in teams:
        if team["name"] == company or team["managers"] & names:
            return team
    teams.append({"name": company, "managers": set(), "standard": None})
    return teams[-1]


def _team_table(team: Record) -> Record:
    table = {"name": team["name"], "managers": sorted(team["managers"])}
    if team["standard"]:
        standard = team["standard"]
        table["signature"] = {"fields": standard["fields"], **standard.get("values", {})}
    return table


def _draft_output(gold: Record, folder: Path, pipeline: Pipeline) -> Output:
    clients: Iterator[Record] = iter(gold["clients"])
    client = next(clients, {})
    draft = read_draft(
        folder / gold["source"],
        manager=gold["messages"][0]["author"],
        client=client.get("full_name") or client.get("name"),
        medium="email",
    )
    return _output(pipeline.scorecard(draft), folder)


def _output(scorecard: Scorecard, folder: Path) -> Output:
    head, *messages = records(scorecard)
    return Output(Path(head["source"]).relative_to(folder), head, messages)
