"""The very desk that `make run` brings up, with its own database, worker and demo, for the stories."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.complaints import listen

ROOT = Path(__file__).parent.parent.parent
PATIENCE = 600  # seconds until a desk with ninety days of past is up, on a busy machine
PASSWORD = "helpdesk-demo"


@contextmanager
def served(var: Path) -> Iterator[str]:
    """Bring a desk up on a free port and yield its address; it must stop by itself when asked."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    surroundings = {
        name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "SITE_URL")
    }
    surroundings |= {"HELPDESK_VAR": str(var), "PORT": str(port), "DEMO": "1"}
    log = (var / "serve.log").open("w+")
    desk = subprocess.Popen(
        [sys.executable, "manage.py", "serve"], cwd=ROOT, env=surroundings, stdout=log, stderr=log
    )
    try:
        deadline = time.monotonic() + PATIENCE
        while "Ctrl-C" not in (said := (var / "serve.log").read_text()):
            assert desk.poll() is None, said
            assert time.monotonic() < deadline, said
            time.sleep(0.5)
        yield f"http://127.0.0.1:{port}"
    finally:
        desk.send_signal(signal.SIGTERM)
        assert desk.wait(60) == 0
        log.close()


@dataclass
class Person:
    """Somebody at a browser of their own; whatever its console says against a page is kept."""

    window: BrowserContext
    page: Page
    complaints: list[str] = field(default_factory=list)

    @classmethod
    def at(cls, browser: Browser, desk: str, *, width: int = 1440, scripts: bool = True) -> "Person":
        window = browser.new_context(
            base_url=desk, viewport={"width": width, "height": 900}, java_script_enabled=scripts
        )
        person = cls(window, window.new_page())
        listen(person.page, person.complaints)
        return person

    def signs_in(self, email: str) -> None:
        self.page.goto("/accounts/login/")
        self.page.fill("[name=login]", email)
        self.page.fill("[name=password]", PASSWORD)
        self.page.get_by_role("button", name="Sign in", exact=True).click()
        self.page.wait_for_url(re.compile("/(panel|tickets)/"))

    def opens(self, topic: str, subject: str, message: str, *, name: str = "", email: str = "") -> str:
        """Open a ticket in the support center; returns its number."""
        self.page.goto("/tickets/new/")
        self.page.get_by_role("radio", name=topic).check()
        if email:
            self.page.fill("[name=name]", name)
            self.page.fill("[name=email]", email)
        self.page.fill("[name=subject]", subject)
        self.writes(message, "main")
        self.page.get_by_role("button", name="Send ticket").click()
        expect(self.page.locator("main")).to_contain_text(re.compile(r"#?\d{6,}"))
        found = re.search(r"\b(\d{6,})\b", self.page.locator("main").inner_text())
        assert found is not None
        return found[1]

    def writes(self, text: str, form: str) -> None:
        self.page.locator(f"{form} trix-editor").first.click()
        self.page.keyboard.insert_text(text)

    def replies(self, number: str, text: str, *, then: str = "", also_to_parts: bool = False) -> None:
        """An agent answers on the ticket's page, and moves it on in the same step."""
        self.page.goto(f"/panel/tickets/{number}/")
        self.writes(text, "#reply-form")
        if also_to_parts:
            self.page.locator("#reply-form [name=broadcast]").check()
        if then:
            self.page.select_option("#reply-form [name=status]", label=then)
        self.page.locator("#reply-form").get_by_role("button", name="Send").click()
        expect(self.entries("response").last).to_contain_text(text[:40])

    def notes(self, number: str, text: str) -> None:
        """An agent writes to the others."""
        self.page.goto(f"/panel/tickets/{number}/note/")
        self.writes(text, "#note-form")
        self.page.locator("#note-form").get_by_role("button", name="Add note").click()
        expect(self.entries("note").last).to_contain_text(text[:40])

    def does(self, ticket: str, verb: str, *, comment: str = "", **choices: str) -> None:
        """A verb by its own page: choose by visible labels, say why, and be back on the ticket."""
        self.page.goto(f"/panel/tickets/{ticket}/{verb}/")
        for name, label in choices.items():
            control: Locator = self.page.locator(f"main form [name={name}]")
            if control.first.evaluate("control => control.tagName") == "SELECT":
                control.select_option(label=label)
            elif control.first.get_attribute("type") == "radio":
                self.page.get_by_label(label).check()
            elif control.get_attribute("type") == "checkbox":
                control.check()
            else:
                control.fill(label)
        if comment:
            self.page.fill("main form [name=comment]", comment)
        self.page.locator("main .dialog-foot button").click()
        self.page.wait_for_url(re.compile(f"/panel/tickets/{ticket}/(\\?.*|#.*)?$"))

    def entries(self, kind: str) -> Locator:
        return self.page.locator(f"[data-entry-kind={kind}]")

    def finds_told(self, sentence: str, *, of: str) -> None:
        """Wait until the bell tells it of a ticket, as something unread."""
        deadline = time.monotonic() + 30
        while True:
            self.page.goto("/panel/notifications/")
            lines = self.page.locator(f"[data-ticket='{of}'].is-unread")
            if any(sentence in line for line in lines.all_inner_texts()):
                return
            assert time.monotonic() < deadline, f"the bell does not tell {sentence!r}"
            time.sleep(0.5)

    def finds_letter(self, to: str, containing: str) -> str:
        """Wait for a letter in the demo's mailbox; returns its text."""
        deadline = time.monotonic() + 30
        while True:
            self.page.goto(f"/demo/mail/?to={to}")
            for letter in self.page.locator("main article").all():
                if containing in letter.inner_text():
                    return letter.inner_text()
            assert time.monotonic() < deadline, f"no letter to {to} with {containing!r}"
            time.sleep(0.5)

    def follows_link_to(self, number: str, *, as_address: str, containing: str) -> None:
        """Open a ticket by the link in a letter."""
        letter = self.finds_letter(as_address, containing)
        link = re.search(r"/a/[\w-]+/", letter)
        assert link is not None, letter
        self.page.goto(link[0])
        self.page.wait_for_url(f"**/tickets/{number}/")
