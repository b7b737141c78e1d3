#!/usr/bin/env bash
# Writes fixtures/golden anew: the CSV files that the program as it stands makes of fixtures/releases.
#
# Look at the difference (git diff fixtures/golden) and at the printed pages before you commit it: the golden tests hold the
# program to whatever stands there. summary.csv and the JSON files are no golden files.
set -euo pipefail
cd "$(dirname "$0")/.."
fresh=$(mktemp -d)
trap 'rm -rf "$fresh"' EXIT

cargo run --release --quiet -- convert fixtures/releases -o "$fresh"
rm "$fresh"/{summary.csv,datapackage.json} "$fresh"/*/{release.json,datapackage.json}
rm -rf fixtures/golden
mkdir fixtures/golden
cp -R "$fresh/." fixtures/golden
if git rev-parse --is-inside-work-tree > /dev/null 2>&1; then
    git status --short fixtures/golden
fi
