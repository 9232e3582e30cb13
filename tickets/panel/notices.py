"""What just happened, said once; what ended a ticket can be taken back from there."""

from django.contrib import messages
from django.utils.functional import Promise

from agents.gate import AgentRequest
from tickets.access import may
from tickets.models import Ticket
from tickets.panel.addresses import verb_address
from tickets.vocabulary import DONE


def tell_done(request: AgentRequest, sentence: str | Promise, ticket: Ticket, *, before: str) -> None:
    """Say it; where it ended the ticket (`before`: its state until then), with the way back beside it."""
    has_ended = ticket.state in DONE and before not in DONE
    is_reopenable = has_ended and may(request.agent, "ticket.reopen", ticket)
    way_back = verb_address("reopen", ticket, request) if is_reopenable else ""
    messages.success(request, str(sentence), extra_tags=way_back)
