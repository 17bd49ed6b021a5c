"""okk-text: quality checks for sales correspondence. The commands, and nothing but the commands."""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from okk_text import __version__
from okk_text.errors import OkkError
from okk_text.language import say, set_language

FORMATS = ("terminal", "jsonl", "html", "xlsx", "csv")
BELOW, COULD_NOT_RUN = 1, 2
INTERRUPTED, PIPE_CLOSED = 130, 141  # as a shell counts what a signal ended
SHOWN_SKIPS = 10

settings_option = click.option(
    "--settings", "settings_path", type=click.Path(path_type=Path), metavar="OKK.TOML",
    help="Settings of the department; without it okk.toml of this folder, if there is one.",
)  # fmt: skip
language_option = click.option(
    "--language", type=click.Choice(("ru", "en")), help="Language of hints and reports."
)

store_option = click.option(
    "--store", metavar="URL", help="Which store.  [default: okk.toml's, else sqlite:///okk.db]"
)


def scoring_options(command):
    """The options that `score` and `check` share."""
    options = (
        settings_option,
        language_option,
        click.option("--rubric", metavar="NAME|FILE", help="Rubric to score by, for every team."),
        click.option("--format", "form", type=click.Choice(FORMATS), default="terminal",
                     show_default=True, help="Form of the result."),
        click.option("--out", type=click.Path(path_type=Path), metavar="FILE",
                     help="File for the result instead of the screen."),
        click.option("--store", metavar="URL", help="Store of conversations, scores and answers, e.g. sqlite:///okk.db."),
        click.option("--no-llm", is_flag=True, help="Ask no language model, rules only."),
        click.option("--repeats", type=click.IntRange(1, 9), metavar="K",
                     help="Ask the model K times and show where it differs."),
        click.option("--fail-under", type=click.FloatRange(0, 100), metavar="N",
                     help="Exit with 1 if a conversation scores below N."),
    )  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


def _time(_context, _option, written: str | None):
    """An option such as 365d as a timedelta."""
    from okk_text.settings import duration

    try:
        return None if written is None else duration(written)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="okk-text")
def cli() -> None:
    """Check sales correspondence: exported chats and mail in, scores and hints out."""


@cli.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--reader", metavar="NAME", help="Read every file with this reader.")
@click.option("--dry-run", is_flag=True, help="Only say how many model calls it would take.")
@click.option("--compare-with", type=click.Path(path_type=Path), metavar="RUN.JSONL",
              help="Say which verdicts turned since that run.")  # fmt: skip
@scoring_options
def score(paths, reader, dry_run, compare_with, settings_path, language, **options) -> None:
    """Score every conversation in the PATHS: exports, folders or archives of them, in any mix."""
    from okk_text.acceptance import accept_command
    from okk_text.commands.scoring import score_exports

    settings = _settings(settings_path, language)
    accepting = accept_command(paths, settings=settings_path, rubric=options["rubric"])
    run = _run_options(options)
    if dry_run:
        from okk_text.commands.judging import estimate

        for line in estimate(paths, settings, choices=run["choices"], reader=reader):
            click.echo(line)
        return
    shown = {"reader": reader, "accepting": accepting, "compare_with": compare_with}
    _end(score_exports(paths, settings, **shown, **run), options["out"])


