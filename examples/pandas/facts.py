"""All figures of an output folder as one data frame.

    python examples/pandas/facts.py out
"""

import sys
from pathlib import Path

import pandas as pd

# Values keep every digit as text until they are asked for as numbers; dates are dates.
COLUMNS = {"value": "float64", "row": "Int64", "col": "Int64", "page": "Int64", "decimals": "Int64"}
DATES = ["period_start", "period_end"]


def facts(out: Path) -> pd.DataFrame:
    """Every facts.csv below an output folder. An empty label is an empty label, not a missing one."""
    files = sorted(out.glob("*/facts.csv"))
    frames = [pd.read_csv(f, dtype=COLUMNS, parse_dates=DATES, keep_default_na=False, na_values={d: [""] for d in DATES}) for f in files]
    return pd.concat(frames, ignore_index=True)


def over_time(frame: pd.DataFrame, label: str) -> pd.DataFrame:
    """A line item of the balance sheets: a row for each release, a column for each day."""
    rows = frame[(frame.kind == "balance_sheet") & (frame.label.str.lower() == label.lower()) & frame.period_end.notna()]
    return rows.pivot_table(index=["release", "unit"], columns="period_end", values="value", aggfunc="first")


def main() -> None:
    frame = facts(Path(sys.argv[1]))
    print(f"{len(frame)} figures of {frame.release.nunique()} releases")
    print(frame.status.value_counts().to_string())
    print(over_time(frame, "Total assets").to_string())
    doubtful = frame[frame.status == "suspect"]
    print(f"{len(doubtful)} figures in doubt")
    print(doubtful[["release", "page", "label", "printed"]].to_string(index=False) if len(doubtful) else "")


if __name__ == "__main__":
    main()
