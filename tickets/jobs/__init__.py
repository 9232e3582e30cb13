"""What happens by itself: jobs take ids, load, call one function, and may run twice.

Procrastinate finds this module by its name; importing the modules below registers their jobs. Queues:
`publish` (who hears), `send` (one letter), `watch` (what is due), `slow` (keeping house).
"""

from tickets.jobs import (
    close_left_alone,
    keep_house,
    mail_access_link,
    publish,
    remind,
    renew_search_documents,
    send_delivery,
    watch_clocks,
)

__all__ = [
    "close_left_alone",
    "keep_house",
    "mail_access_link",
    "publish",
    "remind",
    "renew_search_documents",
    "send_delivery",
    "watch_clocks",
]
