"""Prints lives: each table's rows of a life once more, moved in time, with other keys and other people.

The SQL is made from the models, so that a new field is printed like its kind: moments move, keys of what
belongs to the life are shifted, agents and requesters are replaced, everything else stays as it is.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from django.db import connection, models
from django.db.backends.utils import CursorWrapper

from agents.models import Agent
from helpdesk.load.lives import DEVICE
from sla.models import Clock, Firing, Stop, Target
from tickets.models import (
    Collaborator,
    Delivery,
    Entry,
    Escalation,
    Event,
    Follower,
    Organization,
    Requester,
    Ticket,
    TicketAccess,
)
from tickets.operations.search_documents import renew

Model = type[models.Model]

SHIFTED: Final[tuple[Model, ...]] = (Clock, Ticket, Target, Entry)
"""What others of the life point to; a print shifts these keys by one number each."""

OF_A_LIFE: Final[dict[Model, str]] = {
    # in the order of their keys, with the condition for belonging to a life `m`
    Clock: "r.id = m.clock",
    Ticket: "r.id = m.ticket",
    Stop: "r.clock_id = m.clock",
    Target: "r.clock_id = m.clock",
    Firing: "r.target_id IN (SELECT id FROM sla_target WHERE clock_id = m.clock)",
    Entry: "r.ticket_id = m.ticket",
    Event: "r.ticket_id = m.ticket",
    Delivery: "r.ticket_id = m.ticket",
    TicketAccess: "r.ticket_id = m.ticket",
    Escalation: "r.ticket_id = m.ticket",
    Follower: "r.ticket_id = m.ticket",
    Collaborator: "r.ticket_id = m.ticket",
}

LIFE_COLUMNS: Final = {
    "ticket": "bigint",
    "clock": "bigint",
    "agent": "bigint",
    "agent_name": "text",
    "agent_address": "text",
    "referee": "bigint",
    "referee_name": "text",
    "requester": "bigint",
    "address": "text",
}
PRINT_COLUMNS: Final = {
    "life": "bigint",
    "ticket_shift": "bigint",
    "clock_shift": "bigint",
    "target_shift": "bigint",
    "entry_shift": "bigint",
    "moved": "interval",
    "number": "text",
    "agent": "bigint",
    "agent_name": "text",
    "agent_address": "text",
    "referee": "bigint",
    "referee_name": "text",
    "requester": "bigint",
    "address": "text",
    "organization": "bigint",
    "device": "text",
}


def keep_lives(rows: Sequence[Sequence[object]]) -> None:
    """Put the lives aside for this connection, so that printing never reads the tables it fills."""
    with connection.cursor() as cursor:
        _make(cursor, "load_life", LIFE_COLUMNS)
        _make(cursor, "load_print", PRINT_COLUMNS)
        copy_rows("load_life", list(LIFE_COLUMNS), rows)
        for model, belongs in OF_A_LIFE.items():
            table = model._meta.db_table
            cursor.execute(f"DROP TABLE IF EXISTS load_{table}")
            cursor.execute(
                f"CREATE TEMPORARY TABLE load_{table} AS "  # noqa: S608
                f"SELECT m.ticket AS life, r.* FROM load_life m JOIN {table} r ON {belongs} ORDER BY 1, r.id"
            )
            cursor.execute(f"ANALYZE load_{table}")


def print_lives(rows: Sequence[Sequence[object]]) -> None:
    """Print as many lives as there are rows; the caller holds a transaction."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE load_print")
        copy_rows("load_print", list(PRINT_COLUMNS), rows)
        cursor.execute("ANALYZE load_print")
        for model in OF_A_LIFE:
            cursor.execute(_printing(model))
        cursor.execute("SELECT life + ticket_shift FROM load_print ORDER BY 1")
        renew([key for (key,) in cursor.fetchall()])


def reserve_keys(model: Model, count: int) -> int:
    """Take as many keys from the sequence of a table; returns the first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT setval(sequence, last + %s) - %s + 1 FROM "
            "(SELECT pg_get_serial_sequence(%s, 'id') AS sequence, "
            "nextval(pg_get_serial_sequence(%s, 'id')) AS last) AS taken",
            [count, count, model._meta.db_table, model._meta.db_table],
        )
        return int(cursor.fetchone()[0])


def copy_rows(table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write rows by COPY, which is what PostgreSQL has for many."""
    command = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(command) as copy:
        for row in rows:
            copy.write_row(row)


def _make(cursor: CursorWrapper, table: str, columns: dict[str, str]) -> None:
    written = ", ".join(f"{name} {kind}" for name, kind in columns.items())
    cursor.execute(f"DROP TABLE IF EXISTS {table}")
    cursor.execute(f"CREATE TEMPORARY TABLE {table} ({written})")


def _printing(model: Model) -> str:
    columns: dict[str, str] = {}
    for field in model._meta.concrete_fields:
        if field.primary_key and model not in SHIFTED:
            continue
        columns[f'"{field.column}"'] = _printed(model, field)
    table = model._meta.db_table
    return (
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(columns.values())} "  # noqa: S608
        f"FROM load_print p JOIN load_life m ON m.ticket = p.life JOIN load_{table} r ON r.life = p.life"
    )


def _printed(model: Model, field: models.Field) -> str:
    """What stands in a column of a print, as SQL: `r` is the row of the life, `m` the life, `p` the print."""
    old = f'r."{field.column}"'
    target: Model | None = model if field.primary_key else field.related_model
    if target in SHIFTED:
        return f"{old} + p.{target._meta.model_name}_shift"
    if target is Agent:
        return f"CASE {old} WHEN m.agent THEN p.agent WHEN m.referee THEN p.referee ELSE {old} END"
    if target is Requester:
        return f"CASE {old} WHEN m.requester THEN p.requester ELSE {old} END"
    if target is Organization:
        return "p.organization"
    if isinstance(field, models.DateTimeField):
        return f"{old} + p.moved"
    if isinstance(field, models.UUIDField):
        return f"md5({old}::text || p.number)::uuid"
    return _SAID.get(field.name, "{old}").format(old=old)


_SAID: Final = {
    "number": "p.number",
    "address": (
        "CASE {old} WHEN m.address THEN p.address WHEN m.agent_address THEN p.agent_address ELSE {old} END"
    ),
    "subject": f"replace({{old}}, '{DEVICE}', p.device)",
    "body_html": f"replace({{old}}, '{DEVICE}', p.device)",
    "body_text": f"replace({{old}}, '{DEVICE}', p.device)",
    # Names are told as they were, and so are moments, which are text in JSON.
    "details": (
        "replace(replace(replace({old}::text, m.agent_name, p.agent_name), m.referee_name, p.referee_name), "
        "m.address, p.address)::jsonb"
        + "".join(
            f" || CASE WHEN jsonb_typeof({{old}}->'{name}') = 'string' THEN "
            f"jsonb_build_object('{name}', ({{old}}->>'{name}')::timestamptz + p.moved) ELSE '{{{{}}}}' END"
            for name in ("at", "due_at", "until")
        )
    ),
}
