import pytest
from django.utils.translation import trans_real

from tickets.foundation import first_statuses, lay_foundation
from tickets.models import Desk, Status

pytestmark = pytest.mark.django_db


@pytest.fixture
def in_another_language(settings, monkeypatch):
    """An installation whose language has words of its own for two of the names."""
    language = trans_real.DjangoTranslation("de")
    language._catalog["state\x04Open"] = "Offen"
    language._catalog["How can we help?"] = "Was ist los?"
    monkeypatch.setitem(trans_real._translations, "de", language)
    settings.LANGUAGE_CODE = "de"


def test_names_are_laid_in_the_language_of_the_installation(in_another_language):
    Status.objects.all().delete()
    Desk.objects.all().delete()

    lay_foundation()

    assert Status.objects.get(state="open").name == "Offen"
    assert Desk.load().greeting == "Was ist los?"


def test_what_an_administrator_changed_stays():
    Status.objects.filter(state="open").update(name="In work")
    Desk.objects.update(greeting="Good morning")

    lay_foundation()

    assert Status.objects.count() == len(first_statuses())
    assert Status.objects.get(state="open").name == "In work"
    assert Desk.load().greeting == "Good morning"
