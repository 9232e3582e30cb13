"""Verbs about who is talked to, and who reads along."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agents.network import network_address
from tickets.forms.answer_by_phone import AnswerByPhoneForm
from tickets.forms.collaborate import CollaborateForm
from tickets.forms.links import LinksForm
from tickets.models import Ticket
from tickets.operations.access_links import revoke_link
from tickets.operations.answer_by_phone import answer_by_phone
from tickets.operations.collaborate import add_collaborator, remove_collaborator
from tickets.operations.follow import follow_ticket, unfollow_ticket
from tickets.panel.actions.base import Action
from tickets.text.body import Body


class AnswerByPhone(Action):
    verb = "phone"
    permission = "ticket.reply"
    label = gettext_lazy("Answered on the phone")
    done = gettext_lazy("The call is recorded.")
    icon = "phone"
    form_class = AnswerByPhoneForm

    def lead(self) -> str:
        return _("Counts as an answer. Nothing is mailed.")

    def perform(self, ticket: Ticket, given: dict[str, Any]) -> None:
        said = Body.from_text(given["message"])
        answer_by_phone(ticket, said, by=self.agent, submission=given["submission"])


class Follow(Action):
    verb = "follow"
    label = gettext_lazy("Follow")
    done = gettext_lazy("You follow this ticket.")
    icon = "bookmark"
    is_direct = True

    def lead(self) -> str:
        return _("You are told what happens here.")

    def perform(self, ticket: Ticket, given: dict[str, Any]) -> None:
        follow_ticket(ticket, by=self.agent)


class Unfollow(Action):
    verb = "unfollow"
    label = gettext_lazy("Follow no longer")
    done = gettext_lazy("You no longer follow this ticket.")
    icon = "bookmark-fill"
    is_direct = True

    def perform(self, ticket: Ticket, given: dict[str, Any]) -> None:
        unfollow_ticket(ticket, by=self.agent)


class Collaborate(Action):
    verb = "collaborate"
    permission = "ticket.collaborate"
    label = gettext_lazy("Collaborators")
    done = gettext_lazy("The people on the ticket are changed.")
    icon = "person-plus"
    form_class = CollaborateForm

    def lead(self) -> str:
        return _("Collaborators get every reply by mail and may write to the ticket.")

    def perform(self, ticket: Ticket, given: dict[str, Any]) -> None:
        if given["email"]:
            add_collaborator(ticket, given["email"], by=self.agent, name=given["name"])
        if given.get("remove"):
            remove_collaborator(ticket, given["remove"], by=self.agent)


class Links(Action):
    verb = "links"
    permission = "ticket.collaborate"
    label = gettext_lazy("Revoke access links")
    done = gettext_lazy("Whoever has such a link no longer gets in by it.")
    icon = "key"
    is_danger = True
    form_class = LinksForm

    def lead(self) -> str:
        return _("A link opens this ticket for the person it was mailed to. Revoked, it never does again.")

    def perform(self, ticket: Ticket, given: dict[str, Any]) -> None:
        for link in given["links"]:
            revoke_link(link, by=self.agent, address=network_address(self.request))
