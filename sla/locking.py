"""How a row is locked: reloaded in place, without asking again for neighbours it already knows."""

from typing import Any

from django.db.models import ForeignKey, Model, QuerySet


def lock_row(row: Model, rows: QuerySet[Any]) -> None:
    """Lock the row until the transaction ends and bring its own columns up to date.

    Rows it points at stay loaded where it still points at them: configuration and people, read a moment
    ago in the same request. A row of its own (a ticket's clock) changes with it and is asked for again.
    """
    neighbours = {
        field: field.get_cached_value(row)
        for field in row._meta.concrete_fields
        if isinstance(field, ForeignKey) and field.many_to_one and field.is_cached(row)
    }
    row.refresh_from_db(from_queryset=rows.select_for_update(of=("self",)))
    for field, neighbour in neighbours.items():
        if neighbour is not None and neighbour.pk == getattr(row, field.attname):
            field.set_cached_value(row, neighbour)
