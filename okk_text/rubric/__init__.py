"""Rubrics: which criteria count, how much, and what each label is worth."""

from okk_text.rubric.criterion import Counted, Criterion, Question, Row, Rubric, Unit, Variant
from okk_text.rubric.file import load_rubric, rubric_sheets

__all__ = [
    "Counted", "Criterion", "Question", "Row", "Rubric", "Unit", "Variant", "load_rubric",
    "rubric_sheets",
]  # fmt: skip
