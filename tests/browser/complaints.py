"""What a browser says against a page while somebody looks at it."""

from playwright.sync_api import Page, Response

from tests.browser.axe import is_examining


def listen(page: Page, complaints: list[str]) -> None:
    """Write down errors and warnings of the console, breaches of the Content-Security-Policy among them,
    errors of scripts, and what is missing or crashes."""
    page.on("console", lambda said: _hear(complaints, page, said.type, said.text))
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
    page.on("response", lambda got: _miss(complaints, got))


def _hear(complaints: list[str], page: Page, kind: str, text: str) -> None:
    """Whatever the console warns of, but not its remark on a status: a refusal is an answer (see _miss)."""
    if is_examining(page) or text.startswith("Failed to load resource"):
        return
    if kind in ("error", "warning"):
        complaints.append(f"{page.url}: {text}")


def _miss(complaints: list[str], response: Response) -> None:
    """A page may be refused; what a page is made of may not be missing, and nothing may crash."""
    is_part = response.request.resource_type not in ("document", "xhr", "fetch")
    if response.status >= 500 or (response.status >= 400 and is_part):
        complaints.append(f"{response.status} {response.url}")
