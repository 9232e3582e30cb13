from datetime import UTC, datetime

import pytest
from django.template import Context, Template

NOW = datetime(2026, 11, 17, 10, 4, tzinfo=UTC)


def draw(source, **context):
    return Template("{% load ui %}" + source).render(Context(context))


def test_an_icon_is_decoration_unless_it_is_named():
    assert 'aria-hidden="true"' in draw('{% icon "bell" %}')
    assert 'role="img" aria-label="Has files"' in draw('{% icon "paperclip" "Has files" %}')


def test_agents_are_round_and_requesters_are_square():
    agent = draw("{% avatar name True %}", name="Jane Doe")
    requester = draw("{% avatar name %}", name="Jane Doe")

    assert agent == '<span class="avatar avatar-agent face-7" aria-hidden="true">JD</span>'
    assert requester == '<span class="avatar face-7" aria-hidden="true">JD</span>'


def test_a_name_cannot_bring_markup_into_the_page():
    assert "<b>" not in draw("{% who name %}", name="<b>x</b> y")


def test_nobody_has_a_dashed_place_and_a_word():
    drawn = draw("{% who nobody True %}", nobody=None)

    assert "face-none" in drawn
    assert "Nobody" in drawn


def test_a_moment_carries_the_whole_of_itself_in_its_title():
    drawn = draw("{% when moment %}", moment=datetime(2026, 11, 16, 16, 2, tzinfo=UTC), now=NOW)

    assert drawn == (
        '<time datetime="2026-11-16T16:02:00+00:00" title="Mon 16 Nov 2026, 16:02 UTC">Mon 16:02</time>'
    )


def test_a_distance_can_be_kept_fresh():
    drawn = draw('{% when moment "ago" %}', moment=datetime(2026, 11, 17, 10, 0, tzinfo=UTC), now=NOW)

    assert " data-ago>4 m ago</time>" in drawn


def test_no_moment_draws_nothing():
    assert draw("{% when moment %}", moment=None, now=NOW) == ""


@pytest.mark.parametrize(("share", "dashes"), [(0.18, "18 100"), (1.7, "100 100"), (-1, "0 100")])
def test_the_ring_shows_the_share_that_is_left(share, dashes):
    assert f'stroke-dasharray="{dashes}"' in draw("{% ring share %}", share=share)


def test_the_pager_offers_only_pages_that_exist():
    drawn = draw('{% pager after="?after=x" summary="25 of 141" %}')

    assert 'href="?after=x" rel="next"' in drawn
    assert 'rel="prev"' not in drawn
    assert drawn.count('aria-disabled="true"') == 1
