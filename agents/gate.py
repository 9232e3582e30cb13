"""The door of the agent panel: who may come in."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from agents.models import Agent, User
from agents.sign_in.second_factor import has_second_factor, lead_to_set_up
from agents.sign_in.signed_out import ask_to_sign_in

P = ParamSpec("P")


class AgentRequest(HttpRequest):
    """A request of an agent, as every view behind `agent_required` gets it."""

    user: User
    agent: Agent


def agent_behind(request: HttpRequest) -> Agent | None:
    """The agent who asks, or None if it is anybody else (see AgentMiddleware)."""
    return cast(Agent | None, getattr(request, "agent", None))


def agent_required(
    view: Callable[Concatenate[AgentRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Let agents in; visitors are led to sign in, everybody else is told that it isn't for them (403)."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return ask_to_sign_in(request)
        agent = agent_behind(request)
        if agent is None:
            raise PermissionDenied(_("The agent panel is open to agents only."))
        if agent.requires_second_factor and not has_second_factor(request.user):
            return lead_to_set_up(request)
        return view(cast(AgentRequest, request), *args, **kwargs)

    vars(guarded)["audience"] = "agents"  # a system check sees that nothing in the panel lacks it
    return guarded
