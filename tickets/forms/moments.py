"""A moment that people choose in their own time zone."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class MomentField(forms.DateTimeField):
    """A date and a time of day in the reader's zone; cleans to an aware moment."""

    default_error_messages = {"invalid": _("Give a date and a time, such as 2026-11-17 10:20.")}

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})
        super().__init__(**{"widget": widget, **kwargs})
