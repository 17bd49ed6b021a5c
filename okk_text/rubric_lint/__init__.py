"""What is doubtful in what specialists write: rubrics, and lists of phrases, rules and words."""

from okk_text.rubric_lint.criteria import MEDIA, doubts
from okk_text.rubric_lint.doubt import Doubt
from okk_text.rubric_lint.lists import is_list, list_doubts

__all__ = ["MEDIA", "Doubt", "doubts", "is_list", "list_doubts"]
