"""Administration of the people: who works here, where, and what they may do."""

from agents.admin import libraries  # noqa: F401
from agents.admin.agents import AgentAdmin
from agents.admin.audit import AuditRecordAdmin
from agents.admin.departments import DepartmentAdmin
from agents.admin.roles import RoleAdmin
from agents.admin.rule_audiences import RuleAudienceAdmin
from agents.admin.teams import TeamAdmin
from agents.admin.users import UserAdmin

__all__ = [
    "AgentAdmin",
    "AuditRecordAdmin",
    "DepartmentAdmin",
    "RoleAdmin",
    "RuleAudienceAdmin",
    "TeamAdmin",
    "UserAdmin",
]