@cli.command()
@click.argument("draft", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--from", "manager", metavar="MANAGER", help="Who sends it: address or name.")
@click.option("--to", "client", metavar="CLIENT", help="The client's name.")
@click.option("--medium", type=click.Choice(("email", "chat", "proposal")), default="email",
              show_default=True, help="What the draft will be.")  # fmt: skip
@scoring_options
def check(draft, manager, client, medium, settings_path, language, **options) -> None:
    """Check a DRAFT before it is sent: .txt, .eml, .docx, .pdf, or - for standard input."""
    from okk_text.commands.scoring import check_draft

    settings = _settings(settings_path, language)
    who = {"manager": manager, "client": client, "medium": medium}
    _end(check_draft(draft, settings, **who, **_run_options(options)), options["out"])


@cli.command()
@click.option("--out", type=click.Path(path_type=Path), default="okk-demo.html",
              show_default=True, metavar="FILE", help="File for the HTML report.")  # fmt: skip
@language_option
def demo(out, language) -> None:
    """Score the demo that ships: a Telegram chat, a WhatsApp chat, an e-mail thread."""
    from okk_text.acceptance import accept_command
    from okk_text.commands.scoring import score_exports
    from okk_text.resources import shipped

    folder = shipped("fixtures", "demo")
    settings_path = folder / "okk.toml"
    settings = _settings(settings_path, language)
    accepting = accept_command([folder], settings=settings_path)
    outcome = score_exports([folder], settings, page=out, accepting=accepting)
    for note in outcome.run.notes:
        click.echo(note)
    click.echo(say("отчёт: ", "report: ") + str(out.resolve()))


@cli.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@click.option("--from", "sources", multiple=True, required=True, metavar="PATH",
              type=click.Path(path_type=Path),
              help="The run that shows the hint, saved as .jsonl, or the exports, scored again.")  # fmt: skip
@click.option("--reason", required=True, help="Why it is right as it is.")
@click.option("--by", metavar="NAME", help="Who accepts it.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE",
              help="The last day it holds, as 2027-01-31.")  # fmt: skip
@click.option("--for", "scope", type=click.Choice(("place", "author", "everyone")),
              default="place", show_default=True,
              help="Accept it here, or these words wherever the author or anybody writes them.")  # fmt: skip
@click.option("--rubric", metavar="NAME|FILE", help="Rubric to score by, for every team.")
@settings_option
@language_option
def accept(ids, sources, settings_path, language, until, **options) -> None:
    """Accept hints by their IDs: they are written to okk.toml and shown no more."""
    from okk_text.acceptance import accept as accepted

    settings = _settings(settings_path, language)
    path = settings_path or Path("okk.toml")
    last = until.date() if until else None
    for line in accepted(ids, sources, settings, path=path, until=last, **options):
        click.echo(line)


@cli.command()
@click.argument("golds", nargs=-1, metavar="[GOLD]...", type=click.Path(path_type=Path))
@click.option("--reviewed", is_flag=True, help="Also by the labels that people gave in the store.")
@click.option("--out", type=click.Path(path_type=Path), default="passport.json",
              show_default=True, metavar="FILE", help="File for the passport.")  # fmt: skip
@click.option("--every", type=click.IntRange(1), default=1, metavar="N",
              help="Only every Nth conversation, by id.")  # fmt: skip
@click.option("--places", type=click.IntRange(1), metavar="N",
              help="Of each label N places at most, of each GOLD.")  # fmt: skip
@click.option("--only", multiple=True, metavar="CRITERION", help="Measure this criterion.")
@click.option("--rubric", metavar="NAME|FILE", help="Rubric whose questions are put.")
@click.option("--store", metavar="URL", help="Keep the model's answers in this store.")
@settings_option
@language_option
def calibrate(
    golds, reviewed, out, every, places, only, rubric, store, settings_path, language
) -> None:
    """Measure the judge against labelled conversations and write its passport.

    GOLD is a gold.jsonl or a folder that holds one.
    """
    from okk_text.calibration.table import passport_lines
    from okk_text.commands.equipment import Choices
    from okk_text.commands.judging import calibrate as measured

    settings = _settings(settings_path, language)

    def done(number: int, total: int) -> None:
        click.echo(f"\r{number}/{total}", nl=number == total, err=True)

    passport = measured(
        golds, settings, choices=Choices(rubric=rubric, store=store), out=out, every=every,
        places_a_label=places, only=only, done=done, reviewed=reviewed,
    )  # fmt: skip
    for line in passport_lines(passport):
        click.echo(line)
    click.echo(say("паспорт: ", "passport: ") + str(out), err=True)


@cli.command("flip-test")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--rubric", metavar="NAME|FILE", help="Rubric whose questions are put.")
@click.option("--store", metavar="URL", help="Keep the model's answers in this store.")
@settings_option
@language_option
def flip_test(paths, rubric, store, settings_path, language) -> None:
    """Swap names, genders and the order of questions and say how many verdicts turn."""
    from okk_text.commands.equipment import Choices
    from okk_text.commands.judging import flip_test as flipped

    settings = _settings(settings_path, language)
    for flips in flipped(paths, settings, choices=Choices(rubric=rubric, store=store)):
        of = say("из", "of")
        click.echo(f"{flips.swap}: {flips.turned} {of} {flips.verdicts}")
        for example in flips.examples:
            click.echo(f"  {example}")


@cli.command()
@click.option("--period", required=True, metavar="PERIOD",
              help="2026-Q3, 2026-10, 2026-W40, 2026-10-01..2026-11-30, or week: the last full one.")  # fmt: skip
@click.option("--kind", type=click.Choice(("department", "manager", "client")),
              default="department", show_default=True,
              help="For the head, for one manager in private, or what clients met.")  # fmt: skip
@click.option("--team", metavar="NAME", help="Only this team.")
@click.option("--manager", metavar="NAME", help="Only this manager: name, address or phone.")
@click.option("--format", "form", type=click.Choice(("html", "xlsx")), default="html",
              show_default=True, help="Form of the report; the page prints as PDF.")  # fmt: skip
@click.option("--out", required=True, type=click.Path(path_type=Path), metavar="FILE",
              help="File for the report.")  # fmt: skip
@click.option("--ranking", is_flag=True, help="Show ranks; who cannot be told apart shares one.")
@click.option("--store", metavar="URL", help="Where the scores are kept, e.g. sqlite:///okk.db.")
@settings_option
@language_option
def report(settings_path, language, form, out, store, **wanted) -> None:
    """Report on the scores in the store: the department, one manager in private, the clients' side."""
    from okk_text.commands.reports import Wanted
    from okk_text.commands.reports import report as written

    settings = _settings(settings_path, language)
    period = written(settings, wanted=Wanted(**wanted), store=store, form=form, out=out)
    click.echo(f"{period}: {out}")


@cli.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--reader", metavar="NAME", help="Read every file with this reader.")
@click.option("--store", metavar="URL", help="Where to keep it.  [default: sqlite:///okk.db]")
@settings_option
@language_option
def import_paths(paths, reader, store, settings_path, language) -> None:
    """Read the PATHS into the store without scoring; what it holds already is kept once."""
    from okk_text.commands.equipment import Choices
    from okk_text.commands.store import import_exports, imported_lines

    settings = _settings(settings_path, language)
    imported = import_exports(paths, settings, choices=Choices(store=store), reader=reader)
    for line in _skipped_lines(imported.skipped):
        click.echo(line, err=True)
    for line in imported_lines(imported):
        click.echo(line)


@cli.command()
@click.option("--older-than", metavar="365d", callback=_time, help="Remove what ended so long ago.")
@click.option("--client", metavar="NAME",
              help="Remove one client's data everywhere: name, address or phone.")  # fmt: skip
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--store", metavar="URL", help="Which store.  [default: sqlite:///okk.db]")
@settings_option
@language_option
def purge(older_than, client, yes, store, settings_path, language) -> None:
    """Remove old correspondence, or one client's, from the store; says first what that is."""
    from okk_text.commands import store as stored
    from okk_text.commands.equipment import Choices

    settings = _settings(settings_path, language)
    if (older_than is None) == (client is None):
        raise click.UsageError(say("нужно одно: --older-than или --client",
                                   "it takes one: --older-than or --client"))  # fmt: skip
    what = {"older_than": older_than, "client": client}
    for line in stored.purge_lines(stored.to_purge(settings, Choices(store=store), **what)):
        click.echo(line)
    if not yes:
        click.confirm(say("Удалить без возврата?", "Remove for good?"), abort=True)
    for line in stored.removed_lines(stored.purge(settings, Choices(store=store), **what)):
        click.echo(line)


@cli.command()
@click.argument("paths", nargs=-1, metavar="[EXPORTS...]", type=click.Path(path_type=Path))
@click.option("--store", metavar="URL",
              help="Without EXPORTS: the store whose scorecards are counted, e.g. sqlite:///okk.db.")  # fmt: skip
@click.option("--team", metavar="NAME", help="Only this team, and its script.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="The first day.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="The last day.")
@click.option("--rubric", metavar="NAME|FILE", help="Rubric to score EXPORTS by.")
@click.option("--reader", metavar="NAME", help="Read every file with this reader.")
@click.option("--format", "form", type=click.Choice(("terminal", "md", "docx", "html")),
              default="terminal", show_default=True, help="Form of the result.")  # fmt: skip
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE",
              help="File for the result instead of the screen.")  # fmt: skip
@click.option(
    "--no-llm", is_flag=True, help="Ask no language model: tables and answers, no drafts."
)
@settings_option
@language_option
def scripts(
    paths, store, team, since, until, rubric, no_llm, settings_path, language, **options
) -> None:
    """Improve the sales script: what was said to each objection and at each stage, what came next,
    the best answers, the questions that no step covers, and a draft of the changed steps.

    Counts EXPORTS (files, folders, archives), or the scorecards of a store.
    """
    from okk_text.commands.equipment import Choices
    from okk_text.commands.scripts import improve_scripts

    settings = _settings(settings_path, language)
    days = {"since": since and since.date(), "until": until and until.date()}
    choices = Choices(rubric=rubric, store=store, no_llm=no_llm)
    learnt = improve_scripts(paths, settings, team=team, choices=choices, **days, **options)
    for line in _skipped_lines(learnt.skipped):
        click.echo(line, err=True)
    if options["out"] is not None:
        click.echo(say("документ: ", "document: ") + str(options["out"]), err=True)


@cli.command()
@click.option("--week", required=True, metavar="WEEK", help="2026-W47.")
@click.option("--out", required=True, type=click.Path(path_type=Path), metavar="PLAN.XLSX",
              help="File for the worksheet; the second reviewer's stands beside it.")  # fmt: skip
@click.option("--staff", type=click.Path(path_type=Path), metavar="CSV",
              help="Managers: name, since, plan, done. Newcomers and those below plan get more help.")  # fmt: skip
@click.option("--seed", type=int, metavar="N", help="Draw the same again in another store.")
@click.option("--by", default="", metavar="NAME", help="Who draws, for the log.")
@store_option
@settings_option
@language_option
def sample(week, out, staff, seed, by, store, settings_path, language) -> None:
    """Draw a week's conversations to review: by chance for the figure, by need for coaching."""
    from okk_text.commands.sampling import sample as drawn
    from okk_text.sampling import Week

    wanted = {"week": Week.read(week), "out": out, "staff": staff, "seed": seed, "by": by}
    with _store(settings_path, language, store) as (opened, settings):
        _echo(drawn(opened, settings, **wanted))


@cli.command("import-review")
@click.argument("worksheet", type=click.Path(path_type=Path))
@click.option("--by", metavar="NAME", help="Who reviewed, where the worksheet does not say.")
@store_option
@settings_option
@language_option
def import_review(worksheet, by, store, settings_path, language) -> None:
    """Take a filled WORKSHEET back: all of its labels, or none where there is a mistake."""
    from okk_text.commands.review import import_lines

    with _store(settings_path, language, store) as (opened, settings):
        _echo(import_lines(worksheet, opened, settings, by=by))


@cli.command()
@click.argument("what", metavar="HINT|PLACE")
@click.option("--reason", required=True, help="Why it is right as it is.")
@click.option("--by", required=True, metavar="MANAGER", help="Who disagrees.")
@store_option
@settings_option
@language_option
def appeal(what, reason, by, store, settings_path, language) -> None:
    """Disagree with a hint, by its id, or with a label, by its PLACE: conversation#n:criterion."""
    from okk_text.review.appeals import file_appeal

    with _store(settings_path, language, store) as (opened, _):
        number = file_appeal(opened, what, by=by, reason=reason)
    click.echo(say(f"апелляция № {number} принята и ждёт решения",
                   f"appeal no. {number} is taken and waits for a decision"))  # fmt: skip


@cli.group(invoke_without_command=True)
@click.option("--open", "only_open", is_flag=True, help="Only those that wait for a decision.")
@store_option
@settings_option
@language_option
@click.pass_context
def appeals(context, only_open, store, settings_path, language) -> None:
    """List appeals, or decide one."""
    from okk_text.commands.review import appeals_lines

    if context.invoked_subcommand is None:
        with _store(settings_path, language, store) as (opened, _):
            _echo(appeals_lines(opened, only_open=only_open))


@appeals.command("decide")
@click.argument("number", type=int)
@click.argument("state", type=click.Choice(("stands", "changed", "withdrawn")))
@click.option("--by", required=True, metavar="SPECIALIST", help="Who decides; not who appealed.")
@click.option("--label", metavar="LABEL", help="The label that is right.")
@click.option("--note", metavar="TEXT", help="Why, for the manager.")
@store_option
@settings_option
@language_option
def appeals_decide(number, state, by, label, note, store, settings_path, language) -> None:
    """Decide appeal NUMBER: the label stands, is changed, or the hint is withdrawn."""
    from okk_text.review.appeals import decide_appeal

    with _store(settings_path, language, store) as (opened, settings):
        _echo(decide_appeal(opened, settings, number, state, by=by, label=label, note=note))


@cli.command()
@click.option("--no-llm", is_flag=True, help="Ask no language model, rules only.")
@store_option
@settings_option
@language_option
def regressions(no_llm, store, settings_path, language) -> None:
    """Score the examples of accepted appeals again; exit with 1 if one is not as it was decided."""
    from okk_text.commands.equipment import Choices, equipped
    from okk_text.commands.review import regression_lines

    with (
        _store(settings_path, language, store) as (opened, settings),
        equipped(settings, Choices(no_llm=no_llm), opened) as pipeline,
    ):
        lines, failed = regression_lines(opened, pipeline)
    _echo(lines)
    sys.exit(BELOW if failed else 0)


@cli.command()
@click.option("--period", metavar="PERIOD", help="When people reviewed, as 2026-Q3 or 2026-W47.")
@store_option
@settings_option
@language_option
def agreement(period, store, settings_path, language) -> None:
    """Show how far people agree with each other and with the tool, and the department's figure."""
    from datetime import date

    from okk_text.commands.review import agreement_lines
    from okk_text.department.period import read_period

    with _store(settings_path, language, store) as (opened, settings):
        when = read_period(period, today=date.today()) if period else None
        _echo(agreement_lines(opened, settings, when))


@cli.group()
def rubric() -> None:
    """Rubrics: what counts and how much."""


@rubric.command("check")
@click.argument("name")
@settings_option
@language_option
def rubric_check(name, settings_path, language) -> None:
    """Find mistakes and doubtful places in a rubric or a list: NAME or FILE."""
    from okk_text.commands.rubrics import rubric_doubts

    found = rubric_doubts(name, _settings(settings_path, language))
    for doubt in found:
        click.echo(f"{doubt.where}: {doubt.problem}. {doubt.advice}".rstrip())
    if not found:
        click.echo(say(f"{name}: замечаний нет", f"{name}: nothing to mend"))
    sys.exit(COULD_NOT_RUN if any(doubt.error for doubt in found) else 0)


@rubric.command("show")
@click.argument("name", default="default")
@click.option("--medium", type=click.Choice(("chat", "email", "proposal")))
@settings_option
@language_option
def rubric_show(name, medium, settings_path, language) -> None:
    """Show the criteria of a rubric with their weights."""
    from okk_text.commands.rubrics import rubric_lines

    for line in rubric_lines(name, medium, _settings(settings_path, language)):
        click.echo(line)


@cli.command()
@click.argument("deals", metavar="DEALS.CSV", type=click.Path(path_type=Path))
@click.argument("exports", nargs=-1, metavar="[EXPORTS...]", type=click.Path(path_type=Path))
@click.option("--store", metavar="URL",
              help="Without EXPORTS: the store that holds the scored conversations.")  # fmt: skip
@click.option(
    "--manager", metavar="NAME", help="For this manager alone, with nothing about others."
)
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE",
              help="The day that tasks and silence are counted to.  [default: today]")  # fmt: skip
