"""What there is to work on: the nouns of tickets, by one name each."""

from tickets.models.access_link import AccessLink
from tickets.models.attachment import Attachment, StoredFile
from tickets.models.canned_response import CannedResponse
from tickets.models.collaborator import Collaborator
from tickets.models.delivery import Delivery
from tickets.models.desk import Desk
from tickets.models.entry import Entry
from tickets.models.escalation import Escalation
from tickets.models.event import Event
from tickets.models.follower import Follower
from tickets.models.help_topic import HelpTopic
from tickets.models.link import Link
from tickets.models.organization import Organization
from tickets.models.requester import Requester, RequesterAddress
from tickets.models.saved_queue import SavedQueue
from tickets.models.search_document import SearchDocument
from tickets.models.status import Status
from tickets.models.tag import Tag
from tickets.models.ticket import Ticket
from tickets.models.ticket_access import TicketAccess

__all__ = [
    "AccessLink",
    "Attachment",
    "CannedResponse",
    "Collaborator",
    "Delivery",
    "Desk",
    "Entry",
    "Escalation",
    "Event",
    "Follower",
    "HelpTopic",
    "Link",
    "Organization",
    "Requester",
    "RequesterAddress",
    "SavedQueue",
    "SearchDocument",
    "Status",
    "StoredFile",
    "Tag",
    "Ticket",
    "TicketAccess",
]
