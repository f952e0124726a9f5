"""Checks before publishing: one list, run when a text is submitted and at every review.

A check is a function `(article) -> list[Finding]` of the saved article; it asks the database at most a few questions
and no other machine. `register("name", check)` adds it (in `AppConfig.ready`). What blocks must be mended; what warns
may stand once somebody has given a reason, which is kept with the article (`CheckAnswer`).
"""

from .findings import CHECKS, Finding, Level, register, run

__all__ = ["CHECKS", "Finding", "Level", "register", "run"]
