"""The pages of a verb on many tickets: what it asks, and what became of it."""

from typing import Any, Final
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from agents.gate import AgentRequest, agent_required
from tickets.forms.verb import VerbForm
from tickets.paging import SIZE
from tickets.panel.actions.base import FRAGMENTS
from tickets.panel.bulk.asking import NothingThere, form_for, lead_for
from tickets.panel.bulk.chosen import AT_MOST, Chosen, chosen, tickets_named
from tickets.panel.bulk.doing import do_to_each
from tickets.panel.bulk.told import Told, recall, refusals_of, remember
from tickets.panel.bulk.verbs import BY_SLUG, BulkVerb
from tickets.panel.rail import frame

NAMED: Final = 8
"""Tickets that are named where it is asked; of more the number is told."""


@agent_required
@require_http_methods(["GET", "HEAD", "POST"])
def bulk(request: AgentRequest) -> HttpResponse:
    """Ask what the verb asks, then do it to each of the tickets; what asks nothing is done at once.

    The same form sent twice is done once. Whoever comes here without one is led to the queues.
    """
    verb = BY_SLUG.get(request.POST.get("verb", ""))
    if verb is None:
        return redirect("panel:home")
    picked = chosen(request.agent, request.POST)
    submission = _mark(request)
    if recall(request, submission):
        return redirect("panel:bulk_told", submission=submission)
    if problem := _problem(picked):
        messages.warning(request, problem)
        return redirect(picked.back or "panel:home")
    is_sent = "confirmed" in request.POST
    try:
        form = form_for(verb, picked.numbers, request, request.POST if is_sent else None)
    except NothingThere:
        return _do(request, verb, picked, submission)
    is_direct = verb.action.is_direct and len(picked.numbers) <= SIZE
    if form.is_valid() or (is_direct and not is_sent):
        return _do(request, verb, picked, submission)
    return _ask(request, verb, picked, submission, form)


@agent_required
@require_safe
def told(request: AgentRequest, submission: UUID) -> HttpResponse:
    """How many it was done to, and which tickets it was not done to, each with the reason."""
    outcome = recall(request, submission)
    if outcome is None:  # of another session, or long ago
        raise Http404
    context = frame(request, queue=outcome.place.get("queue", "")) | {
        "title": outcome.verb.action.label,
        "done": outcome.done,
        "said": outcome.verb.done,
        "missing": outcome.missing,
        "refusals": refusals_of(outcome, request.agent),
        "verb": outcome.verb,
        "numbers": " ".join(outcome.refused),
        "kept": outcome.place,
        "back_url": outcome.back or reverse("panel:home"),
    }
    return render(request, "panel/bulk_told.html", context)


def _ask(
    request: AgentRequest, verb: BulkVerb, picked: Chosen, submission: UUID, form: VerbForm
) -> HttpResponse:
    """The verb's form as a page or in the dialog, with the tickets that it is about."""
    count = len(picked.numbers)
    is_fragment = request.headers.get("HX-Target") in FRAGMENTS
    context: dict[str, Any] = {
        "title": ngettext("%(verb)s: %(count)d ticket", "%(verb)s: %(count)d tickets", count)
        % {"verb": verb.action.label, "count": count},
        "lead": lead_for(verb, picked.numbers, request),
        "form": form,
        "submit": verb.action.label,
        "submit_icon": verb.action.icon,
        "is_danger": verb.action.is_danger,
        "cancel_url": picked.back or reverse("panel:home"),
        "in_dialog": is_fragment,
        "tickets": tickets_named(request.agent, picked.numbers[:NAMED]),
        "more": max(0, count - NAMED),
        "kept": {
            "verb": verb.slug,
            "tickets": " ".join(picked.numbers),
            "submission": submission,
            **picked.place,
        },
    }
    if not is_fragment:
        context |= frame(request, queue=request.POST.get("queue", ""))
    return render(request, "panel/bulk.html", context, status=422 if form.errors else 200)


def _do(request: AgentRequest, verb: BulkVerb, picked: Chosen, submission: UUID) -> HttpResponse:
    """Do it, and lead back to the list where all went well, else to what did not."""
    outcome = do_to_each(verb, picked.numbers, request, request.POST)
    remember(request, submission, Told.of(verb, picked, outcome))
    if outcome.refused or outcome.missing:
        return redirect("panel:bulk_told", submission=submission)
    count = len(outcome.done)
    done = ngettext("%(count)d ticket: %(done)s", "%(count)d tickets: %(done)s", count)
    messages.success(request, done % {"count": count, "done": verb.done})
    return redirect(picked.back or "panel:home")


def _problem(picked: Chosen) -> str:
    if not picked.numbers:
        return _("Select tickets first.")
    if picked.is_too_many:
        return _("At most %d tickets at once. Select fewer; nothing was changed.") % AT_MOST
    return ""


def _mark(request: AgentRequest) -> UUID:
    """The mark of the form that asked; what is done without asking has none, and repeats harmlessly."""
    try:
        return UUID(request.POST.get("submission", ""))
    except ValueError:
        return uuid4()
