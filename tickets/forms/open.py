"""Open a ticket in the support center."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from helpdesk.ui.widgets import Cards
from tickets.forms.fields import AddressField, LineField, MessageField
from tickets.forms.uploads import SendingForm
from tickets.models import HelpTopic

Choice = tuple[str, str] | tuple[str, list[tuple[str, str]]]
LONGEST_NAME: Final = 120
LONGEST_SUBJECT: Final = 200


class TopicField(forms.TypedChoiceField):
    """One of the public topics, grouped by the topic they stand below; cleans to the topic."""

    default_error_messages = {
        "required": _("Choose what it is about. If nothing fits, take what comes nearest."),
        "invalid_choice": _("This topic is no longer offered. Please choose another one."),
    }

    def __init__(self, topics: Iterable[HelpTopic], **kwargs: Any) -> None:
        self.topics = {str(topic.pk): topic for topic in topics}
        super().__init__(
            coerce=self.topics.__getitem__,
            empty_value=None,
            choices=list(grouped(self.topics.values())),
            widget=Cards(self._describe),
            **kwargs,
        )

    def to_python(self, value: Any) -> str:
        """A topic is recognised by its name too, as it is read on the page."""
        written: str = super().to_python(value)
        named = [key for key, topic in self.topics.items() if topic.name == written.strip()]
        return named[0] if written not in self.topics and len(named) == 1 else written

    def _describe(self, value: str) -> tuple[str, str]:
        topic = self.topics[str(value)]
        return topic.icon, topic.description


def grouped(topics: Iterable[HelpTopic]) -> Iterator[Choice]:
    """Topics as choices: first those that stand alone, then groups, each led by the topic it is named for."""
    offered = {topic.pk: topic for topic in topics}
    groups: dict[int, list[HelpTopic]] = {}
    for topic in offered.values():
        groups.setdefault(_top_of(topic, offered).pk, []).append(topic)
    alone = [group[0] for group in groups.values() if len(group) == 1]
    yield from (_choice(topic) for topic in alone)
    for key, group in groups.items():
        if len(group) > 1:
            led = [offered[key], *(topic for topic in group if topic.pk != key)]
            yield offered[key].name, [_choice(topic) for topic in led]


def _choice(topic: HelpTopic) -> tuple[str, str]:
    return str(topic.pk), topic.name


def _top_of(topic: HelpTopic, offered: Mapping[int, HelpTopic]) -> HelpTopic:
    """The highest topic above this one that is offered too; a ring of topics has none and ends the climb."""
    climbed = {topic.pk}
    while (above := offered.get(topic.parent_id or 0)) is not None and above.pk not in climbed:
        topic = above
        climbed.add(topic.pk)
    return topic


class OpenForm(SendingForm):
    """What we ask of somebody who opens a ticket; who is signed in has told us already who that is."""

    name = LineField(
        label=_("Name"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Tell us your name, so that we know whom we talk to.")},
    )
    email = AddressField(
        label=_("E-mail"),
        help_text=_("We send the number and a link to your ticket here."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": _("We need an address to answer you.")},
    )
    phone = LineField(
        label=_("Phone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "type": "tel"}),
    )
    subject = LineField(
        label=_("Subject"),
        max_length=LONGEST_SUBJECT,
        error_messages={"required": _("Say in a few words what it is about.")},
    )
    message = MessageField(help_text=_("What happens, since when, and what you tried."))
    website = forms.CharField(
        label=_("Website (leave this empty)"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    field_order = ("topic", "name", "phone", "email", "subject", "message", "attachments")

    def __init__(self, *args: Any, topics: Iterable[HelpTopic], is_known: bool, **kwargs: Any) -> None:
        """`is_known`: the requester is signed in, so nothing about the person is asked."""
        super().__init__(*args, **kwargs)
        topics = list(topics)
        if topics:
            self.fields["topic"] = TopicField(topics, label=_("What is it about?"))
        if is_known:
            for name in ("name", "email", "phone", "website"):
                del self.fields[name]
        self.order_fields(self.field_order)

    def clean_website(self) -> str:
        """People don't see this field; what fills in every field it finds is no person."""
        if self.cleaned_data["website"]:
            raise forms.ValidationError(
                _("Please empty this field: it is there to tell people from machines."), code="machine"
            )
        return ""
