"""Administration of the time: what is promised, and when clocks run."""

from sla.admin.hours import BusinessHoursAdmin
from sla.admin.plans import PlanAdmin
from sla.admin.records import ClockAdmin, FiringAdmin, StopAdmin, TargetAdmin

__all__ = ["BusinessHoursAdmin", "ClockAdmin", "FiringAdmin", "PlanAdmin", "StopAdmin", "TargetAdmin"]
