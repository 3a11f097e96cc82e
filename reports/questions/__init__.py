"""What can be asked of the records. Read-only; each question is one statement and its answer a plain dict."""

from reports.questions.attendance import attendance
from reports.questions.exits import exits
from reports.questions.people import people
from reports.questions.retention import retention
from reports.questions.unrecorded import unrecorded

QUESTIONS = {"retention": retention, "exits": exits, "attendance": attendance, "unrecorded": unrecorded}

__all__ = ["QUESTIONS", "attendance", "exits", "people", "retention", "unrecorded"]
