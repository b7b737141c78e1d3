#!/usr/bin/env bash
# Kills, signals, limits, mutated inputs and full disks against `crossfoot convert`, in a temporary folder, and a table of
# what came of them. Exits with 1 when anything was lost, left half-written or hung, or when the program crashed.
#
#   scripts/soak.sh                   some minutes; --rounds and --seed say how much and which
#   scripts/soak.sh --short           within a minute
#
# Builds with `cargo build --release` (CARGO_PROFILE=dev builds faster, CARGO_TARGET_DIR is respected) unless --program or
# CROSSFOOT names a program that is built already. Needs Linux and python3.
set -euo pipefail
exec python3 -B "$(dirname "$0")/soak.py" "$@"
