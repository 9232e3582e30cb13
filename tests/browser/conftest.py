"""The desk in a real browser: run by `make test-slow`, in Chromium (HELPDESK_CHROMIUM, or on the path)."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from playwright.sync_api import Browser, Page, expect, sync_playwright

from agents.models import User
from tests.browser.complaints import listen
from tests.browser.real_desk import Person, served
from tests.browser.story import Story, tell
from tests.jobs import empty_job_tables

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Playwright keeps an event loop in the thread of the tests, where Django would refuse the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
expect.set_options(timeout=20_000)  # milliseconds: a busy machine is no failure of the page


def _chromium() -> str | None:
    names = ["chromium", "chromium-browser", "google-chrome"]
    return os.environ.get("HELPDESK_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = _chromium()
    if path is None:
        pytest.skip("no Chromium: install one or name it in HELPDESK_CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def story(transactional_db, django_db_serialized_rollback) -> Iterator[Story]:
    """A desk in the middle of its day, committed, so that the server's threads see it."""
    cache.clear()
    yield tell()
    empty_job_tables()


@pytest.fixture
def visit(chromium, story, live_server) -> Iterator[Callable[..., Page]]:
    """`visit("/panel/", user=user, theme="dark", width=390, scripts=False)`: a window of its own.

    Whatever the console says against a page, and whatever is not there, is the test's failure.
    """
    complaints: list[str] = []
    with ExitStack() as windows:

        def open_window(
            path: str,
            *,
            user: User | None = None,
            theme: str = "light",
            width: int = 1440,
            scripts: bool = True,
        ) -> Page:
            window = chromium.new_context(
                base_url=live_server.url,
                viewport={"width": width, "height": 900},
                color_scheme=theme,
                java_script_enabled=scripts,
            )
            windows.callback(window.close)
            if user is not None:
                window.add_cookies([session_of(user, live_server.url)])
            page = window.new_page()
            listen(page, complaints)
            page.goto(path)
            return page

        yield open_window
    assert complaints == []


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the very desk that `make run` brings up; one for all tests, which open fresh tickets."""
    with served(tmp_path_factory.mktemp("desk")) as address:
        yield address


@pytest.fixture
def somebody(chromium: Browser, desk: str) -> Iterator[Callable[..., Person]]:
    """`somebody("john@example.com", scripts=False)`: a new person at the desk, signed in or a guest.

    Whatever a console said against a page, and whatever is not there, is the test's failure.
    """
    people: list[Person] = []

    def arrive(signed_in_as: str = "", **browser: Any) -> Person:
        people.append(Person.at(chromium, desk, **browser))
        if signed_in_as:
            people[-1].signs_in(signed_in_as)
        return people[-1]

    yield arrive
    for person in people:
        person.window.close()
    assert [complaint for person in people for complaint in person.complaints] == []


def session_of(user: User, url: str) -> dict[str, str]:
    """The cookie of somebody who has signed in."""
    client = Client()
    client.force_login(user)
    return {"name": settings.SESSION_COOKIE_NAME, "value": client.session.session_key, "url": url}
