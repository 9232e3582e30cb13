"""The desk's name for letters that are written without a request, where no context knows the desk."""

from django import template

from tickets.models import Desk

register = template.Library()


@register.simple_tag
def desk_name() -> str:
    """The name that stands on every page and in every mail."""
    return Desk.load().name
