#!/usr/bin/env bash
# Runs everything in examples/, and validates the data packages, on the releases in fixtures/releases. Needs python3, which
# gets pandas, duckdb, openpyxl and frictionless from PyPI in a folder of its own, and soffice (LibreOffice); with npm it also
# parses the Power Query text.
#
# usage: scripts/run-examples.sh [FOLDER_FOR_PYTHON_PACKAGES]; CARGO_PROFILE=dev builds faster
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
venv=${1:-$work/python}
fail() {
    echo "examples: $*" >&2
    exit 1
}

[ -x "$venv/bin/python" ] || python3 -m venv "$venv"
"$venv/bin/python" -c 'import duckdb, frictionless, openpyxl, pandas, pyarrow' 2> /dev/null ||
    "$venv/bin/pip" install --quiet duckdb frictionless openpyxl pandas pyarrow

profile=${CARGO_PROFILE:-release}
cargo build --profile "$profile" --quiet -p crossfoot-cli --features parquet
folder=$profile
[ "$profile" != dev ] || folder=debug
export CROSSFOOT=$PWD/target/$folder/crossfoot
"$CROSSFOOT" convert fixtures/releases -o "$work/out" --quiet --format csv,xlsx,parquet

echo "== data packages"
for package in "$work"/out/*/datapackage.json "$work/out/datapackage.json"; do
    (cd "$(dirname "$package")" && "$venv/bin/frictionless" validate datapackage.json > "$work/report") ||
        { cat "$work/report"; fail "$package is not valid"; }
done
# A validator that says yes to everything is none: a word among the numbers must not pass.
cp -R "$work/out/quillmark_q2fy24" "$work/damaged"
sed -i '2s/,[0-9][0-9]*,/,plenty,/' "$work/damaged/balance_sheet.csv"
(cd "$work/damaged" && "$venv/bin/frictionless" validate datapackage.json > /dev/null) && fail "a damaged package is valid"

echo "== parquet"
"$venv/bin/python" scripts/check-parquet.py "$work/out"

echo "== regression"
examples/regression/check.sh fixtures/releases fixtures/golden
examples/regression/accept.sh fixtures/releases "$work/golden"
sed -i 's/,48212000,/,48213000,/' "$work/golden/quillmark_q2fy24/facts.csv"
status=0
examples/regression/check.sh fixtures/releases "$work/golden" || status=$?
[ "$status" = 1 ] || fail "the regression check exits with $status on a changed figure"
status=0
examples/regression/check.sh "$work/nothing" "$work/golden" || status=$?
[ "$status" = 2 ] || fail "the regression check exits with $status where there is nothing to check"

echo "== stack"
"$CROSSFOOT" convert examples/stack -o "$work/quarters" --quiet
"$CROSSFOOT" stack "$work/quarters" -o "$work/series.csv"
diff examples/stack/series.csv "$work/series.csv" || fail "the series is not the one in examples/stack"

echo "== rust"
bin() { cargo run --profile "$profile" --quiet -p crossfoot-examples --bin "$@"; }
bin convert_folder fixtures/releases "$work/rust"
[ -s "$work/rust/quillmark_q2fy24/quillmark_q2fy24.xlsx" ] || fail "convert_folder wrote no workbook"
bin one_line_item "Total assets" fixtures/releases/*.pdf | tee "$work/items"
grep -q footed "$work/items" || fail "one_line_item found nothing"
bin own_exporter fixtures/releases/harborlane_2023q2.pdf | grep -c '^|' > /dev/null || fail "own_exporter wrote no table"

echo "== pandas"
"$venv/bin/python" examples/pandas/facts.py "$work/out"
echo "== duckdb"
(cd "$work" && "$venv/bin/python" "$OLDPWD/examples/duckdb/run.py")
echo "== excel"
"$venv/bin/python" examples/excel/model.py "$work/out" "$work/model.xlsx"
soffice "-env:UserInstallation=file://$work/profile" --headless --convert-to xlsx --outdir "$work/computed" "$work/model.xlsx" > /dev/null
"$venv/bin/python" examples/excel/model.py "$work/out" "$work/computed/model.xlsx" --check
if command -v npm > /dev/null && command -v node > /dev/null; then
    (mkdir "$work/npm" && cd "$work/npm" && npm install --silent --no-fund --no-audit --prefix . @microsoft/powerquery-parser@0.18 > /dev/null &&
        node "$OLDPWD/examples/excel/parse.cjs" "$OLDPWD/examples/excel/facts.pq")
else
    echo "there is no npm: the Power Query text is not parsed"
fi
