"""A report as a file: rows as shown, and a trace that it left the house."""

from reports.exports import as_response, table
from services.models import AuditEntry
from tests.conftest import NOW


def answer(*groups):
    return {"generated_at": "2026-03-12T20:41:00+00:00", "groups": list(groups)}


def test_a_group_with_a_curve_is_a_row_for_each_session():
    group = {
        "key": "a",
        "label": "A",
        "n": 3,
        "curve": [{"session": 1, "survival": 1.0}, {"session": 2, "survival": 0.5}],
    }
    assert table(answer(group)) == (
        ["key", "label", "n", "session", "survival"],
        [["a", "A", 3, 1, 1.0], ["a", "A", 3, 2, 0.5]],
    )


def test_a_group_whose_curve_is_hidden_still_has_a_row():
    hidden = {"key": "b", "label": "B", "n": 5, "curve": []}
    shown = {"key": "a", "label": "A", "n": 9, "curve": [{"session": 1, "survival": 1.0}]}
    heads, rows = table(answer(hidden, shown))
    assert rows == [["b", "B", 5, None, None], ["a", "A", 9, 1, 1.0]]
    assert heads == ["key", "label", "n", "session", "survival"]


def test_nobody_is_a_file_with_heads():
    assert table(answer()) == (["key", "label"], [])


def test_a_file_leaves_a_trace_and_a_page_does_not(cast):
    assert as_response(answer(), "", name="retention", by=cast.priya, at=NOW) is None
    assert as_response(answer(), "json", name="retention", by=cast.priya, at=NOW) is None
    assert not AuditEntry.objects.exists()
    assert as_response(answer({"key": "a"}), "xlsx", name="retention", by=cast.priya, at=NOW)
    assert AuditEntry.objects.get(what="report_retention.exported").details == {"rows": 1}
