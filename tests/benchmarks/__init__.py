"""What a large desk costs: `make bench` (ARGS="1000 100000 1000000" for other sizes).

Each size is a database of its own, filled by `seed_load` and measured by a process of its own. Costs are CPU
of this process and of its back end in PostgreSQL, which neighbours on the machine disturb least.
"""
