"""Questions to our own source, file by file. A file is its path and its text, so that a twin can hand in another."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.house import lists

HOUSE = Path(__file__).resolve().parent.parent.parent
APPS = ("services", "programs", "referrals", "followups", "partners", "reports")
BELOW_THE_EDGE = ("models", "actions", "questions", "spreadsheets", "statistics")
Files = Iterable[tuple[str, str]]

CLOCK = re.compile(r"timezone\.now\(|date\.today\(|datetime\.now\(|utcnow\(|localdate\(\)|localtime\(\)")
QUERY = re.compile(r"\b(\w+)\.objects\s*\.(\w+)")
FROM_VISIBLE = {"visible_to", "readable_by", "markable_by", "led_by", "owed_by"}
TEXT_LOOKUP = re.compile(
    r"__(i?contains|i?startswith|i?endswith|i?regex|iexact)\b|\bi?like\s+'?%", re.IGNORECASE
)
STREAM = re.compile(r"\b(StreamingHttpResponse|FileResponse)\b")
VAGUE = {"utils.py", "helpers.py", "managers.py", "signals.py", "common.py", "misc.py"}


def python(*folders: str) -> Iterator[tuple[str, str]]:
    """Our Python, without migrations."""
    for folder in folders or (*APPS, "config"):
        for path in sorted((HOUSE / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield str(path.relative_to(HOUSE)), path.read_text(encoding="utf-8")


def templates() -> list[str]:
    root = HOUSE / "templates"
    return sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file())


def clock_readers(files: Files) -> list[str]:
    """Models, actions and questions that ask what time it is; they are told (`at=`, `on=`)."""
    return [
        f"{path}:{number}"
        for path, text in files
        if set(Path(path).parts) & set(BELOW_THE_EDGE) and path not in lists.CLOCK
        for number, line in _lines(text)
        if CLOCK.search(line)
    ]


def queries_from_elsewhere(files: Files) -> list[str]:
    """Pages and API views whose query does not start from what the person may see."""
    return [
        f"{path}: {model}.objects.{method}"
        for path, text in files
        if {"views", "api"} & set(Path(path).parts)
        for model, method in QUERY.findall(text)
        if method not in FROM_VISIBLE and (path, f"{model}.objects.{method}") not in lists.NOT_FROM_VISIBLE
    ]


def unindexed_lookups(files: Files) -> list[str]:
    """LIKE and its kin: not leakproof, so behind the wall they read every row of a service."""
    return [
        f"{path}:{number} {found.group().strip()}"
        for path, text in files
        for number, line in _lines(text)
        if (found := TEXT_LOOKUP.search(line)) and (path, found.group().strip()) not in lists.UNINDEXED
    ]


def streams(files: Files) -> list[str]:
    """Answers that are made after the wall's frame has closed: they would come out empty, without an error."""
    return [path for path, text in files if STREAM.search(text)]


def long_files(files: Files, *, limit: int = 300) -> list[str]:
    return [
        f"{path}: {size} lines"
        for path, text in files
        if (size := text.count("\n")) > limit and path not in lists.LONG_FILES
    ]


def vague_names(files: Files) -> list[str]:
    """Rooms without a noun."""
    return [path for path, _text in files if Path(path).name in VAGUE or "common" in Path(path).parts]


def idle_templates(named: Iterable[str], texts: Iterable[str]) -> list[str]:
    """Templates that nobody renders or includes."""
    said = "\n".join(texts)
    return [
        name
        for name in named
        if name not in said
        and not any(name == known or name.startswith(known) for known in lists.FOUND_BY_NAME)
    ]


def tasks(files: Files) -> dict[str, str]:
    """Every Celery task as 'app.tasks.name', with what its body calls."""
    found = {}
    for path, text in files:
        if Path(path).name != "tasks.py":
            continue
        for node in ast.parse(text).body:
            if isinstance(node, ast.FunctionDef) and any(
                "shared_task" in ast.dump(d) for d in node.decorator_list
            ):
                found[f"{path.removesuffix('.py').replace('/', '.')}.{node.name}"] = ast.unparse(node)
    return found


def actions_imported(text: str) -> set[str]:
    """The names a file takes from rooms of actions: modules, or the functions themselves."""
    return {
        name.asname or name.name
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.ImportFrom) and node.module and "actions" in node.module.split(".")
        for name in node.names
    }


def tasks_without_action(files: Files) -> list[str]:
    """Tasks that hold rules of their own instead of calling an action or handing on to a task that does."""
    files = list(files)
    every = tasks(files)
    hands_on = {name.rsplit(".", 1)[1] for name in every}
    problems = []
    for path, text in files:
        for name, body in tasks([(path, text)]).items():
            known = actions_imported(text) | (hands_on - {name.rsplit(".", 1)[1]})
            if not any(re.search(rf"\b{word}\b", body) for word in known):
                problems.append(name)
    return problems


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Lines with what they do: comments left out."""
    for number, line in enumerate(text.splitlines(), 1):
        yield number, line.split("  # ")[0] if not line.lstrip().startswith("#") else ""
