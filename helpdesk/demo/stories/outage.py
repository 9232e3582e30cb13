"""Sev-A: the whole of mobile and online banking is down (SLA.md, Worked example)."""

from helpdesk.demo.stories.story import Story
from sla.priority import Priority
from tickets.models import Status, Ticket
from tickets.operations.assign import assign_ticket
from tickets.operations.broadcast import broadcast_reply
from tickets.operations.chain import chain_tickets, open_chained_ticket
from tickets.operations.claim import claim_ticket
from tickets.operations.close import close_ticket
from tickets.operations.escalate import escalate_ticket
from tickets.operations.give_back import give_back_ticket
from tickets.operations.note import note_on_ticket
from tickets.operations.pend import pend_ticket
from tickets.operations.prioritize import prioritize_ticket
from tickets.operations.replan import replan_ticket
from tickets.operations.resolve import resolve_ticket
from tickets.operations.retopic import retopic_ticket
from tickets.text.body import Body
from tickets.vocabulary import LinkKind, State


def tell_outage(story: Story) -> None:
    """Sev-A: the whole of mobile and online banking is down (SLA.md, Worked example)."""
    bank = story.bank
    james, john = bank.requesters["james"], bank.agents["john"]

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
    _work_on(story, outage)


def _work_on(story: Story, outage: Ticket) -> None:
    bank = story.bank
    john, amara = bank.agents["john"], bank.agents["amara"]

    with story.at("09:16"):
        story.notes(
            outage,
            john,
            "To the IT team: gateway and load balancer are healthy, the login service answers 503 since 09:01. "
            "Failover of the session database ran at that minute.",
        )
    with story.at("09:18"):
        escalate_ticket(
            outage,
            by=john,
            comment="Tried: gateway healthy, login service answers 503. Restarted both login pods, no change.\n\n"
            "Asked: find out why sessions cannot be written. I keep James and the branches informed.",
        )
    with story.at("09:19"):
        claim_ticket(outage, by=amara)
    reports = [
        _joins(story, outage, "09:20", "ruth.adeyemi", "Cannot sign in to the app",
               "The app throws me out at the code. Two customers at the counter have the same."),
        _joins(story, outage, "09:24", "kofi.mensah", "Transfers time out since nine",
               "Every transfer ends with a time-out after a minute."),
        _joins(story, outage, "09:29", "leila.haddad", "Card controls page is blank",
               "Callers can't block their cards: the page stays white. 140 are waiting."),
    ]  # fmt: skip
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
    _end(story, outage, reports)


def _end(story: Story, outage: Ticket, reports: list[Ticket]) -> None:
    bank = story.bank
    amara, priya, tomasz = bank.agents["amara"], bank.agents["priya"], bank.agents["tomasz"]

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
    _resolve(story, outage, reports)


def _resolve(story: Story, outage: Ticket, reports: list[Ticket]) -> None:
    bank = story.bank
    james, john, lena = bank.requesters["james"], bank.agents["john"], bank.agents["lena"]
    priya = bank.agents["priya"]

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
