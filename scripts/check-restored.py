#!/usr/bin/env python3
"""Holds `--repair` to the places that a corpus says arithmetic restores.

usage: check-restored.py TRUTH_FOLDER PLAIN_OUTPUT REPAIRED_OUTPUT

A labelled release may have a list `restored`: figures that run together in one cell, digits misread, labels and headings
torn or garbled. With `--repair` each must come out right and, if it is a figure, as `repaired`; without it the value must
be proposed and the cell be suspect or text. Prints what does not, and exits with 1 then.
"""

import json
import sys
from decimal import Decimal
from pathlib import Path


def folded(text):
    return "".join(text.split()).lower()


def statements(folder, name, title):
    path = folder / name / "release.json"
    release = json.loads(path.read_text(encoding="utf-8"))
    return [s for s in release["statements"] if folded(title)[:60] in folded(s["title"])]


def label_of(statement, row):
    return next((r["label"] for r in statement["rows"] if r["row"] == row), None)


def is_repaired(statement, entry):
    """The figure stands in a row of its name, put right, with what is printed as it was."""
    rows = [r for r in statement["rows"] if r["label"] == entry["label"]]
    cells = [c for r in rows for c in r["cells"] if isinstance(c, dict) and c["status"] == "repaired"]
    printed = entry["text"].split(" (row above")[0]
    return any(Decimal(c["shown"]) == Decimal(entry["value"]) and c["printed"] == printed for c in cells)


def is_proposed(statement, entry):
    """The value is proposed, and the cell is not sold as proved meanwhile."""
    for repair in statement["repairs"]:
        if Decimal(repair["shown"]) != Decimal(entry["value"]) or repair["applied"]:
            continue
        cells = [r["cells"] for r in statement["rows"] if r["row"] == repair["row"]]
        columns = [at for at, c in enumerate(statement["columns"]) if c["col"] == repair["col"]]
        cell = cells[0][columns[0]] if cells and columns else None
        if isinstance(cell, str) or isinstance(cell, dict) and cell["status"] == "suspect":
            return True
    return False


def is_right(entry, plain, repaired):
    if entry["label"] is None:
        return any(c["heading"] == entry["column"] for s in plain + repaired for c in s["columns"])
    if entry["column"] is None:
        proposed = any(d["proposed"] == entry["value"] for s in plain for d in s["doubts"])
        return proposed and any(r["label"] == entry["value"] for s in repaired for r in s["rows"])
    proposed = any(is_proposed(s, entry) for s in plain)
    return proposed and any(is_repaired(s, entry) for s in repaired)


def main():
    truth, plain, repaired = map(Path, sys.argv[1:])
    right = wrong = 0
    for path in sorted(truth.glob("*.json")):
        for entry in json.loads(path.read_text(encoding="utf-8")).get("restored", []):
            found = [statements(out, path.stem, entry["statement"]) for out in (plain, repaired)]
            if is_right(entry, *found):
                right += 1
            else:
                wrong += 1
                print(f"restored: {path.stem}, {entry['label']} [{entry['column']}] is not {entry['value']}")
    print(f"restored: {right} of {right + wrong} places")
    sys.exit(1 if wrong else 0)


main()
