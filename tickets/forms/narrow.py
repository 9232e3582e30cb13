"""Narrow a list: everything there is to choose from, written as the filter words it stands for."""

from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agents.models import Agent, Department, Team
from sla.priority import Priority
from tickets.models import HelpTopic, Status, Tag
from tickets.search.language import Query, Term, parse

Options = Iterable[tuple[Term, str | Promise]]

CONDITIONS: Final = {
    "unanswered": _("Unanswered"),
    "answered": _("Answered"),
    "overdue": _("Overdue"),
    "due-soon": _("Due soon"),
    "unassigned": _("Unassigned"),
    "reopened": _("Reopened"),
}
AGES: Final = (
    (Term("created", ("1d",), "<"), _("Within a day")),
    (Term("created", ("7d",), "<"), _("Within a week")),
    (Term("created", ("30d",), "<"), _("Within 30 days")),
    (Term("created", ("1d",), ">"), _("More than a day ago")),
    (Term("created", ("7d",), ">"), _("More than a week ago")),
    (Term("created", ("30d",), ">"), _("More than 30 days ago")),
)
FIELDS: Final = {
    "is": _("Condition"),
    "status": _("Status"),
    "priority": _("Priority"),
    "assignee": _("Assignee"),
    "team": _("Team"),
    "department": _("Department"),
    "topic": _("Help topic"),
    "tag": _("Tag"),
    "created": _("Created"),
}


class NarrowForm(forms.Form):
    """One choice for each filter word; what the list is narrowed by stands in it, also what was typed."""

    def __init__(self, data: Any = None, *, query: Query) -> None:
        super().__init__(data)
        self.query = query
        for key, label in FIELDS.items():
            options = list(_OFFERS[key]())
            chosen = query.only(key)
            if chosen is not None and chosen not in [term for term, _label in options]:
                options.append((chosen, _written(chosen)))
            field = forms.ChoiceField(
                label=label,
                required=False,
                choices=[("", _("Any")), *((_written(term), name) for term, name in options)],
                initial=_written(chosen) if chosen is not None else "",
            )
            field.is_one_of_several = True  # type: ignore[attr-defined]  # nothing is asked for here
            self.fields[key] = field

    def narrowed(self) -> Query:
        """What was asked for before, with what is chosen in the place of what was; of a valid form."""
        kept = tuple(term for term in self.query.terms if term.is_negated or term.key not in FIELDS)
        chosen = (parse(f"{key}:{value}").terms for key in FIELDS if (value := self.cleaned_data[key]))
        return Query(self.query.words, kept + tuple(term for terms in chosen for term in terms))


def _written(term: Term) -> str:
    """The term without its key, as it is sent."""
    return str(term).partition(":")[2]


def _conditions() -> Options:
    return [(Term("is", (value,)), label) for value, label in CONDITIONS.items()]


def _priorities() -> Options:
    for priority in Priority:
        yield Term("priority", (priority.name.lower(),)), priority.label
    yield Term("priority", ("high",), ">="), _("High or emergency")


def _assignees() -> Options:
    yield Term("assignee", ("me",)), _("Me")
    yield Term("assignee", ("none",)), _("Nobody")
    for agent in Agent.objects.active().select_related("user"):
        yield Term("assignee", (agent.email,)), agent.name


def _teams() -> Options:
    yield Term("team", ("mine",)), _("One of mine")
    yield Term("team", ("none",)), _("None")
    for team in Team.objects.active():
        yield Term("team", (team.name,)), team.name


def _departments() -> Options:
    return [(Term("department", (row.name,)), row.name) for row in Department.objects.active()]


def _topics() -> Options:
    return [(Term("topic", (row.name,)), row.name) for row in HelpTopic.objects.active()]


def _tags() -> Options:
    return [(Term("tag", (row.name,)), row.name) for row in Tag.objects.all()]


def _statuses() -> Options:
    return [(Term("status", (row.name,)), row.name) for row in Status.objects.filter(archived_at=None)]


_OFFERS: Final = {
    "is": _conditions,
    "status": _statuses,
    "priority": _priorities,
    "assignee": _assignees,
    "team": _teams,
    "department": _departments,
    "topic": _topics,
    "tag": _tags,
    "created": lambda: AGES,
}
