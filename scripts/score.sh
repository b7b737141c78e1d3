#!/usr/bin/env bash
# Scores the program on a corpus of labelled releases and holds it to the floors in fixtures/corpus-floor.json.
#
#   scripts/score.sh [ARGUMENT...]    arguments go to the scorer, such as --misses 20
#
# The corpus is no part of the project: it is the folder ../shared/corpus, or the one that CROSSFOOT_CORPUS names, with
# releases/, truth/ and score.py. Where there is none, nothing is scored. Raise the floors when the score rises.
set -euo pipefail
corpus=${CROSSFOOT_CORPUS:-}
if [ -n "$corpus" ]; then
    # Named by hand, so that its absence is a mistake.
    [ -f "$corpus/score.py" ] || { echo "score: no score.py in $corpus (CROSSFOOT_CORPUS)" >&2; exit 1; }
    corpus=$(cd "$corpus" && pwd)
fi
cd "$(dirname "$0")/.."
if [ -z "$corpus" ]; then
    if [ ! -f ../shared/corpus/score.py ]; then
        echo "score: skipped, there is no corpus in ../shared/corpus"
        exit 0
    fi
    corpus=../shared/corpus
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cargo run --release --quiet -- convert "$corpus/releases" -o "$work/out" --quiet
python3 -B "$corpus/score.py" "$work/out" --json "$work/score.json" "$@"
python3 -B - "$work/score.json" fixtures/corpus-floor.json <<'PYTHON'
import json, sys

MARGIN = 0.0005
score, floors = (json.load(open(path, encoding="utf-8")) for path in sys.argv[1:])
passed, below = 0, []
for group, figures in floors.items():
    for name, floor in figures.items():
        measured = score[group][name]
        if measured < floor - MARGIN:
            below.append(f"{group} {name}: {measured:.4f} is below its floor of {floor}")
        else:
            passed += 1
for line in below:
    print(f"score: {line}")
print(f"score: {passed} passed, {len(below)} failed")
sys.exit(1 if below or not passed else 0)
PYTHON