@click.option("--format", "form", type=click.Choice(("terminal", "html", "xlsx", "csv")),
              default="terminal", show_default=True, help="Form of the result.")  # fmt: skip
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE",
              help="File for the result instead of the screen.")  # fmt: skip
@click.option("--take-over", type=click.Path(path_type=Path), metavar="CSV",
              help="File for the fields to put into the cards by hand.")  # fmt: skip
@click.option("--no-llm", is_flag=True, help="Ask no language model, rules only.")
@settings_option
@language_option
def crm(deals, exports, store, today, no_llm, settings_path, language, **options) -> None:
    """Hold a CRM's deals (CSV of amoCRM or Bitrix24) against the conversations; nothing is changed."""
    from okk_text.commands.crm import review_crm
    from okk_text.commands.equipment import Choices

    settings = _settings(settings_path, language)
    skipped = review_crm(
        deals, exports, settings, choices=Choices(store=store, no_llm=no_llm),
        today=today.date() if today else None, **options,
    )  # fmt: skip
    for line in _skipped_lines(skipped):
        click.echo(line, err=True)


@cli.command()
@click.option("--install", is_flag=True, help="Fetch the LanguageTool server.")
@settings_option
@language_option
def doctor(install, settings_path, language) -> None:
    """Say what works on this machine, and what to type for what does not."""
    from okk_text.doctor import diagnoses

    settings = _settings(settings_path, language)
    if install:
        from okk_text.grammar.install import install as fetch_languagetool

        click.echo(f"LanguageTool: {fetch_languagetool()}")
    found = True
    for diagnosis in diagnoses(settings):
        mark = click.style("✓", fg="green") if diagnosis.works else click.style("✗", fg="red")
        click.echo(f"{mark} {diagnosis.subject}: {diagnosis.told}")
        if diagnosis.advice and not diagnosis.works:
            click.echo(f"  → {diagnosis.advice}")
        found = found and (diagnosis.works or not diagnosis.needed)
    sys.exit(0 if found else COULD_NOT_RUN)


