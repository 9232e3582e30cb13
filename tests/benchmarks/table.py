"""One plain table (Markdown) of what was found, and below it what is not as it should be."""


def print_table(found: list[dict]) -> int:
    """Print it; returns 1 if something is wrong."""
    _print_row(
        "",
        *(
            f"{desk['tickets']:,} tickets: queries | CPU ms (PostgreSQL) | × floor | kB (gzip)"
            for desk in found
        ),
    )
    _print_row("---", *("---: | ---: | ---: | ---:" for _desk in found))
    for rows in zip(*([desk["floor"], *desk["pages"]] for desk in found), strict=True):
        cells = [_page(row, desk["floor"]) for row, desk in zip(rows, found, strict=True)]
        _print_row(rows[0]["name"], *cells)
    print()
    _print_row("", *(f"{desk['tickets']:,} tickets" for desk in found))
    _print_row("---", *("---:" for _desk in found))
    for index, measured in enumerate(found[0]["clocks"]):
        others = [desk["clocks"][index] if index < len(desk["clocks"]) else None for desk in found]
        _print_row(f"{measured['name']} ({measured['unit']})", *(_value(each) for each in others))
    _print_row("filling the desk (s)", *(f"{desk['filled']:.0f}" for desk in found))
    _print_row("load of the machine meanwhile", *(f"{desk['load']:.1f}" for desk in found))
    faults = [fault for desk in found for fault in _faults(desk)] + _growing(found)
    for fault in faults:
        print(f"\nWRONG: {fault}")
    return 1 if faults else 0


def _page(row: dict, floor: dict) -> str:
    cost = row["cost"]
    times = cost["cpu"] / floor["cost"]["cpu"]
    return (
        f"{cost['queries']} | {cost['cpu']:.1f} ({cost['database']:.1f}) | {times:.1f} | "
        f"{row['length'] / 1000:.0f} ({row['sent'] / 1000:.0f})"
    )


def _value(measured: dict | None) -> str:
    return f"{measured['value']:.2f}" if measured else ""


def _faults(desk: dict) -> list[str]:
    size = f"at {desk['tickets']:,} tickets"
    return [
        *(f"{size}, {plan}" for plan in desk["plans"]),
        *(
            f"{size}, {row['name']}: {row['cost']['queries']} queries, at most {row['most_queries']}"
            for row in desk["pages"]
            if row["most_queries"] is not None and row["cost"]["queries"] > row["most_queries"]
        ),
        *(
            f"{size}, {each['name']}: {each['value']:.2f} {each['unit']}, at most {each['most']}"
            for each in desk["clocks"]
            if each["most"] is not None and each["value"] > each["most"]
        ),
    ]


def _growing(found: list[dict]) -> list[str]:
    """Pages that ask more on the largest desk than on the smallest, or for which PostgreSQL works so much
    more that the page as a whole takes more than 1.3 times as long; a page may be fuller there."""
    return [
        f"{few['name']} grows with the desk: {few['cost']} → {many['cost']}"
        for few, many in zip(found[0]["pages"], found[-1]["pages"], strict=True)
        if many["cost"]["queries"] > few["cost"]["queries"] or _times(few["cost"], many["cost"]) > 1.3
    ]


def _times(few: dict, many: dict) -> float:
    return many["cpu"] / (many["cpu"] - many["database"] + few["database"])


def _print_row(*cells: str) -> None:
    print(f"| {' | '.join(cells)} |")
