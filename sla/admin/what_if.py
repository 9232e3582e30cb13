"""What if …: beside Save, a look at what the settings would have done, before anything is saved.

The form is sent, checked and shown again as it was typed; looking is no saving, so Save still stands there.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from typing import Any, Final, NamedTuple

from django import forms
from django.contrib import admin
from django.forms import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sla import moment
from sla.models import Clock
from sla.models.clock import ClockQuerySet
from sla.target_kind import TargetKind
from sla.terms import Settings, newly_promised, saved_settings
from sla.what_if import Difference, Effect, WhatIf, what_if

LOOK: Final = "_what_if"
"""The button's name."""
MOST_ROWS: Final = 200

EFFECTS: Final = {
    Effect.BREACHED: gettext_lazy("would be breached"),
    Effect.KEPT: gettext_lazy("would not be breached"),
    Effect.DROPPED: gettext_lazy("no longer promised"),
}


class LookForm(forms.ModelForm):
    """Sent by “What if …” it is checked like at any other time and then not valid: looking saves nothing."""

    def is_valid(self) -> bool:
        return super().is_valid() and LOOK not in self.data


class SpanForm(forms.Form):
    """How far back to look."""

    what_if_days = forms.IntegerField(
        label=gettext_lazy("Days"), min_value=1, max_value=365, widget=forms.NumberInput({"size": 4})
    )


class Conversation(NamedTuple):
    """What a clock belongs to, as the layers above know it."""

    name: str
    subject: str
    address: str


class Row(NamedTuple):
    """A promise that would go otherwise."""

    conversation: Conversation
    difference: Difference
    what_changes: str


class Look(NamedTuple):
    """What the page shows of a what-if."""

    found: WhatIf
    counts: Mapping[str, int]
    rows: Sequence[Row]
    newly_promised: Sequence[TargetKind]


class WhatIfAdmin(admin.ModelAdmin):
    """Settings that clocks are computed from."""

    def proposed(self, saved: Settings, form: Any, formsets: Sequence[BaseInlineFormSet]) -> Settings:
        """The settings with what was typed in their place; form and formsets are checked."""
        raise NotImplementedError

    def concerned(self, pk: int) -> ClockQuerySet:
        """The clocks that are computed from this row."""
        raise NotImplementedError

    def conversations(self, clocks: Collection[int]) -> Mapping[int, Conversation]:
        """What these clocks belong to. Here nobody knows: the clock stands for it."""
        return {
            clock: Conversation(str(clock), "", reverse("admin:sla_clock_change", args=[clock]))
            for clock in clocks
        }

    def department_hours(self, clocks: Collection[int]) -> Mapping[int, int | None]:
        """The hours of the departments that these clocks are in. Here: those in which they run."""
        return dict(Clock.objects.filter(pk__in=clocks).values_list("pk", "hours"))

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        obj = kwargs.get("obj")
        if obj is not None and self.has_change_permission(request, obj):
            is_look = LOOK in request.POST
            span = SpanForm(request.POST if is_look else None, initial={"what_if_days": 30})
            context |= {"what_if_span": span, "what_if_button": LOOK, "is_look": is_look}
            if is_look and not context["errors"] and span.is_valid():
                context["look"] = self._look(obj.pk, context, span.cleaned_data["what_if_days"])
        return super().render_change_form(request, context, *args, **kwargs)

    def _look(self, pk: int, context: dict[str, Any], days: int) -> Look:
        formsets = [inline.formset for inline in context["inline_admin_formsets"]]
        now = moment.now()
        old = saved_settings()
        new = self.proposed(old, context["adminform"].form, formsets)
        found = what_if(
            self.concerned(pk).filter(started_at__gte=now - timedelta(days=days)),
            old,
            new,
            department_hours=self.department_hours,
            now=now,
        )
        shown = found.differences[:MOST_ROWS]
        named = self.conversations({difference.clock for difference in shown})
        rows = [Row(named[each.clock], each, _what_changes(each)) for each in shown if each.clock in named]
        counts = {effect.value: found.count(effect) for effect in Effect}
        return Look(found, counts, rows, newly_promised(old, new))


def _what_changes(difference: Difference) -> str:
    if difference.effect in EFFECTS:
        return str(EFFECTS[difference.effect])
    then, now = difference.then.due_at, difference.now.due_at
    if then is None or now is None:
        return _("runs, due otherwise")
    return _("runs, due later") if now > then else _("runs, due earlier")
