"""Accounting and Adobe: questions, a cause, a patch, a confirmation."""

from helpdesk.demo.stories.story import Story
from tickets.models import CannedResponse, Ticket
from tickets.operations.claim import claim_ticket
from tickets.operations.close import close_ticket
from tickets.vocabulary import State


def tell_adobe(story: Story) -> None:
    """Accounting and Adobe: questions, a cause, a patch, a confirmation."""
    james_doe, jane = story.bank.requesters["james.doe"], story.bank.agents["jane"]

    with story.at("13:02"):
        ticket = story.opens(
            james_doe,
            "Personal Computer Issues",
            "Adobe will not open for many of us in Accounting",
            "Since this morning Adobe Acrobat closes by itself a second after it opens. Eleven of us on the second "
            "floor have it, colleagues on the first floor do not. We cannot check invoices, month-end is on "
            "Thursday.",
        )
    with story.at("13:20"):
        claim_ticket(ticket, by=jane)
    with story.at("13:31"):
        questions = CannedResponse.objects.get(title="Questions: a program does not open")
        story.replies(
            ticket,
            jane,
            questions.body
            + "\n\nUntil it is repaired you can check invoices in the browser: right-click the file, "
            "Open with, Edge.",
            then=State.PENDING,
        )
    with story.at("14:10"):
        story.writes(
            ticket,
            "No words, it just goes away. Yes, they all restarted on Sunday night. The browser works, thank you, "
            "that helps.",
        )
    _repair(story, ticket)


def _repair(story: Story, ticket: Ticket) -> None:
    james_doe, jane = story.bank.requesters["james.doe"], story.bank.agents["jane"]

    with story.at("14:40"):
        story.notes(
            ticket,
            jane,
            "Second floor got the operating system update on Sunday night, first floor not yet. Acrobat 25.001 "
            "crashes with it, 25.002 does not. Patch in the test ring.",
        )
    with story.at("15:05"):
        story.replies(
            ticket,
            jane,
            "James, Sunday's system update and your version of Acrobat do not get along; the first floor has no "
            "update yet. I am testing the patch on desk 2-14 now and roll it out to all eleven this afternoon. "
            "Please leave the computers on.",
        )
    with story.at("16:30"):
        story.replies(
            ticket,
            jane,
            "The patch is on all eleven computers and Acrobat opens on each of them. Please try it and tell me.",
            then=State.RESOLVED,
        )
    with story.at("16:48"):
        story.writes(ticket, "It opens for all of us, I asked around. Thank you, just in time for month-end.")
        close_ticket(ticket, by=james_doe)
