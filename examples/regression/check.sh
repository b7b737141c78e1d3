#!/bin/sh
# Converts releases and compares them with what they gave before: check.sh RELEASES GOLDEN [options of crossfoot diff]
# Exits with 0 when nothing differs, 1 when something does, 2 when the check cannot be made.
set -u
[ $# -ge 2 ] || { echo "usage: check.sh RELEASES GOLDEN [OPTIONS]" >&2; exit 2; }
releases=$1 golden=$2
shift 2
out=$(mktemp -d) || exit 2
trap 'rm -rf "$out"' EXIT
"${CROSSFOOT:-crossfoot}" convert "$releases" -o "$out" --quiet || exit 2
"${CROSSFOOT:-crossfoot}" diff "$golden" "$out" "$@"
