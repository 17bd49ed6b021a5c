"""What can go wrong in a way that the user can mend: problem, where, advice.

OkkError
 ├── SettingsError      okk.toml or the command line says something that cannot be
 ├── RubricError        a mistake in rubrics/*.yaml, with file and line
 ├── ReadError          an export that cannot be read
 └── EngineUnavailable  a tool such as LanguageTool that is missing or does not answer
"""


class OkkError(Exception):
    """A problem that the user can mend; `cli.py` shows it and no other module prints it."""

    def __init__(self, problem: str, *, where: str | None = None, advice: str | None = None):
        super().__init__(problem)
        self.problem = problem
        self.where = where
        self.advice = advice

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        way_out = f". {self.advice}" if self.advice else ""
        return f"{place}{self.problem}{way_out}"


class SettingsError(OkkError):
    """okk.toml or the command line says something that cannot be."""


class RubricError(OkkError):
    """A mistake in a rubric; `where` is `file:line`."""


class ReadError(OkkError):
    """An export that cannot be read, wholly or from some place on."""


class EngineUnavailable(OkkError):
    """A tool that a check needs is missing or does not answer: the check is not assessed."""
