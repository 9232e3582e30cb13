"""Form fields that take time as people write it."""

from datetime import time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from sla.durations import read_duration, write_duration
from sla.models.opening import end_of
from sla.week import joined, overlapping, read_day, write_day


class DurationField(forms.CharField):
    """15 min, 1 h or 2 d 4 h."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.pop("encoder", None)
        super().__init__(**kwargs)
        if self.required:
            self.widget.attrs.setdefault("placeholder", "1 h 30 min")
        self.widget.attrs.setdefault("size", 12)

    def prepare_value(self, value: Any) -> Any:
        return write_duration(value) if isinstance(value, timedelta) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return initial != self.to_python(data)
        except ValidationError:
            return True

    def to_python(self, value: Any) -> Any:
        if isinstance(value, timedelta) or value in self.empty_values:
            return value or None
        try:
            return read_duration(value)
        except ValueError:
            raise ValidationError(
                _("“%(text)s” is no duration. Write numbers with units, such as 15 min, 1 h or 2 d 4 h."),
                params={"text": value},
            )


class DayField(forms.CharField):
    """The openings of one weekday: 08:00–12:00, 13:00–17:00; empty is closed."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=200, **kwargs)
        self.widget.attrs.setdefault("placeholder", _("closed"))
        self.widget.attrs.setdefault("size", 40)

    def prepare_value(self, value: Any) -> Any:
        return write_day(value) if isinstance(value, list) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return (initial or []) != self.to_python(data)
        except ValidationError:
            return True

    def to_python(self, value: Any) -> Any:
        if isinstance(value, list):
            return value
        try:
            day = read_day(value or "")
        except ValueError as unread:
            raise ValidationError(
                _("“%(part)s” is no interval. Write for example 08:00–12:00, 13:00–17:00 or 18:00–24:00."),
                params={"part": str(unread)},
            )
        if overlapping(day):
            raise ValidationError(_("These intervals overlap: %(day)s."), params={"day": write_day(day)})
        return joined(day)


class EndField(forms.TimeField):
    """A time of day that ends something: it may be 24:00."""

    widget = forms.TextInput(attrs={"size": 8, "placeholder": "17:00"})

    def prepare_value(self, value: Any) -> Any:
        return end_of(value) if isinstance(value, time) else value

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str) and value.strip() in {"24:00", "24"}:
            return time.min
        return super().to_python(value)
