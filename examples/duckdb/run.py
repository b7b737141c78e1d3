"""Runs facts.sql with the duckdb module from PyPI, for those who do not have the command line program.

    python examples/duckdb/run.py
"""

from pathlib import Path

import duckdb

connection = duckdb.connect()
for statement in connection.extract_statements(Path(__file__).with_name("facts.sql").read_text()):
    connection.execute(statement)
    if statement.type == duckdb.StatementType.SELECT:
        print(connection.df().to_string(index=False))