def _settings(path: Path | None, language: str | None):
    from okk_text.settings import load_settings

    if language:
        set_language(language)
    settings = load_settings(path)
    if language:
        settings = settings.model_copy(update={"language": language})
    set_language(settings.language)
    return settings


@contextmanager
def _store(settings_path: Path | None, language: str | None, url: str | None):
    """The open store and the settings."""
    from okk_text.commands.equipment import Choices, opened_store
    from okk_text.commands.store import HERE

    settings = _settings(settings_path, language)
    with opened_store(settings, Choices(store=url), default=HERE) as store:
        yield store, settings


def _echo(lines) -> None:
    for line in lines:
        click.echo(line)


def _run_options(options: dict) -> dict:
    """The options with what concerns judge, rubric and store as Choices."""
    from okk_text.commands.equipment import Choices

    names = ("rubric", "store", "no_llm", "repeats")
    choices = Choices(**{name: options[name] for name in names})
    return {k: v for k, v in options.items() if k not in names} | {"choices": choices}


def _end(outcome, out: Path | None) -> None:
    """Say on standard error what was left out, and end with the exit code."""
    for line in _skipped_lines(outcome.run.skipped):
        click.echo(line, err=True)
    for note in (*outcome.run.notes, *outcome.told):
        click.echo(note, err=True)
    if out is not None:
        click.echo(say("отчёт: ", "report: ") + str(out), err=True)
    sys.exit(BELOW if outcome.below else 0)


