"""The scores of the board: beside what they were, and held to their floors."""

import json
from math import floor

from board_sets import SUMS

# In the order of the table.
PARTS = ("fixtures", "cases", "corpus pdf", "corpus text", "corpus", "world", "languages", "tagged pdf", "tagged text")
# Fewer of these is better. They have no floor.
LOWER_IS_BETTER = {"wrong"}


def place(part):
    """Where a part stands in the tables: the scorers end in any order."""
    return PARTS.index(part) if part in PARTS else len(PARTS)


def each(scores):
    """Every score with its path: part, group, name."""
    for part, groups in scores.items():
        for group, figures in groups.items():
            for name, value in figures.items():
                yield (part, group, name), value


def shown(value):
    if value is None:
        return "-"
    return str(value) if isinstance(value, int) else f"{value:.4f}"


def change(name, now, was):
    """Above zero where it got better, below where it got worse."""
    if now is None or was is None or abs(now - was) < 1e-9:
        return 0
    return (now - was) * (-1 if name in LOWER_IS_BETTER else 1)


def table(scores, before):
    """The lines of the table: a part and a group each, every score beside what it was."""
    rows = {}
    for side, values in (("now", scores), ("was", before)):
        for (part, group, name), value in each(values):
            rows.setdefault(part, {}).setdefault(group, {}).setdefault(name, {})[side] = value
    for part in sorted(rows, key=place):
        for group, figures in rows[part].items():
            cells = []
            for name, sides in figures.items():
                now, was = sides.get("now"), sides.get("was")
                better = change(name, now, was)
                mark = "+" if better > 0 else "!" if better < 0 else " "
                cells.append(f"{name:>6} {shown(now):>6}{mark}{'(' + shown(was) + ')':<8}")
            yield f"{part:13}{group:10}{'  '.join(cells)}".rstrip()


def changes(scores, before):
    """The scores that rose and those that fell, worst first, in words."""
    was = dict(each(before))
    found = [(change(path[2], now, was.get(path)), path, now) for path, now in each(scores)]
    for better, path, now in sorted(f for f in found if f[0]):
        how = "better" if better > 0 else "WORSE"
        yield f"{how:7}{' '.join(path):36}{shown(was[path])} -> {shown(now)}  ({better:+.4f})"


def count_table(counts, before):
    names = ["inputs", "partial", "failed", *SUMS, "seconds"]
    yield f"{'':12}" + "".join(f"{name:>18}" for name in names)
    for part in [*counts, *(part for part in before if part not in counts)]:
        now, was = counts.get(part, {}), before.get(part, {})
        cells = []
        for name in names:
            cell = str(now.get(name, "-"))
            if name in was:
                mark = " " if name == "seconds" or was[name] == now.get(name) else "*"
                cell += f"{mark}({was[name]})"
            cells.append(f"{cell:>18}")
        yield f"{part:12}{''.join(cells)}"


def rounded_down(value):
    """At four decimals, so that a floor is never above what was measured."""
    return value if isinstance(value, int) else floor(value * 10000 + 1e-6) / 10000


def as_floors(scores):
    """The scores as floors would have them."""
    floors = {}
    for (part, group, name), value in each(scores):
        floors.setdefault(part, {}).setdefault(group, {})[name] = rounded_down(value)
    return floors


def below(scores, floors, parts):
    """A line for each floor that does not hold, of the parts that were there to be measured."""
    now = dict(each(scores))
    for path, least in each(floors):
        if path[0] in parts and path not in now:
            yield f"{' '.join(path)} was not measured, its floor is {shown(least)}"
        elif path in now and now[path] < least:
            yield f"{' '.join(path)}: {shown(now[path])} is below its floor of {shown(least)}"


def raised(scores, floors):
    """The floors with every rise written in; none of them sinks. And how many rose or are new."""
    rises = 0
    for (part, group, name), value in each(as_floors(scores)):
        if name in LOWER_IS_BETTER:
            continue
        group = floors.setdefault(part, {}).setdefault(group, {})
        if name not in group or group[name] < value:
            group[name] = value
            rises += 1
    return floors, rises


def write_floors(path, floors):
    """A line for each group, as the table has it."""
    parts = []
    for part, groups in floors.items():
        lines = [f"    {json.dumps(group)}: {json.dumps(figures)}" for group, figures in groups.items()]
        parts.append(f"  {json.dumps(part)}: {{\n" + ",\n".join(lines) + "\n  }")
    path.write_text("{\n" + ",\n".join(parts) + "\n}\n", encoding="utf-8")
