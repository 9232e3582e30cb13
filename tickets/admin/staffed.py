"""Where tickets go, somebody must see them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agents.admin.archiving import ArchivableForm
from agents.models import Agent, Department


def refuse_unstaffed(form: forms.ModelForm, name: str, department: Department | None) -> None:
    """Put an error on the field where no active agent works in the department: its tickets would be lost."""
    if department is None:
        return
    if not Agent.objects.active().filter(memberships__department=department).exists():
        form.add_error(
            name,
            _("Nobody works in %(department)s yet: nobody would see its tickets. Add an agent there first.")
            % {"department": department},
        )


class StaffedTopicForm(ArchivableForm):
    """A topic leads to a department in which somebody works."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        refuse_unstaffed(self, "department", cleaned.get("department"))
        return cleaned


class StaffedDeskForm(forms.ModelForm):
    """What nothing else decides goes to a department in which somebody works."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        refuse_unstaffed(self, "default_department", cleaned.get("default_department"))
        return cleaned
