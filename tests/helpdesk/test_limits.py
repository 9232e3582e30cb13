import pytest

from helpdesk import limits


@pytest.fixture
def answer(rf, settings):
    settings.REQUEST_MAX_SIZE = 100
    middleware = limits.RequestSizeMiddleware(lambda request: "served")
    return lambda size: middleware(rf.generic("POST", "/", CONTENT_LENGTH=str(size)))


def test_a_request_within_bounds_is_served(answer):
    assert answer(100) == "served"


def test_a_request_that_announces_too_much_is_turned_away_unread(answer):
    assert answer(101).status_code == 413
