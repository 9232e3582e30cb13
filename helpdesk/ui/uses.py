"""Where a row is used, whatever lies above its app: asked of the keys that lead to it."""

from collections.abc import Collection
from typing import cast

from django.db.models import ForeignObjectRel, Model
from django.utils.text import capfirst


def uses_of(row: Model, *, parts: Collection[type[Model]] = ()) -> list[tuple[str, int]]:
    """What refers to this row and how often, as (plural name, count), the most frequent first.

    What the row itself names (the members of a team) isn't a use of it, nor what is part of it.
    """
    counts: dict[str, int] = {}
    for relation in row._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ForeignObjectRel) or relation.many_to_many:
            continue
        referring = cast(type[Model], relation.related_model)
        owner = cast(type[Model], referring._meta.auto_created or referring)
        if referring in parts or (owner is type(row) and owner is not referring):
            continue
        count = referring._base_manager.filter(**{relation.field.name: row}).count()
        name = capfirst(str(owner._meta.verbose_name_plural))
        counts[name] = counts.get(name, 0) + count
    return sorted(((name, count) for name, count in counts.items() if count), key=lambda use: -use[1])
