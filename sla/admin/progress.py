"""How far the background has come with bringing running clocks after an edit."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from sla.models.clock import ClockQuerySet


def progress_of(clocks: ClockQuerySet) -> str:
    """How many tickets run by this, and while an edit is being brought to them, how many have it already."""
    running = clocks.running()
    total, waiting = running.count(), running.stale().count()
    if not total:
        return _("none")
    if not waiting:
        return _("%(total)s, all computed by what stands here") % {"total": _written(total)}
    return _("recomputing: %(done)s of %(total)s done") % {
        "done": _written(total - waiting),
        "total": _written(total),
    }


def _written(number: int) -> str:
    return number_format(number, force_grouping=True)
