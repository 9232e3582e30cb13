import re
from pathlib import Path

from django.conf import settings

SPRITES = {"icon": "vendor/bootstrap-icons/icons.svg", "mark": "img/marks.svg"}
TEMPLATES = list(Path(settings.BASE_DIR, "templates").rglob("*.html"))


def asked_for(tag):
    pattern = re.compile(r"{% " + tag + r' "([^"]+)"')
    return {name for path in TEMPLATES for name in pattern.findall(path.read_text())}


def drawn_in(sprite):
    return set(re.findall(r'<symbol id="([^"]+)"', Path(settings.BASE_DIR, "static", sprite).read_text()))


def test_every_icon_that_a_template_asks_for_is_in_the_sprite():
    assert "bell" in asked_for("icon")
    assert asked_for("icon") - drawn_in(SPRITES["icon"]) == set()


def test_every_mark_that_a_template_asks_for_is_drawn():
    assert "ring" in asked_for("mark")
    assert asked_for("mark") - drawn_in(SPRITES["mark"]) == set()


def test_no_template_breaks_the_content_security_policy():
    inline = re.compile(r"\sstyle=|\son[a-z]+=\"|<style|<script(?![^>]*\ssrc=)")

    shown = [
        path for path in TEMPLATES if "mail" not in path.parts
    ]  # letters are read under no policy of ours
    assert [path.name for path in shown if inline.search(path.read_text())] == []
