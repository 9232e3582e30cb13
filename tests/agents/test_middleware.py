from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from agents.middleware import TimeZoneMiddleware
from agents.models import User


@pytest.mark.parametrize(
    ("reader", "zone"),
    [
        (User(time_zone="Europe/London"), "Europe/London"),
        (User(time_zone=""), "Asia/Tokyo"),
        (User(time_zone="Mars/Olympus_Mons"), "Asia/Tokyo"),
        (User(time_zone="../etc/passwd"), "Asia/Tokyo"),
        (AnonymousUser(), "Asia/Tokyo"),
    ],
)
def test_moments_are_read_in_the_readers_zone_or_the_desks(settings, reader, zone):
    settings.TIME_ZONE = "Asia/Tokyo"
    request = RequestFactory().get("/")
    request.user = reader

    answer = TimeZoneMiddleware(lambda _request: HttpResponse(str(timezone.get_current_timezone())))(request)

    assert answer.content.decode() == zone
    assert timezone.get_current_timezone() == ZoneInfo("Asia/Tokyo")
