"""The three stories the desk is judged by, told in full: Sev-A, Accounting and Adobe, the CFO's laptop."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from agents.models import Agent
from helpdesk.demo.organization import Bank
from helpdesk.demo.stage import Stage
from sla.priority import Priority
from tickets.models import CannedResponse, Requester, Status, Ticket
from tickets.operations.assign import assign_ticket
from tickets.operations.broadcast import broadcast_reply
from tickets.operations.chain import chain_tickets, open_chained_ticket
from tickets.operations.claim import claim_ticket
from tickets.operations.close import close_ticket
from tickets.operations.escalate import escalate_ticket
from tickets.operations.give_back import give_back_ticket
from tickets.operations.note import note_on_ticket
from tickets.operations.open import open_ticket
from tickets.operations.pend import pend_ticket
from tickets.operations.prioritize import prioritize_ticket
from tickets.operations.receive import receive_message
from tickets.operations.replan import replan_ticket
from tickets.operations.reply import reply_to_ticket
from tickets.operations.resolve import resolve_ticket
from tickets.operations.retopic import retopic_ticket
from tickets.text.body import Body
from tickets.vocabulary import LinkKind, Source, State


class Story:
    """A day on the stage: `at("09:12")` sets the clock, the rest are the verbs people use."""

    def __init__(self, stage: Stage, bank: Bank, day: datetime) -> None:
        self.stage, self.bank, self.day = stage, bank, day

    @contextmanager
    def at(self, clock: str, *, days: int = 0) -> Iterator[None]:
        hour, minute = clock.split(":")
        moment = self.day.replace(hour=int(hour), minute=int(minute), second=0, microsecond=0)
        with self.stage.at(moment + timedelta(days=days)):
            yield

    def opens(self, requester: Requester, topic: str, subject: str, text: str) -> Ticket:
        return open_ticket(
            requester=requester,
            subject=subject,
            body=Body.from_text(text),
            topic=self.bank.topics[topic],
            source=Source.WEB,
            by=requester,
        )

    def writes(self, ticket: Ticket, text: str) -> None:
        receive_message(ticket, Body.from_text(text), by=ticket.requester, source=Source.WEB)

    def replies(self, ticket: Ticket, agent: Agent, text: str, then: State | None = None) -> None:
        status = Status.objects.get(state=then, is_default=True) if then else None
        reply_to_ticket(ticket, Body.from_text(text), by=agent, then=status)

    def notes(self, ticket: Ticket, agent: Agent, text: str) -> None:
        note_on_ticket(ticket, Body.from_text(text), by=agent)


def tell_outage(story: Story) -> None:
    """Sev-A: the whole of mobile and online banking is down (SLA.md, Worked example)."""
    bank = story.bank
    james, john, lena = bank.requesters["james"], bank.agents["john"], bank.agents["lena"]
    amara, priya, tomasz = bank.agents["amara"], bank.agents["priya"], bank.agents["tomasz"]

    with story.at("09:05"):
        outage = story.opens(
            james,
            "Report a Problem",
            "Entire mobile/online banking system is down",
            "Nobody can sign in to mobile or online banking. The app says “service unavailable”, the website does "
            "not load at all. It started a few minutes ago; customers are calling every branch.",
        )
    with story.at("09:08"):
        claim_ticket(outage, by=john)
    with story.at("09:09"):
        replan_ticket(outage, bank.plans["Sev-A"], by=john, comment="All customers are locked out.")
        prioritize_ticket(outage, Priority.EMERGENCY, by=john)
    with story.at("09:10"):
        retopic_ticket(outage, bank.topics["Business Critical Outage"], by=john)
    with story.at("09:12"):
        story.replies(
            outage,
            john,
            "James, we see it too and have declared a Sev-A incident. Our online banking team is on it now. You will "
            "hear from me again within half an hour, sooner if something changes.",
        )
    with story.at("09:14"):
        assign_ticket(outage, team=bank.teams["banking"], assignee=john, by=john)
    with story.at("09:16"):
        story.notes(
            outage,
            john,
            "To the IT team: gateway and load balancer are healthy, the login service answers 503 since 09:01. "
            "Failover of the session database ran at that minute.",
        )
    reports = [
        _joins(story, outage, "09:20", "ruth.adeyemi", "Cannot sign in to the app",
               "The app throws me out at the code. Two customers at the counter have the same."),
        _joins(story, outage, "09:24", "kofi.mensah", "Transfers time out since nine",
               "Every transfer ends with a time-out after a minute."),
        _joins(story, outage, "09:29", "leila.haddad", "Card controls page is blank",
               "Callers can't block their cards: the page stays white. 140 are waiting."),
    ]  # fmt: skip
    with story.at("09:18"):
        escalate_ticket(
            outage,
            by=john,
            comment="Tried: gateway healthy, login service answers 503. Restarted both login pods, no change.\n\n"
            "Asked: find out why sessions cannot be written. I keep James and the branches informed.",
        )
    with story.at("09:19"):
        claim_ticket(outage, by=amara)
    with story.at("09:31"):
        story.writes(
            outage,
            "Any news? The contact centre has 140 callers waiting. Head office asks for a time I can give to the "
            "press office.",
        )
    with story.at("09:38"):
        broadcast_reply(
            outage,
            Body.from_text(
                "We found the cause: the session database did not finish its failover at 09:01. Service is being "
                "moved to the second node. Please try the app and tell us what you see."
            ),
            by=john,
        )
    with story.at("09:40"):
        pend_ticket(outage, by=john, comment="James tries the app.")
    with story.at("09:50"):
        story.writes(outage, "The website loads again. The mobile app still fails for about half of us.")
    with story.at("09:52"):
        escalate_ticket(
            outage,
            by=amara,
            comment="Tried: moved the session service to node 2; the website works.\n\n"
            "Asked: mobile sessions made before 09:01 still point at node 1. Please flush them without signing out "
            "the branches.",
        )
    with story.at("09:53"):
        claim_ticket(outage, by=priya)
    with story.at("09:55"):
        flush = open_chained_ticket(
            outage,
            kind=LinkKind.BLOCKS,
            subject="Flush sessions on node 1 without signing out the branches",
            body=Body.from_text("About 38,000 mobile sessions made before 09:01. Batches of 5,000, please."),
            by=amara,
        )
        assign_ticket(flush, team=bank.teams["third"], assignee=tomasz, by=amara)
    with story.at("09:58"):
        story.notes(
            outage,
            priya,
            "Node 2 takes writes again, but mobile sessions made before 09:01 still point at node 1. Tomasz flushes "
            "them in batches; about ten minutes. John: everyone signs in once more after that, please warn James.",
        )
    with story.at("10:06"):
        note_on_ticket(
            flush, Body.from_text("Eight batches, no errors. Branch sessions untouched."), by=tomasz
        )
        resolve_ticket(flush, by=tomasz)
        close_ticket(flush, by=tomasz)
    with story.at("10:07"):
        give_back_ticket(
            outage, by=priya, comment="Sessions are flushed, both nodes healthy for five minutes."
        )
    with story.at("10:12"):
        broadcast_reply(
            outage,
            Body.from_text(
                "Mobile and online banking work again for everybody since 10:06. Each customer enters the code once "
                "more. The cause was a failover that stopped half-way; it is being looked into."
            ),
            by=john,
            then=Status.objects.get(state=State.RESOLVED, is_default=True),
        )
    with story.at("10:31"):
        close_ticket(outage, by=james)
    with story.at("11:00"):
        for report in reports:
            close_ticket(report, by=lena, comment="Confirmed by the branches.")


def _joins(story: Story, outage: Ticket, clock: str, who: str, subject: str, text: str) -> Ticket:
    """One more report of the same incident becomes part of it."""
    with story.at(clock):
        report = story.opens(story.bank.requesters[who], "Report a Problem", subject, text)
        chain_tickets(outage, report, kind=LinkKind.PART_OF, by=story.bank.agents["john"])
    return report


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


def tell_laptop(story: Story) -> None:
    """The CFO's laptop: a charger, and what came up while working on it."""
    cfo, jane = story.bank.requesters["cfo"], story.bank.agents["jane"]
    tomasz = story.bank.agents["tomasz"]

    with story.at("08:40"):
        laptop = story.opens(
            cfo, "Personal Computer Issues", "Device not working", "My device is not working."
        )
    with story.at("08:52"):
        claim_ticket(laptop, by=jane)
        questions = CannedResponse.objects.get(title="Questions: a device does not work")
        story.replies(laptop, jane, questions.body, then=State.PENDING)
    with story.at("09:15"):
        story.writes(
            laptop,
            "It is the laptop, MB-0017. The light at the charger is off and the battery is empty. With my assistant's "
            "charger it starts.",
        )
    with story.at("09:24"):
        story.notes(laptop, jane, "Charger dead, 65 W, replaced under warranty. Tomasz brings a new one up.")
        story.replies(
            laptop,
            jane,
            "Then it is the charger. My colleague Tomasz is on his way to you with a new one; keep the old one for "
            "him, please.",
        )
    with story.at("09:50"):
        story.notes(laptop, tomasz, "Handed over a new charger, serial C65-20418. Laptop charges.")
    with story.at("10:05"):
        story.writes(
            laptop,
            "The charger works, thank you. But the board pack is broken now: Board pack Q4.xlsx says that it is "
            "corrupted.",
        )
    with story.at("10:12"):
        board_pack = open_chained_ticket(
            laptop,
            kind=LinkKind.FOLLOWS_FROM,
            subject="Board pack Q4.xlsx is corrupted",
            body=Body.from_text(
                "Came up after the charger of the CFO's laptop was exchanged. In her words: “Board pack Q4.xlsx says "
                "that it is corrupted.”"
            ),
            by=jane,
        )
        claim_ticket(board_pack, by=jane)
        story.replies(
            laptop,
            jane,
            "Glad to hear it. For the file I have opened a ticket of its own, so that nothing gets lost; I write to "
            "you there in a minute.",
            then=State.RESOLVED,
        )
    with story.at("10:14"):
        questions = CannedResponse.objects.get(title="Questions: a damaged file")
        story.replies(board_pack, jane, questions.body, then=State.PENDING)
    with story.at("10:40"):
        story.writes(
            board_pack,
            "“The file format or file extension is not valid.” First noticed at ten today. No updates that I know of. "
            "My assistant's computer says the same. Yes: the battery ran empty while it was open. Excel.",
        )
    with story.at("10:52"):
        story.notes(
            board_pack,
            jane,
            "Written half when the battery died. Version of 07:30 in the hourly backup opens; difference is one sheet "
            "of this morning, recovered from the temporary file.",
        )
    with story.at("11:20"):
        story.replies(
            board_pack,
            jane,
            "The file was written half when the battery ran empty. I have restored the version of 07:30 from the "
            "backup and added your changes of this morning from Excel's temporary copy. It is in its place as “Board "
            "pack Q4.xlsx”; the broken one stands beside it.",
            then=State.RESOLVED,
        )
    with story.at("11:45"):
        story.writes(board_pack, "Everything is there, even this morning's sheet. Wonderful, thank you.")
        close_ticket(board_pack, by=cfo)
        close_ticket(laptop, by=cfo)
