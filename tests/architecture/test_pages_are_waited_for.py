"""No test reads a page at once: what it reads may be the page that was left, and only on a slow machine."""

import ast
from collections.abc import Iterator
from pathlib import Path

TESTS = Path(__file__).parents[1]
# They wait for a time or for a page that is already there, or answer at once; `expect(…)` and `submit` wait.
NEVER = {
    "is_checked",
    "is_disabled",
    "is_enabled",
    "is_hidden",
    "is_visible",
    "query_selector",
    "query_selector_all",
    "wait_for_load_state",
    "wait_for_timeout",
}
# May be read for a value, but not compared at once.
READ = {
    "all_inner_texts",
    "all_text_contents",
    "content",
    "get_attribute",
    "inner_html",
    "inner_text",
    "input_value",
    "text_content",
}


def called(node: ast.AST) -> Iterator[tuple[int, str]]:
    """Methods called below a node, with their lines; `count` only where it counts elements: without arguments."""
    for call in ast.walk(node):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute):
            name = call.func.attr
            if name != "count" or not (call.args or call.keywords):
                yield call.lineno, name


def hasty(source: str) -> list[tuple[int, str]]:
    """Lines that do not wait, each with the method that does not."""
    tree = ast.parse(source)
    found = [(line, name) for line, name in called(tree) if name in NEVER]
    for node in ast.walk(tree):
        if isinstance(node, ast.Assert):
            found += [(line, name) for line, name in called(node.test) if name in READ | {"count"}]
    return sorted(found)


def test_hasty_lines_are_found() -> None:
    lines = ('page.click("a")', 'assert page.is_visible("p")', 'assert page.locator("p").count() == 0')
    assert hasty("\n".join(lines)) == [(2, "is_visible"), (3, "count")]
    assert hasty('expect(page.locator("p")).to_have_count(0)\nassert "aba".count("a") == 2') == []


def test_every_test_of_pages_waits_for_what_it_reads() -> None:
    sources = {path: path.read_text(encoding="utf-8") for path in TESTS.rglob("*.py") if path != Path(__file__)}
    pages = {path: text for path, text in sources.items() if "playwright" in text or "desk: Callable" in text}
    assert len(pages) > 10
    found = {path.relative_to(TESTS).as_posix(): hasty(text) for path, text in pages.items()}
    assert {path: lines for path, lines in found.items() if lines} == {}
