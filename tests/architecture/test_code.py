"""The rules of the house that no linter knows (docs/architecture.md)."""

import ast
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.db.migrations import CreateModel
from django.db.migrations.loader import MigrationLoader
from django.db.models import Field

from helpdesk.environment import BASE_DIR

APPS = ("helpdesk", "agents", "sla", "tickets")
HEIGHT = {"tickets": 3, "agents": 2, "sla": 1}
NAMELESS = {"utils", "util", "common", "helpers", "helper", "misc", "services"}
AT_MOST = 280  # lines; most modules stay under 200
AT_MOST_IN_A_FUNCTION = 55
STORIES = "helpdesk/demo/everyday.py"  # prose, and long by nature
SETTINGS = "helpdesk/settings.py"  # one file by intention


@cache
def modules() -> list[tuple[str, ast.Module, int]]:
    """Every module of ours: its path, its syntax tree and its number of lines."""
    found = []
    for app in APPS:
        for path in sorted((BASE_DIR / app).rglob("*.py")):
            if "migrations" not in path.parts:
                text = path.read_text()
                found.append((str(path.relative_to(BASE_DIR)), ast.parse(text), len(text.splitlines())))
    return found


def test_time_comes_from_one_place():
    clocks = {
        ("timezone", "now"),
        ("datetime", "now"),
        ("datetime", "utcnow"),
        ("datetime", "today"),
        ("date", "today"),
    }
    found = {
        path
        for path, tree, _ in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and _two_last_names(node.func) in clocks
    }

    assert found == {"sla/moment.py"}


def test_every_module_has_a_name_that_says_something():
    names = {name for path, _, _ in modules() for name in Path(path).with_suffix("").parts}

    assert names & NAMELESS == set()


def test_every_module_with_code_says_what_it_is_for():
    silent = [path for path, tree, _ in modules() if tree.body and ast.get_docstring(tree) is None]

    assert silent == []


def test_no_module_grows_into_the_file_where_everything_stands():
    tall = [
        f"{path}: {lines} lines"
        for path, _, lines in modules()
        if lines > AT_MOST and path != SETTINGS and path != STORIES
    ]

    assert tall == []


def test_no_function_grows_beyond_what_one_look_takes_in():
    tall = [
        f"{path}: {function.name} has {lines} lines"
        for path, tree, _ in modules()
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := _lines_of(function)) > AT_MOST_IN_A_FUNCTION
    ]

    assert tall == []


def test_no_model_overrides_saving_or_deleting():
    found = [
        f"{path}: {part.name}.{method.name}"
        for path, tree, _ in modules()
        if "/models/" in path
        for part in ast.walk(tree)
        if isinstance(part, ast.ClassDef)
        for method in part.body
        if isinstance(method, ast.FunctionDef) and method.name in {"save", "delete"}
    ]

    assert found == []


@pytest.mark.parametrize("app", HEIGHT)
def test_foreign_keys_point_down_or_stay(app):
    up = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_app_config(app).get_models()
        for field in model._meta.get_fields()
        if isinstance(field, Field) and field.is_relation and field.related_model is not None
        if HEIGHT.get(field.related_model._meta.app_label, 0) > HEIGHT[app]
    ]

    assert up == []


def test_every_module_of_operations_and_models_says_what_it_is():
    """One sentence of domain meaning: of the module, or of every class and public function in it."""
    silent = [
        path
        for path, tree, _ in modules()
        if path.startswith(("tickets/operations/", "sla/operations/", "agents/operations/"))
        and not path.endswith("__init__.py")
        and ast.get_docstring(tree) is None
        and not all(ast.get_docstring(part) for part in tree.body if _is_public_function(part))
    ]

    assert silent == []


def _lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def _is_public_function(part: ast.stmt) -> bool:
    return isinstance(part, ast.FunctionDef) and not part.name.startswith("_")


def _two_last_names(node: ast.expr) -> tuple[str, str] | None:
    if isinstance(node, ast.Attribute):
        before = node.value
        name = before.attr if isinstance(before, ast.Attribute) else getattr(before, "id", "")
        return name, node.attr
    return None


@pytest.mark.parametrize("app", ["sla", "agents", "tickets"])
def test_the_first_migration_makes_each_table_at_once(app):
    """Keys, indexes and constraints inside it: each operation more has Django draw all models anew, and a
    new desk or a test database takes three times as long."""
    migration = MigrationLoader(None).get_migration(app, "0001_initial")

    assert [op for op in migration.operations if not isinstance(op, CreateModel)] == []
