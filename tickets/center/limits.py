"""How often somebody who has proven nothing may ask for something (SECURITY.md 1).

Counters stand in the cache that all processes share and count for an hour from the first time. A count
may come out a little low when two processes count at once, never high.
"""

from dataclasses import dataclass
from hashlib import sha256
from ipaddress import ip_network
from typing import Final

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from agents.network import network_address

HOUR: Final = 3600


@dataclass(frozen=True, slots=True)
class Limit:
    """So many times in an hour, for each of whatever is counted."""

    name: str
    most: int

    def takes(self, key: str, times: int = 1) -> bool:
        """Count, and say whether it is still within the limit."""
        counter = f"limit:{self.name}:{sha256(key.encode()).hexdigest()}"
        if cache.add(counter, times, HOUR):
            return times <= self.most
        try:
            return cache.incr(counter, times) <= self.most
        except ValueError:  # its hour ended in between
            cache.set(counter, times, HOUR)
            return times <= self.most


def tickets_per_network() -> Limit:
    return Limit("tickets-network", settings.GUEST_TICKETS_PER_NETWORK)


def tickets_per_address() -> Limit:
    return Limit("tickets-address", settings.GUEST_TICKETS_PER_ADDRESS)


def uploads_per_network() -> Limit:
    return Limit("uploads-network", settings.GUEST_TICKETS_PER_NETWORK * settings.UPLOAD_MAX_FILES)


def checks_per_network() -> Limit:
    return Limit("checks-network", settings.STATUS_CHECKS_PER_NETWORK)


def checks_per_address() -> Limit:
    return Limit("checks-address", settings.STATUS_CHECKS_PER_ADDRESS)


def network_of(request: HttpRequest) -> str:
    """Whom we count as one: an IPv4 address, or the /64 that a line of IPv6 has for itself."""
    address = network_address(request)
    if address is None:
        return "unknown"
    return str(ip_network(f"{address}/64", strict=False)) if ":" in address else address
