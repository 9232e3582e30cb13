"""Say what a ticket is about."""

from django.utils.translation import gettext_lazy as _

from tickets.forms.choices import ChoiceField, topics
from tickets.forms.verb import VerbForm


class RetopicForm(VerbForm):
    one_of_several = empty_says_none = ("topic",)
    topic = ChoiceField(topics, label=_("Help topic"), required=False, nothing=_("No topic"))
