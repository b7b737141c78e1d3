#!/usr/bin/env python3
"""Converts every set of documents that is there and prints all scores, each beside what it was."""

import argparse
import json
import os
import sys
import tempfile
import time
from pathlib import Path

import built_program
from board_sets import SET_OF, SETS, Board, Failure
from board_table import as_floors, below, changes, count_table, each, raised, table, write_floors


def arguments():
    parser = argparse.ArgumentParser(prog="board.sh", description=__doc__)
    parser.add_argument("before", nargs="?", type=Path, metavar="BEFORE.json", help="an earlier run's --json to compare with, instead of the floors")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures to FILE, for a later run to compare with")
    parser.add_argument("--floors", action="store_true", help="exit with 1 when a score is below its floor")
    parser.add_argument("--raise", action="store_true", dest="rise", help="write every rise into fixtures/floors.json")
    built_program.add_option(parser)
    parser.add_argument("--only", metavar="SET,...", help="some sets alone: " + ", ".join(SETS))
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the outputs here, to look at what is missed")
    parser.add_argument("--cache", type=Path, metavar="FOLDER", help="where the text of the PDFs is kept (target/board)")
    parser.add_argument("--root", type=Path, metavar="FOLDER", help="the project to measure (the one of this script)")
    args = parser.parse_args()
    args.only = args.only.split(",") if args.only else list(SETS)
    if unknown := set(args.only) - set(SETS):
        parser.error(f"there is no set {', '.join(sorted(unknown))}: the sets are {', '.join(SETS)}")
    return args


def shared_folder(root):
    named = os.environ.get("CROSSFOOT_SHARED")
    if named and not Path(named).is_dir():
        # Named by hand, so that its absence is a mistake.
        raise Failure(f"there is no folder {named} (CROSSFOOT_SHARED)")
    return Path(named or root.parent / "shared").resolve()


def main():
    args, begun = arguments(), time.monotonic()
    root = (args.root or Path(__file__).parents[1]).resolve()
    floors_file = root / "fixtures/floors.json"
    floors = json.loads(floors_file.read_text(encoding="utf-8")) if floors_file.exists() else {}
    before = {"scores": floors, "counts": {}}
    if args.before:
        before = json.loads(args.before.read_text(encoding="utf-8"))
    program = built_program.program_of(args, root)
    built = time.monotonic()
    cache = args.cache or Path(os.environ.get("CARGO_TARGET_DIR", root / "target")) / "board"
    with tempfile.TemporaryDirectory() as work:
        board = Board(root, shared_folder(root), cache, program, (args.keep or Path(work)).resolve())
        board.work.mkdir(parents=True, exist_ok=True)
        board.measure(args.only)

    was = {part: groups for part, groups in before["scores"].items() if SET_OF.get(part, part) in args.only}
    now = board.scores if args.before else as_floors(board.scores)
    print(f"In parentheses: {args.before or 'the floors'}. + better, ! worse; counts only where they changed.\n")
    print("\n".join(table(now, was)), end="\n\n")
    print("\n".join(count_table(board.counts, before["counts"])), end="\n\n")
    print("\n".join([*board.notes, *changes(now, was)]))
    if args.json:
        args.json.write_text(json.dumps({"scores": board.scores, "counts": board.counts}, indent=1) + "\n", encoding="utf-8")
    print(f"board: {len(list(each(board.scores)))} scores, {built - begun:.0f} s to build, {time.monotonic() - built:.0f} s to measure")
    if args.rise:
        floors, rises = raised(board.scores, floors)
        write_floors(floors_file, floors)
        print(f"board: {rises} floors are new or raised")
    fallen = list(below(board.scores, floors, set(board.scores)))
    if args.floors:
        print("\n".join([*(f"board: {line}" for line in fallen), f"board: {len(fallen)} scores are below their floors"]))
    return 1 if args.floors and fallen else 0


try:
    sys.exit(main())
except (Failure, OSError, ValueError) as error:
    sys.exit(f"board: {error}")
