"""How the tests of pages wait: for what is to be seen, never for a time.

A click returns before the page that it leads to is there. What is read at once after it may be the page that was left,
on a slow machine only: hence `expect(…)`, which looks again until its patience is over.
"""

from playwright.sync_api import Page

# Long, since it is spent only by a test that fails.
PATIENCE_MS = 30_000


def submit(page: Page, button: str) -> None:
    """Press what leads to another page; returns when that page has loaded."""
    with page.expect_event("load", timeout=PATIENCE_MS):
        page.click(button)


def expect_nowhere(page: Page, words: str) -> None:
    """These words stand nowhere in the document, attributes and hidden parts included."""
    page.wait_for_function(
        "words => !document.documentElement.outerHTML.includes(words)", arg=words, timeout=PATIENCE_MS
    )
