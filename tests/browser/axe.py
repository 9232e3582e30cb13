"""axe-core: what of a page somebody could not see, reach or understand."""

from pathlib import Path

from playwright.sync_api import Page

SOURCE = Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

_under_examination: set[Page] = set()


def violations(page: Page) -> list[str]:
    """One line for each rule that the page breaks, with the first places where it does."""
    _under_examination.add(page)
    try:
        page.evaluate(SOURCE.read_text() + ";0")
        found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)["violations"]
    finally:
        _under_examination.discard(page)
    return [f"{rule['id']}: {[node['html'][:160] for node in rule['nodes'][:3]]}" for rule in found]


def is_examining(page: Page) -> bool:
    """While axe-core copies elements about, the browser complains of styles that are not the page's."""
    return page in _under_examination
