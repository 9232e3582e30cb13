from django.contrib import admin

from agents.admin.choosing import ChoosesAgents
from agents.models import RuleAudience


@admin.register(RuleAudience)
class RuleAudienceAdmin(ChoosesAgents):
    """Whom an escalation rule tells beside those it finds by itself."""

    list_display = ("rule", "told")
    list_select_related = ("rule__plan",)
    filter_horizontal = ("agents",)

    @admin.display(description=RuleAudience._meta.get_field("agents").verbose_name)
    def told(self, audience: RuleAudience) -> str:
        return ", ".join(agent.name for agent in audience.agents.select_related("user"))
