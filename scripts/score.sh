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
cargo run --release --quiet -- convert "$corpus/releases" -o "$work/repaired" --quiet --repair
python3 -B scripts/check-restored.py "$corpus/truth" "$work/out" "$work/repaired"
# The releases that are text are scored apart: theirs is the damage of character recognition.
skip=() only=()
for text in "$corpus"/releases/*.txt; do
    [ -e "$text" ] || continue
    name=$(basename "$text" .txt)
    skip+=(--skip "$name")
    only+=(--doc "$name")
done
python3 -B "$corpus/score.py" "$work/out" --json "$work/everything.json" "$@"
python3 -B "$corpus/score.py" "$work/out" --json "$work/pdf.json" "${skip[@]}" | tail -n 3
if [ "${#only[@]}" -gt 0 ]; then
    python3 -B "$corpus/score.py" "$work/out" --json "$work/text.json" "${only[@]}" | tail -n 3
fi
python3 -B - "$work" fixtures/corpus-floor.json <<'PYTHON'
import json, os, sys

MARGIN = 0.0005
work, floors = sys.argv[1], json.load(open(sys.argv[2], encoding="utf-8"))
passed, below = 0, []
for inputs, groups in floors.items():
    path = os.path.join(work, inputs + ".json")
    if not os.path.exists(path):
        continue
    score = json.load(open(path, encoding="utf-8"))
    for group, figures in groups.items():
        for name, floor in figures.items():
            measured = score[group][name]
            if measured < floor - MARGIN:
                below.append(f"{inputs}, {group} {name}: {measured:.4f} is below its floor of {floor}")
            else:
                passed += 1
for line in below:
    print(f"score: {line}")
print(f"score: {passed} passed, {len(below)} failed")
sys.exit(1 if below or not passed else 0)
PYTHON
