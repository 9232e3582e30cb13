"""The administration's page that joins agents to an escalation rule."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import ForeignKey
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from agents.admin.choosing import ChoosesAgents
from agents.models import Department, Membership, RuleAudience
from sla.models import EscalationRule
from sla.promise import rule_in_words


class RuleField(forms.ModelChoiceField):
    """A rule named with its plan and its moment."""

    def label_from_instance(self, rule: Any) -> str:
        return rule_in_words(rule)


@admin.register(RuleAudience)
class RuleAudienceAdmin(ChoosesAgents):
    """Whom an escalation rule tells beside those it finds by itself."""

    list_display = ("told_by", "told")
    list_select_related = ("rule__plan",)
    filter_horizontal = ("agents",)

    def formfield_for_foreignkey(self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "rule":
            telling = EscalationRule.objects.filter(what=EscalationRule.What.NOTIFY_AUDIENCE)
            kwargs |= {"queryset": telling.select_related("plan"), "form_class": RuleField}
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Saved all the same: whoever is elsewhere may see single tickets by team, referral or assignment."""
        super().save_related(request, form, formsets, change)
        audience: RuleAudience = form.instance
        plan = audience.rule.plan
        within = Membership.objects.filter(department__in=Department.objects.active().filter(plan=plan))
        outside = audience.agents.exclude(pk__in=within.values("agent")).select_related("user")
        names = ", ".join(agent.name for agent in outside)
        if names:
            sentence = _(
                "%(names)s: in no department whose plan is %(plan)s. "
                "The rule tells only those who see the ticket."
            )
            self.message_user(request, sentence % {"names": names, "plan": plan}, messages.WARNING)

    @admin.display(description=_("rule"), ordering="rule")
    def told_by(self, audience: RuleAudience) -> str:
        return rule_in_words(audience.rule)

    @admin.display(description=RuleAudience._meta.get_field("agents").verbose_name)
    def told(self, audience: RuleAudience) -> str:
        return ", ".join(agent.name for agent in audience.agents.select_related("user"))
