"""Words that gather tickets."""

from typing import Any, Final

from django import forms
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from tickets.forms.fields import TOO_LONG, LineField
from tickets.forms.verb import VerbForm
from tickets.models import Tag
from tickets.models.tag import LONGEST_TAG

OFTEN: Final = 12
"""Tags that are offered as examples."""


class TagsField(LineField):
    """Names parted by commas, a hash before them or not; cleans to a list of names."""

    def clean(self, value: Any) -> list[str]:
        names = [name.strip().removeprefix("#").strip() for name in super().clean(value).split(",")]
        for name in names:
            if len(name) > LONGEST_TAG:
                about = {"show_value": len(name), "limit_value": LONGEST_TAG}
                raise forms.ValidationError(TOO_LONG, code="max_length", params=about)
        return list(dict.fromkeys(filter(None, names)))


class PutOnForm(VerbForm):
    """Tags to put on."""

    tags = TagsField(
        label=_("Put on"), max_length=400, error_messages={"required": _("Type a tag to put on.")}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["comment"]
        self.fields["tags"].help_text = _parted(_in_use())


class TagForm(PutOnForm):
    """Tags to put on, and those of the ticket to take off."""

    one_of_several = ("tags",)
    tags = TagsField(label=_("Put on"), max_length=400, required=False)
    remove = forms.ModelMultipleChoiceField(
        Tag.objects.none(), label=_("Take off"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        of_ticket = self.ticket.tags.all()
        if of_ticket:
            field: Any = self.fields["remove"]
            field.queryset = of_ticket
        else:
            del self.fields["remove"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not self.errors and not given.get("tags") and not given.get("remove"):
            self.add_error("tags", _("Type a tag to put on, or choose one to take off."))
        return given


def _in_use() -> list[str]:
    """The tags that most tickets have."""
    often = Tag.objects.annotate(times=Count("tickets")).order_by("-times", "name")[:OFTEN]
    return sorted((tag.name for tag in often), key=str.lower)


def _parted(names: list[str]) -> Any:
    return _("Commas part them. In use: %s.") % ", ".join(names) if names else _("Commas part them.")
