#!/usr/bin/env bash
# Converts every set of documents that is there with one build and prints all scores in one table, each beside what it was.
#
#   scripts/board.sh                    beside the floors in fixtures/floors.json
#   scripts/board.sh BEFORE.json        beside what an earlier run wrote with --json BEFORE.json
#   scripts/board.sh --floors           fails when a score is below its floor
#   scripts/board.sh --raise            writes every rise into fixtures/floors.json
#
# Builds with `cargo build --release` (CARGO_PROFILE=dev builds faster, CARGO_TARGET_DIR is respected) unless --program or
# CROSSFOOT names a program that is built already. The labelled sets are no part of the project: they are looked for in
# ../shared, or where CROSSFOOT_SHARED says, and those that are not there are skipped. scripts/board.sh --help has the rest.
set -euo pipefail
exec python3 -B "$(dirname "$0")/board.py" "$@"
