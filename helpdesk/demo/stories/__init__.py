"""The three stories the desk is judged by, told in full: Sev-A, Accounting and Adobe, the CFO's laptop."""

from helpdesk.demo.stories.adobe import tell_adobe
from helpdesk.demo.stories.laptop import tell_laptop
from helpdesk.demo.stories.outage import tell_outage
from helpdesk.demo.stories.story import Story

__all__ = ["Story", "tell_adobe", "tell_laptop", "tell_outage"]
