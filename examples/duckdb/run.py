"""Runs facts.sql with the duckdb module from PyPI, for those who do not have the command line program.

    python examples/duckdb/run.py
"""

from pathlib import Path

import duckdb

for statement in duckdb.extract_statements(Path(__file__).with_name("facts.sql").read_text()):
    result = duckdb.sql(statement.query)
    if result is not None:
        print(result)
