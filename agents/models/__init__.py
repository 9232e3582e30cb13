"""Who signs in and who works here: the nouns of agents, by one name each."""

from agents.models.account_mail import AccountMail
from agents.models.agent import Agent
from agents.models.audit_record import AuditRecord
from agents.models.department import Department
from agents.models.membership import Membership
from agents.models.role import Role
from agents.models.rule_audience import RuleAudience
from agents.models.team import Team
from agents.models.user import User

__all__ = [
    "AccountMail",
    "Agent",
    "AuditRecord",
    "Department",
    "Membership",
    "Role",
    "RuleAudience",
    "Team",
    "User",
]
