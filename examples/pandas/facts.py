"""All figures of an output folder as one data frame.

    python examples/pandas/facts.py out
"""

import sys
from pathlib import Path

import pandas as pd

# A float holds every figure that is printed; where sums must be exact, read `value` with converters={"value": decimal.Decimal}.
COLUMNS = {"value": "float64", "row": "Int64", "col": "Int64", "page": "Int64", "decimals": "Int64"}
DATES = ["period_start", "period_end"]


def facts(out: Path) -> pd.DataFrame:
    """Every facts.csv below an output folder. An empty label is an empty label, not a missing one."""
    files = sorted(out.glob("*/facts.csv"))
    missing = {day: [""] for day in DATES}
    frames = [pd.read_csv(f, dtype=COLUMNS, parse_dates=DATES, keep_default_na=False, na_values=missing) for f in files]
    return pd.concat(frames, ignore_index=True)


def over_time(frame: pd.DataFrame, label: str) -> pd.DataFrame:
    """A line item of the balance sheets: a row for each release, a column for each day."""
    rows = frame[(frame.kind == "balance_sheet") & (frame.label.str.lower() == label.lower()) & (frame.unit != "percent")]
    return rows.pivot_table(index=["release", "unit"], columns="period_end", values="value", aggfunc="first")


def main() -> None:
    frame = facts(Path(sys.argv[1]))
    print(f"{len(frame)} figures of {frame.release.nunique()} releases")
    print(frame.status.value_counts().to_string())
    print(over_time(frame, "Total assets").to_string())
    doubtful = frame[frame.status == "suspect"]
    print(f"{len(doubtful)} figures in doubt")
    if len(doubtful):
        print(doubtful[["release", "page", "label", "printed"]].to_string(index=False))


if __name__ == "__main__":
    main()
