"""Prepared answers, among them the questions that the stories ask."""

from tickets.models import CannedResponse

CANNED_RESPONSES: tuple[tuple[str, str], ...] = (
    (
        "Questions: a program does not open",
        "Hello,\n\nI have taken this on. Three questions, so that I look in the right place:\n\n"
        "1. What are the exact words on the screen, if any?\n"
        "2. Did the computers restart over the weekend?\n"
        "3. Does the same file open in another program?\n\nThank you!",
    ),
    (
        "Questions: a damaged file",
        "Hello,\n\nto find out what happened to the file I need to know:\n\n"
        "1. What does the error message say?\n"
        "2. When did you first notice it?\n"
        "3. Were there any updates since it last worked?\n"
        "4. Does it open on another device?\n"
        "5. Was there a power outage or did the battery run empty while it was open?\n"
        "6. Which application do you open it with?\n\nPlease don't save it again until I have looked.",
    ),
    (
        "Questions: a device does not work",
        "Hello,\n\nto help you quickly, please tell me:\n\n"
        "1. Which device is it, and what does its label say?\n"
        "2. Does any light come on?\n"
        "3. Does it run from another socket or with a colleague's charger?\n\nThank you!",
    ),
    (
        "We are on it",
        "Hello,\n\nthank you for telling us. We see it too and are working on it. "
        "You will hear from us within the hour, sooner if something changes.",
    ),
    (
        "Is it solved?",
        "Hello,\n\nis everything working again? If we hear nothing we close this in a week; "
        "a message brings it back at any time.",
    ),
)


def lay_canned_responses() -> None:
    CannedResponse.objects.bulk_create(
        CannedResponse(title=title, body=body) for title, body in CANNED_RESPONSES
    )
