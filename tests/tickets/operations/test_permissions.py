"""Operation × actor → allowed or refused, as one table (HOUSE.md, Tests)."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied

from agents.models import Agent
from agents.permissions import AGENT_ROLE, EVERY_CODE, LEAD_ROLE
from sla.moment import now
from sla.priority import Priority
from tests.factories.people import AgentFactory, DepartmentFactory, RoleFactory, TeamFactory, agent_in
from tests.factories.tickets import HelpTopicFactory, RequesterFactory, open_a_ticket
from tests.rows import taken_back
from tests.sla.plans import make_plan
from tickets.actor import SYSTEM
from tickets.models import Collaborator, Ticket
from tickets.operations.answer_by_phone import answer_by_phone
from tickets.operations.assign import assign_ticket
from tickets.operations.broadcast import broadcast_reply
from tickets.operations.chain import chain_tickets, open_chained_ticket, unchain_tickets
from tickets.operations.claim import claim_ticket
from tickets.operations.close import close_ticket
from tickets.operations.collaborate import add_collaborator, remove_collaborator
from tickets.operations.delete import delete_ticket
from tickets.operations.escalate import escalate_ticket
from tickets.operations.follow import follow_ticket
from tickets.operations.give_back import give_back_ticket
from tickets.operations.merge import merge_ticket, unmerge_ticket
from tickets.operations.note import note_on_ticket
from tickets.operations.pend import pend_ticket, resume_ticket
from tickets.operations.prioritize import prioritize_ticket
from tickets.operations.receive import receive_message
from tickets.operations.refer import refer_ticket, unrefer_ticket
from tickets.operations.release import release_ticket
from tickets.operations.rename import rename_ticket
from tickets.operations.reopen import reopen_ticket
from tickets.operations.replan import replan_ticket
from tickets.operations.reply import reply_to_ticket
from tickets.operations.resolve import resolve_ticket
from tickets.operations.restore import restore_ticket
from tickets.operations.retopic import retopic_ticket
from tickets.operations.set_due import set_due
from tickets.operations.split import split_ticket
from tickets.operations.tag import tag_ticket
from tickets.operations.transfer import transfer_ticket
from tickets.text.body import Body
from tickets.vocabulary import LinkKind, Source

BODY = Body.from_text("Hello.")
NOTE = "What was tried, what is asked."


def assigned(ticket):
    assign_ticket(ticket, team=TeamFactory(), assignee=AgentFactory(), by=SYSTEM)


def escalated(ticket):
    escalate_ticket(ticket, to=TeamFactory(tier=2), comment=NOTE, by=SYSTEM)


def waiting(ticket):
    pend_ticket(ticket, by=SYSTEM)


def closed(ticket):
    close_ticket(ticket, by=SYSTEM)


def trashed(ticket):
    delete_ticket(ticket, by=SYSTEM)


def blocked(ticket):
    chain_tickets(ticket, open_a_ticket(department=ticket.department), kind=LinkKind.BLOCKS, by=SYSTEM)


def claim(ticket, by):
    claim_ticket(ticket, by=by)


def assign(ticket, by):
    assign_ticket(ticket, assignee=AgentFactory(), by=by)


def release(ticket, by):
    release_ticket(ticket, by=by)


def transfer(ticket, by):
    transfer_ticket(ticket, DepartmentFactory(), by=by)


def refer(ticket, by):
    refer_ticket(ticket, AgentFactory(), by=by)


def unrefer(ticket, by):
    unrefer_ticket(ticket, AgentFactory(), by=by)


def escalate(ticket, by):
    escalate_ticket(ticket, to=TeamFactory(tier=2), comment=NOTE, by=by)


def give_back(ticket, by):
    give_back_ticket(ticket, comment=NOTE, by=by)


def prioritize(ticket, by):
    prioritize_ticket(ticket, Priority.HIGH, by=by)


def replan(ticket, by):
    replan_ticket(ticket, make_plan(), by=by)


def due(ticket, by):
    set_due(ticket, now() + timedelta(days=1), by=by)


def retopic(ticket, by):
    retopic_ticket(ticket, HelpTopicFactory(department=ticket.department), by=by)


def rename(ticket, by):
    rename_ticket(ticket, "Something else", by=by)


def tag(ticket, by):
    tag_ticket(ticket, add=["VIP"], by=by)


def pend(ticket, by):
    pend_ticket(ticket, by=by)


def resume(ticket, by):
    resume_ticket(ticket, by=by)


def resolve(ticket, by):
    resolve_ticket(ticket, by=by)


def force(ticket, by):
    resolve_ticket(ticket, by=by, force=True, comment="It works without.")


def close(ticket, by):
    close_ticket(ticket, by=by)


def reopen(ticket, by):
    reopen_ticket(ticket, by=by)


def reply(ticket, by):
    reply_to_ticket(ticket, BODY, by=by)


def phone(ticket, by):
    answer_by_phone(ticket, BODY, by=by)


def note(ticket, by):
    note_on_ticket(ticket, BODY, by=by)


def broadcast(ticket, by):
    broadcast_reply(ticket, BODY, by=by)


def receive(ticket, by):
    receive_message(ticket, BODY, by=by, source=Source.WEB)


def chain(ticket, by):
    other = open_a_ticket(department=ticket.department)
    refer_ticket(other, by, by=SYSTEM) if _is_visitor(by) else None
    chain_tickets(ticket, other, kind=LinkKind.RELATES_TO, by=by)


def open_chained(ticket, by):
    open_chained_ticket(ticket, kind=LinkKind.RELATES_TO, subject="More", body=BODY, by=by)


def unchain(ticket, by):
    unchain_tickets(ticket, ticket, by=by)


def merge(ticket, by):
    other = open_a_ticket(department=ticket.department)
    refer_ticket(other, by, by=SYSTEM) if _is_visitor(by) else None
    merge_ticket(ticket, into=other, by=by)


def unmerge(ticket, by):
    unmerge_ticket(ticket, by=by)


def split(ticket, by):
    split_ticket(ticket, [ticket.entries.get()], subject="More", by=by)


def collaborate(ticket, by):
    add_collaborator(ticket, "kofi@example.com", by=by)


def uncollaborate(ticket, by):
    remove_collaborator(ticket, RequesterFactory(), by=by)


def follow(ticket, by):
    follow_ticket(ticket, by=by)


def delete(ticket, by):
    delete_ticket(ticket, by=by)


def restore(ticket, by):
    restore_ticket(ticket, by=by)


def _is_visitor(by) -> bool:
    return isinstance(by, Agent) and not by.memberships.exists()


def member_with(permissions):
    return lambda ticket: agent_in(ticket.department, permissions=permissions)


def visitor(ticket):
    """Sees it by a referral and may, as a visitor, what every agent may."""
    agent = AgentFactory(visiting_role=RoleFactory(permissions=sorted(AGENT_ROLE)))
    refer_ticket(ticket, agent, by=SYSTEM)
    return agent


def guest(ticket):
    """Sees it by a referral and may, without a visiting role, only read."""
    agent = AgentFactory()
    refer_ticket(ticket, agent, by=SYSTEM)
    return agent


def stranger(ticket):
    """May everything, but elsewhere."""
    return agent_in(DepartmentFactory(), permissions=EVERY_CODE)


def collaborator(ticket):
    person = RequesterFactory()
    Collaborator.objects.create(ticket=ticket, requester=person, created_at=now())
    return person


ACTORS = {
    "reader": member_with([]),
    "agent": member_with(AGENT_ROLE),
    "lead": member_with(LEAD_ROLE),
    "supreme": member_with(EVERY_CODE),
    "visitor": visitor,
    "guest": guest,
    "stranger": stranger,
    "requester": lambda ticket: ticket.requester,
    "collaborator": collaborator,
    "outsider": lambda ticket: RequesterFactory(),
}

# + allowed, - refused, . cannot be asked: agents write responses, requesters messages, agents follow
MATRIX = """
                        reader agent lead supreme visitor guest stranger requester collaborator outsider
    claim                 -      +     +     +       +      -      -         .          .          .
    assign                -      +     +     +       +      -      -         -          -          -
    release      assigned -      +     +     +       +      -      -         -          -          -
    transfer              -      +     +     +       +      -      -         -          -          -
    refer                 -      +     +     +       +      -      -         -          -          -
    unrefer               -      +     +     +       +      -      -         -          -          -
    escalate              -      +     +     +       +      -      -         -          -          -
    give_back   escalated -      +     +     +       +      -      -         -          -          -
    prioritize            -      +     +     +       +      -      -         -          -          -
    replan                -      +     +     +       +      -      -         -          -          -
    due                   -      +     +     +       +      -      -         -          -          -
    retopic               -      +     +     +       +      -      -         -          -          -
    rename                -      +     +     +       +      -      -         -          -          -
    tag                   -      +     +     +       +      -      -         -          -          -
    pend                  -      +     +     +       +      -      -         -          -          -
    resume        waiting -      +     +     +       +      -      -         -          -          -
    resolve               -      +     +     +       +      -      -         -          -          -
    force         blocked -      -     +     +       -      -      -         -          -          -
    close                 -      +     +     +       +      -      -         +          +          -
    reopen         closed -      +     +     +       +      -      -         +          +          -
    reply                 -      +     +     +       +      -      -         .          .          .
    phone                 -      +     +     +       +      -      -         .          .          .
    note                  -      +     +     +       +      -      -         .          .          .
    broadcast             -      -     +     +       -      -      -         .          .          .
    receive               .      .     .     .       .      .      .         +          +          -
    chain                 -      +     +     +       +      -      -         -          -          -
    open_chained          -      +     +     +       +      -      -         .          .          .
    unchain               -      +     +     +       +      -      -         -          -          -
    merge                 -      -     +     +       -      -      -         -          -          -
    unmerge               -      -     +     +       -      -      -         -          -          -
    split                 -      -     +     +       -      -      -         .          .          .
    collaborate           -      +     +     +       +      -      -         -          -          -
    uncollaborate         -      +     +     +       +      -      -         -          -          -
    follow                +      +     +     +       +      +      -         .          .          .
    delete                -      -     -     +       -      -      -         -          -          -
    restore       trashed -      -     -     +       -      -      -         -          -          -
"""


def rows():
    for line in MATRIX.strip().splitlines()[1:]:
        words = line.split()
        marks = words[-len(ACTORS) :]
        verb, *preparations = words[: -len(ACTORS)]
        asked = {actor: mark for actor, mark in zip(ACTORS, marks, strict=True) if mark != "."}
        yield verb, preparations, asked


def test_the_table_names_its_actors():
    assert MATRIX.split()[: len(ACTORS)] == list(ACTORS)


def test_who_may_do_what(ticket, subtests):
    people = {actor: make(ticket) for actor, make in ACTORS.items()}
    for verb, preparations, asked in rows():
        with taken_back():
            for preparation in preparations:
                globals()[preparation](Ticket.objects.get(pk=ticket.pk))

            answers = {actor: _try(globals()[verb], ticket, people[actor]) for actor in asked}

        with subtests.test(verb):
            assert answers == asked


def _try(verb, ticket: Ticket, by) -> str:
    """Whether the verb is allowed; what it did is taken back, so that the next actor finds all as it was."""
    try:
        with taken_back():
            verb(Ticket.objects.get(pk=ticket.pk), by)
    except PermissionDenied:
        return "-"
    return "+"
