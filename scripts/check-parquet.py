"""Holds OUT/facts.parquet against the facts.csv files beside it, read with DuckDB and with pandas.

    python scripts/check-parquet.py OUT
"""

import sys
from decimal import Decimal

import duckdb
import pandas as pd
import pyarrow as pa

out = sys.argv[1].replace("'", "''")
csv = f"read_csv('{out}/*/facts.csv', header = true, all_varchar = true)"
parquet = f"'{out}/facts.parquet'"

types = {name: str(kind) for name, kind, *_ in duckdb.sql(f"DESCRIBE SELECT * FROM {parquet}").fetchall()}
assert types["value"] == "DECIMAL(38,10)" and types["period_end"] == "DATE" and types["page"] == "INTEGER", types

# Text that was neutralised in the CSV is as printed here; everything else is the same, figure by figure.
keys = "release, statement, \"row\", col"
different = duckdb.sql(f"""
    SELECT p.release, p.statement, p.row, p.col FROM {parquet} p FULL JOIN {csv} c
    ON p.release = c.release AND p.statement = c.statement AND p.row = c.row::INT AND p.col = c.col::INT
    WHERE p.value IS DISTINCT FROM c.value::DECIMAL(38, 10) OR p.unit IS DISTINCT FROM c.unit
       OR p.period_start IS DISTINCT FROM c.period_start::DATE OR p.period_end IS DISTINCT FROM c.period_end::DATE
       OR p.label IS DISTINCT FROM ltrim(coalesce(c.label, ''), '''') OR p.printed IS DISTINCT FROM c.printed
       OR p.decimals IS DISTINCT FROM c.decimals::INT OR p.x0 IS DISTINCT FROM c.x0::DOUBLE""").fetchall()
assert not different, different[:10]

frame = pd.read_parquet(f"{sys.argv[1]}/facts.parquet", dtype_backend="pyarrow")
assert pa.types.is_dictionary(frame.dtypes["label"].pyarrow_dtype), frame.dtypes
assert pa.types.is_decimal128(frame.dtypes["value"].pyarrow_dtype) and pa.types.is_date32(frame.dtypes["period_end"].pyarrow_dtype)
assert all(isinstance(value, Decimal) for value in frame["value"])
print(f"{len(frame)} figures in facts.parquet, all as in facts.csv")
