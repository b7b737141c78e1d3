-- All figures of an output folder, straight from the CSV files. Run it where `out` is:
--
--     duckdb < examples/duckdb/facts.sql
--
-- Values are decimals, so that sums are exact; labels of a single dash stay text.
CREATE VIEW facts AS
SELECT * FROM read_csv('out/*/facts.csv', header = true, types = {
    'value': 'DECIMAL(38, 8)', 'period_start': 'DATE', 'period_end': 'DATE', 'page': 'INTEGER', 'row': 'INTEGER', 'col': 'INTEGER',
    'decimals': 'INTEGER', 'release': 'VARCHAR', 'section': 'VARCHAR', 'label': 'VARCHAR', 'column': 'VARCHAR', 'printed': 'VARCHAR',
    'x0': 'DOUBLE', 'y0': 'DOUBLE', 'x1': 'DOUBLE', 'y1': 'DOUBLE'
});

-- How much is proved, by release.
SELECT release, count(*) AS figures, count(*) FILTER (status = 'footed') AS footed, count(*) FILTER (status = 'suspect') AS suspect
FROM facts GROUP BY release ORDER BY release;

-- Total assets of every release over time; shares of the total are figures as well, in percent.
SELECT release, unit, period_end, max(value) AS total_assets
FROM facts WHERE kind = 'balance_sheet' AND lower(label) = 'total assets' AND unit <> 'percent'
GROUP BY ALL ORDER BY release, period_end;

-- Net income as a share of revenue, by quarter.
SELECT release, period_end, round(
    100 * max(value) FILTER (lower(label) = 'net income')
        / max(value) FILTER (lower(label) IN ('net revenue', 'total revenue', 'net sales', 'revenue')), 1) AS margin_percent
FROM facts WHERE kind = 'income_statement' AND duration IN ('P3M', 'P13W') AND unit NOT IN ('percent', 'USD/share')
GROUP BY release, period_end HAVING margin_percent IS NOT NULL ORDER BY ALL;
