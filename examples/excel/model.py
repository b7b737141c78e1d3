"""A workbook with the figures of an output folder and a small model that looks them up.

    python examples/excel/model.py out model.xlsx

With --imported the sheet of figures is the one that a spreadsheet made of facts.csv when it opened it:

    soffice --headless --convert-to xlsx --infilter=CSV:44,34,76,1 --outdir imported out/facts.csv
    python examples/excel/model.py out model.xlsx --imported imported/facts.xlsx

With --check it reads the workbook again, once a spreadsheet has computed it, and holds the model against the figures:

    soffice --headless --convert-to xlsx --outdir computed model.xlsx
    python examples/excel/model.py out computed/model.xlsx --check
"""

import csv
import sys
from collections import Counter
from datetime import date
from pathlib import Path

from openpyxl import Workbook, load_workbook

NUMBERS = {"page", "row", "col", "value", "decimals", "x0", "y0", "x1", "y1"}
DATES = {"period_start", "period_end"}
# What the model asks for; a spreadsheet does not tell upper from lower case.
ITEMS = [("balance_sheet", "Total assets"), ("income_statement", "Net income"), ("cash_flow", "Depreciation and amortization")]
HEAD = ["release", "kind", "label", "day", "duration", "unit", "figures", "value", "proved"]
# Release, kind, label, day, duration and unit of a row of the model; what is printed twice would be added up.
WHICH = "facts!A:A,A{0},facts!C:C,B{0},facts!I:I,C{0},facts!L:L,D{0},facts!M:M,E{0},facts!O:O,F{0}"
FORMULAS = [f"=COUNTIFS({WHICH})", f'=IF(G{{0}}=1,SUMIFS(facts!N:N,{WHICH}),"look")', f'=COUNTIFS({WHICH},facts!R:R,"footed")=G{{0}}']


def cell(name: str, text: str):
    if name in NUMBERS and text:
        return float(text)
    return date.fromisoformat(text) if name in DATES and text else text


def facts(out: Path) -> list[dict]:
    return [row for file in sorted(out.glob("*/facts.csv")) for row in csv.DictReader(file.open(encoding="utf-8", newline=""))]


def key(row: dict) -> tuple:
    return row["release"], row["kind"], row["label"].lower(), row["period_end"], row["duration"], row["unit"]


def wanted(rows: list[dict]) -> dict[tuple, list[dict]]:
    """The figures of each row of the model."""
    items = {(kind, label.lower()) for kind, label in ITEMS}
    asked = dict.fromkeys(key(r) for r in rows if key(r)[1:3] in items and r["period_end"])
    return {name: [r for r in rows if key(r) == name] for name in asked}


def build(rows: list[dict], file: str, imported: str | None = None) -> None:
    book = Workbook()
    model, sheet = book.active, book.create_sheet("facts")
    model.title = "model"
    if imported:
        lines = load_workbook(imported, read_only=True).active.iter_rows(values_only=True)
    else:
        lines = [list(rows[0]), *([cell(name, text) for name, text in row.items()] for row in rows)]
    for line in lines:
        sheet.append(line)
    model.append(HEAD)
    for number, (release, kind, label, day, *rest) in enumerate(wanted(rows), start=2):
        model.append([release, kind, label, date.fromisoformat(day), *rest, *(f.format(number) for f in FORMULAS)])
    book.save(file)


def check(rows: list[dict], file: str) -> None:
    model = load_workbook(file, data_only=True)["model"]
    computed = {(*r[:3], r[3].date().isoformat(), *r[4:6]): r[6:9] for r in model.iter_rows(min_row=2, values_only=True)}
    one = lambda figures: float(figures[0]["value"]) if len(figures) == 1 else "look"
    proved = lambda figures: all(r["status"] == "footed" for r in figures)
    expected = {name: (len(figures), one(figures), proved(figures)) for name, figures in wanted(rows).items()}
    assert computed == expected, [(name, computed.get(name), expected[name]) for name in expected if computed.get(name) != expected[name]]
    asked = Counter(name[2] for name in expected)
    print(f"{len(computed)} rows computed by formulas, all as in facts.csv: {dict(asked)}")


if __name__ == "__main__":
    out, file, *rest = sys.argv[1:]
    if "--check" in rest:
        check(facts(Path(out)), file)
    else:
        build(facts(Path(out)), file, rest[1] if "--imported" in rest else None)
