"""What somebody typed into a form of ours that could not be taken: offered once more, so nothing is lost."""

from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest

from helpdesk.ui.written import Written

TEXTS: Final = ("subject", "message", "comment")
"""Fields that hold what somebody wrote, in the order in which one reads them."""
SECRETS: Final = ("password", "code", "secret")


AGAIN: Final = "send_again"
"""Marks what is sent from the page that offers it once more."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A sent form: the fields that may be sent again, the texts one knows it by, whether files came along.

    `is_again`: it was sent from the page that offered it once more, so nobody needs to be asked again.
    """

    fields: list[tuple[str, str]]
    texts: list[str]
    had_files: bool
    is_again: bool = False


def typed_in(request: HttpRequest) -> Typed:
    """What came with a form of our own that holds no secret; of another site's form nothing is offered.

    No page can forge the header that browsers put on what they send.
    """
    if request.method != "POST" or request.headers.get("Sec-Fetch-Site") != "same-origin":
        return Typed([], [], had_files=False)
    fields = [(name, value) for name, values in request.POST.lists() for value in values]
    if any(secret in name for name, _value in fields for secret in SECRETS):
        return Typed([], [], had_files=False)
    fields = [(name, value) for name, value in fields if name not in ("csrfmiddlewaretoken", AGAIN)]
    return Typed(fields, _texts(dict(fields)), had_files=bool(request.FILES), is_again=AGAIN in request.POST)


def _texts(fields: dict[str, str]) -> list[str]:
    written = (
        Written(fields.get(name, ""), is_html=fields.get(f"{name}_format") == "html") for name in TEXTS
    )
    return [text.plain for text in written if text.plain.strip()]
