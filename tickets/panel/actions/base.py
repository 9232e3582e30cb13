"""How a verb is shown and done: a form, as a page or in a dialog, that leads to one operation."""

from typing import Any, ClassVar, Final, Self

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views import View

from agents.errors import OperationRefused
from agents.gate import AgentRequest
from agents.models import Agent
from tickets.access import may, require, sees, visible_to
from tickets.forms.verb import VerbForm
from tickets.history import act
from tickets.models import Ticket
from tickets.models.ticket import TicketQuerySet
from tickets.panel.addresses import KEPT, ticket_address
from tickets.panel.notices import tell_done
from tickets.panel.rail import frame
from tickets.panel.rehearsal import Consequence, Rehearsal, consequences_of, rehearse
from tickets.vocabulary import DONE, WORKABLE, State

UNCLOSED: Final = (*WORKABLE, State.RESOLVED)
FRAGMENTS: Final = frozenset({"dialog", "consequences"})
"""What htmx asks for; both are parts of the sheet, so the page around it is left out."""


def for_action(agent: Agent) -> TicketQuerySet:
    """The tickets that the agent sees, with what verbs ask of them."""
    return visible_to(agent).select_related(
        "department", "team", "assignee__user", "topic", "status", "clock__plan", "requester"
    )


class Action(View):
    """One verb on one ticket. Subclasses say what it is called, what it asks, and which operation does it.

    Not visible is 404, not permitted is 403 and names the permission, refused is a sentence on the form with
    everything that was typed. Doing it twice is as harmless as the operation is.
    """

    verb: ClassVar[str]
    label: ClassVar[str | Promise]
    done: ClassVar[str | Promise]
    icon: ClassVar[str]
    permission: ClassVar[str] = ""
    states: ClassVar[tuple[State, ...]] = (*WORKABLE, *DONE)
    key: ClassVar[str] = ""
    is_danger: ClassVar[bool] = False
    is_direct: ClassVar[bool] = False  # its button does it at once; nothing needs to be asked
    previews: ClassVar[tuple[str, ...]] = ()  # fields whose consequences are shown when one is chosen
    choices_vary_by: ClassVar[tuple[str, ...]] = ()  # facts of a ticket that say what can be chosen for it
    form_class: ClassVar[type[VerbForm]] = VerbForm
    template_name: ClassVar[str] = "panel/action.html"
    http_method_names = ["get", "head", "post"]

    request: AgentRequest
    agent: Agent
    ticket: Ticket

    @classmethod
    def fits(cls, ticket: Ticket) -> bool:
        """Whether it makes sense as the ticket stands: decides what is offered, never what is allowed."""
        return ticket.state in cls.states

    @classmethod
    def is_offered(cls, ticket: Ticket, agent: Agent) -> bool:
        """Whether the ticket's page shows a button for it."""
        return cls.fits(ticket) and (not cls.permission or may(agent, cls.permission, ticket))

    def perform(self, ticket: Ticket, given: dict[str, Any]) -> str | None:
        """Call the operation with what the form cleaned; a sentence given back is said instead of `done`."""
        raise NotImplementedError

    def lead(self) -> str:
        """One sentence about what it does."""
        return ""

    def initial(self) -> dict[str, Any]:
        """What stands in the form beforehand."""
        return {}

    def about(self) -> dict[str, Any]:
        """What else its template shows, such as who hands the ticket to whom."""
        return {}

    @classmethod
    def on(cls, ticket: Ticket, request: AgentRequest) -> Self:
        """The verb on a ticket, outside of its own page: for many tickets one after the other."""
        action = cls()
        action.request, action.agent, action.ticket = request, request.agent, ticket
        return action

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.agent = self.request.agent
        self.ticket = get_object_or_404(for_action(self.agent), number=kwargs["number"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.ask()
        return super().dispatch(request, *args, **kwargs)

    def ask(self) -> None:
        """May the agent do it to the ticket? Raises PermissionDenied (403)."""
        if self.permission:
            require(self.agent, self.permission, self.ticket)

    def get(self, request: HttpRequest, number: str) -> HttpResponse:
        return self.show(self.form())

    def post(self, request: HttpRequest, number: str) -> HttpResponse:
        form, before = self.form(request.POST), self.ticket.state
        if not form.is_valid():
            return self.show(form, status=422)
        try:
            said = self.carry_out(form.cleaned_data)
        except OperationRefused as refused:
            form.add_error(None, str(refused))
        except ValidationError as wrong:
            form.add_error(None, wrong)
        else:
            tell_done(self.request, said, self.ticket, before=before)
            return self.leave()
        self.ticket.refresh_from_db()
        return self.show(form, status=422)

    def carry_out(self, given: dict[str, Any]) -> str | Promise:
        """Do it with what the form cleaned, and say so; raises what the operation raises."""
        with act():  # one submit is one act, however many operations it takes: all of it or nothing
            return self.perform(self.ticket, given) or self.done

    def form(self, data: QueryDict | None = None) -> VerbForm:
        asked = {name: value for name, value in self.request.GET.items() if name not in KEPT}
        form = self.form_class(data, initial={**self.initial(), **asked}, ticket=self.ticket, by=self.agent)
        for name in self.previews:
            form.fields[name].widget.attrs |= {
                "hx-get": self.request.get_full_path(),
                "hx-trigger": "change",
                "hx-target": "#consequences",
                "hx-select": "#consequences",
                "hx-select-oob": "#handing",
                "hx-swap": "outerHTML",
                "hx-include": "closest form",
                "hx-params": ",".join(self.previews),
            }
        return form

    def show(self, form: VerbForm, *, status: int = 200) -> HttpResponse:
        is_fragment = self.request.headers.get("HX-Target") in FRAGMENTS
        context = {
            "ticket": self.ticket,
            "title": f"{self.label} #{self.ticket.number}",
            "lead": self.lead(),
            "form": form,
            "submit": self.label,
            "submit_icon": self.icon,
            "is_danger": self.is_danger,
            "cancel_url": ticket_address(self.ticket, self.request),
            "in_dialog": is_fragment,
            "consequences": self.consequences(),
            **self.about(),
        }
        if not is_fragment:
            context |= frame(self.request, queue=self.request.GET.get("queue", ""))
        return render(self.request, self.template_name, context, status=status)

    def expected(self) -> dict[str, Any] | None:
        """What the form would say if it were sent as it stands, where that is worth a look ahead."""
        return None

    def consequences(self) -> list[Consequence]:
        """What follows from what is chosen, found out by doing it and taking it back."""
        given = self.expected()
        if any(name in self.request.GET for name in self.previews):
            form = self.form(self.request.GET)
            given = form.cleaned_data if form.is_valid() else given
        if given is None:
            return []
        return self.told(rehearse(self.ticket, lambda ticket: self.perform(ticket, given)))

    def told(self, rehearsal: Rehearsal) -> list[Consequence]:
        """What of it is worth telling."""
        return consequences_of(rehearsal)

    def say_opened(self, ticket: Ticket) -> str:
        """A ticket that the verb opened: its number is a way to it, where the agent sees it."""
        if not sees(self.agent, ticket):
            return _("Opened %s.") % ticket
        return format_html(
            _("Opened {link}."),
            link=format_html('<a href="{}">{}</a>', ticket_address(ticket, self.request), ticket),
        )

    def leave(self) -> HttpResponse:
        """Back to the ticket, or to the queues where it is no longer the agent's to see."""
        if not sees(self.agent, self.ticket):
            return redirect("panel:home")
        return redirect(ticket_address(self.ticket, self.request))
