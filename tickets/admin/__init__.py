"""Administration of the work: what is configured can be edited, what happened can only be read.

Admin never changes tickets behind the operations (HOUSE.md 4).
"""

from tickets.admin.canned_responses import CannedResponseAdmin
from tickets.admin.desk import DeskAdmin
from tickets.admin.plans import TicketHoursAdmin, TicketPlanAdmin
from tickets.admin.records import (
    AccessLinkAdmin,
    AttachmentAdmin,
    DeliveryAdmin,
    EntryAdmin,
    EventAdmin,
    TicketAdmin,
)
from tickets.admin.requesters import OrganizationAdmin, RequesterAdmin
from tickets.admin.statuses import StatusAdmin
from tickets.admin.tags import TagAdmin
from tickets.admin.topics import HelpTopicAdmin

__all__ = [
    "AccessLinkAdmin",
    "AttachmentAdmin",
    "CannedResponseAdmin",
    "DeliveryAdmin",
    "DeskAdmin",
    "EntryAdmin",
    "EventAdmin",
    "HelpTopicAdmin",
    "OrganizationAdmin",
    "RequesterAdmin",
    "StatusAdmin",
    "TagAdmin",
    "TicketAdmin",
    "TicketHoursAdmin",
    "TicketPlanAdmin",
]
