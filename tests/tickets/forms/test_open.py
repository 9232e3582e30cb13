from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from tickets.forms.open import grouped
from tickets.models import HelpTopic


def topic(key: int, name: str, parent: int | None = None) -> HelpTopic:
    return HelpTopic(pk=key, name=name, parent_id=parent)


@pytest.mark.parametrize(
    ("topics", "choices"),
    [
        ([], []),
        ([topic(1, "Password")], [("1", "Password")]),
        (
            [topic(1, "Network"), topic(2, "Password"), topic(3, "VPN", 1)],
            [("2", "Password"), ("Network", [("1", "Network"), ("3", "VPN")])],
        ),
        (
            [topic(3, "VPN", 1), topic(4, "VPN from abroad", 3), topic(1, "Network")],
            [("Network", [("1", "Network"), ("3", "VPN"), ("4", "VPN from abroad")])],
        ),
        ([topic(3, "Below one that is not offered", 9)], [("3", "Below one that is not offered")]),
    ],
)
def test_topics_stand_alone_or_in_the_group_of_the_one_at_the_top(topics, choices):
    assert list(grouped(topics)) == choices


def test_topics_in_a_ring_are_all_offered():
    ring = [topic(1, "One", 2), topic(2, "Two", 1)]

    assert list(grouped(ring)) == [("1", "One"), ("2", "Two")]


@pytest.mark.parametrize("icon", HelpTopic.Icon.values)
def test_every_icon_of_a_topic_is_drawn(icon):
    sprite = Path(finders.find("vendor/bootstrap-icons/icons.svg")).read_text()

    assert f'id="{icon}"' in sprite