def _skipped_lines(skipped) -> Iterator[str]:
    """A line for each skip; of many with one reason the first ten and how many more there are."""
    told: Counter[str] = Counter()
    for skip in skipped:
        told[skip.reason] += 1
        if told[skip.reason] <= SHOWN_SKIPS:
            line = say("пропущено: ", "skipped: ") + f"{skip.source}: {skip.reason}"
            yield "".join(c if c.isprintable() else "�" for c in line)  # a name may hold anything
    for reason, count in told.items():
        if count > SHOWN_SKIPS:
            more = count - SHOWN_SKIPS
            yield say(f"пропущено ещё {more}: {reason}", f"skipped, {more} more: {reason}")


def main() -> None:
    """Run a command; a problem that the user can mend is shown as problem, where, advice.

    Ends as if by the signal where Ctrl-C, SIGTERM or a closed pipe stopped the run.
    """
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))  # and clean up
    try:
        with cli.make_context("okk-text", sys.argv[1:]) as context:
            cli.invoke(context)
        sys.exit(0)
    except click.exceptions.Exit as ended:  # --help and --version are done
        sys.exit(ended.exit_code)
    except OkkError as error:
        place = f"{error.where}: " if error.where else ""
        click.echo(f"okk-text: {place}{error.problem}", err=True)
        if error.advice:
            click.echo(f"  → {error.advice}", err=True)
        sys.exit(COULD_NOT_RUN)
    except click.ClickException as error:
        error.show()
        sys.exit(COULD_NOT_RUN)
    except (KeyboardInterrupt, click.Abort):
        click.echo(say("\nпрервано", "\ninterrupted"), err=True)
        sys.exit(INTERRUPTED)
    except BrokenPipeError:  # the one who read has read enough: head, a pager
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(PIPE_CLOSED)
    except Exception:  # a bug of ours: 1 would say that all went well but for a low score
        traceback.print_exc()
        sys.exit(COULD_NOT_RUN)


if __name__ == "__main__":
    main()
