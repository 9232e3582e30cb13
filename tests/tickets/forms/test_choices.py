"""By which words a choice is recognised."""

import pytest

from tests.sla.plans import make_plan
from tickets.forms.choices import ChoiceField, Option, plans


@pytest.fixture
def field():
    field = ChoiceField()
    options = [
        Option("1", "High", "high", aliases=("Urgent",)),
        Option("2", "1", "one"),
        Option("3", "urgent", "small"),
        Option("4", "Late (a)", "a", aliases=("Late",)),
        Option("5", "Late (b)", "b", aliases=("Late",)),
        Option("6", "ALL", "capitals"),
        Option("7", "All", "capital"),
    ]
    field.offer_options(options, nothing="–")
    return field


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1", "high"),
        ("High", "high"),
        (" high ", "high"),
        ("HIGH", "high"),
        ("Urgent", "high"),
        ("urgent", "small"),
        ("URGENT", "small"),
        ("late (A)", "a"),
        ("All", "capital"),
    ],
)
def test_values_win_over_labels_and_exact_labels_over_others(field, written, meant):
    assert field.clean(written) == meant


@pytest.mark.parametrize("written", ["Late", "late", "all", "Higher", "Hi"])
def test_what_could_mean_several_or_none_is_no_choice(field, written):
    assert field.find(written) is None


@pytest.mark.django_db
def test_a_plan_is_known_by_its_short_name_where_only_one_has_it():
    sev_a, _sev_b, _other_b = (
        make_plan(name) for name in ("Sev-A (1 hour, 24/7)", "Sev-B (4 h)", "Sev-B (x)")
    )
    field = ChoiceField()
    field.offer_groups(plans())

    assert field.clean("sev-a") == sev_a
    assert field.find("Sev-B") is None
