"""A workbook with the figures of an output folder and a small model that looks them up.

    python examples/excel/model.py out model.xlsx

With --check it reads the workbook again, once a spreadsheet has computed it, and holds the model against the figures:

    soffice --headless --convert-to xlsx --outdir computed model.xlsx
    python examples/excel/model.py out computed/model.xlsx --check
"""

import csv
import sys
from datetime import date
from pathlib import Path

from openpyxl import Workbook, load_workbook

NUMBERS = {"page", "row", "col", "value", "decimals", "x0", "y0", "x1", "y1"}
DATES = {"period_start", "period_end"}
LOOKUP = '=SUMIFS(facts!N:N, facts!A:A, A{0}, facts!C:C, "balance_sheet", facts!I:I, "Total assets", facts!L:L, B{0})'


def cell(name: str, text: str):
    if name in NUMBERS:
        return float(text)
    return date.fromisoformat(text) if name in DATES and text else text


def facts(out: Path) -> list[dict]:
    return [row for file in sorted(out.glob("*/facts.csv")) for row in csv.DictReader(file.open(encoding="utf-8", newline=""))]


def wanted(rows: list[dict]) -> list[dict]:
    """Total assets where a release prints them once for a day."""
    totals = [r for r in rows if r["kind"] == "balance_sheet" and r["label"].lower() == "total assets" and r["period_end"]]
    key = lambda r: (r["release"], r["period_end"])
    return [r for r in totals if sum(key(r) == key(other) for other in totals) == 1]


def build(rows: list[dict], file: str) -> None:
    book = Workbook()
    model, sheet = book.active, book.create_sheet("facts")
    model.title = "model"
    sheet.append(list(rows[0]))
    for row in rows:
        sheet.append([cell(name, text) for name, text in row.items()])
    model.append(["release", "day", "total assets"])
    for number, row in enumerate(wanted(rows), start=2):
        model.append([row["release"], date.fromisoformat(row["period_end"]), LOOKUP.format(number)])
    book.save(file)


def check(rows: list[dict], file: str) -> None:
    model = load_workbook(file, data_only=True)["model"]
    computed = {(r[0], r[1].date().isoformat()): r[2] for r in model.iter_rows(min_row=2, values_only=True)}
    expected = {(r["release"], r["period_end"]): float(r["value"]) for r in wanted(rows)}
    assert computed == expected, f"{computed} is not {expected}"
    print(f"{len(computed)} figures looked up by formulas, all as in facts.csv")


if __name__ == "__main__":
    run = check if "--check" in sys.argv else build
    run(facts(Path(sys.argv[1])), sys.argv[2])
