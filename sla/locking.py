"""How a row is locked: reloaded in place, without asking again for neighbours it already knows."""

from functools import cache
from typing import Any

from django.db.models import ForeignKey, Model


def lock_row(row: Model) -> None:
    """Lock the row until the transaction ends and bring its own columns up to date.

    Rows it points at stay loaded where it still points at them: configuration and people, read a moment
    ago in the same request. Rows of its own (a ticket's clock) change with it and are asked for again.
    Nothing is joined in. Raises DoesNotExist where the row is gone.
    """
    model: Any = type(row)
    fresh = next(iter(model._base_manager.raw(_locking(model), [row.pk])), None)
    if fresh is None:
        raise model.DoesNotExist(f"{row!r} is gone.")
    for field in model._meta.concrete_fields:
        value = getattr(fresh, field.attname)
        is_kept = isinstance(field, ForeignKey) and field.many_to_one and value == getattr(row, field.attname)
        if field.is_relation and not is_kept and field.is_cached(row):
            field.delete_cached_value(row)
        setattr(row, field.attname, value)
    for relation in model._meta.related_objects:
        if relation.is_cached(row):
            relation.delete_cached_value(row)
    vars(row).pop("_prefetched_objects_cache", None)


@cache
def _locking(model: type[Model]) -> str:
    """Written out once: every act asks it, and the ORM would compose it anew each time."""
    meta = model._meta
    columns = ", ".join(f'"{field.column}"' for field in meta.concrete_fields)
    return f'SELECT {columns} FROM "{meta.db_table}" WHERE "{meta.pk.column}" = %s FOR UPDATE'  # noqa: S608
