from sla.models.business_hours import BusinessHours
from sla.models.clock import Clock
from sla.models.escalation_rule import EscalationRule
from sla.models.plan import Plan

__all__ = ["BusinessHours", "Clock", "EscalationRule", "Plan"]
