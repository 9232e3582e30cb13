"""What was promised and when time counts: the nouns of sla, by one name each."""

from sla.models.business_hours import BusinessHours
from sla.models.clock import Clock
from sla.models.escalation_rule import EscalationRule
from sla.models.firing import Firing
from sla.models.holiday import Holiday
from sla.models.opening import Opening, Weekday
from sla.models.plan import Plan
from sla.models.plan_target import PlanTarget
from sla.models.stop import Stop
from sla.models.target import Target

__all__ = [
    "BusinessHours",
    "Clock",
    "EscalationRule",
    "Firing",
    "Holiday",
    "Opening",
    "Plan",
    "PlanTarget",
    "Stop",
    "Target",
    "Weekday",
]
