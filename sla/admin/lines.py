"""The lines of an inline formset that are to stay."""

from typing import Any

from django.forms import BaseInlineFormSet


def is_kept(form: Any) -> bool:
    """Filled in and not to be deleted."""
    cleaned = getattr(form, "cleaned_data", {})
    return bool(cleaned) and not cleaned.get("DELETE")


def kept_lines(formset: BaseInlineFormSet) -> list[dict[str, Any]]:
    return [form.cleaned_data for form in formset.forms if is_kept(form)]
