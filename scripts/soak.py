#!/usr/bin/env python3
"""Disturbs `crossfoot convert` in every way a machine does, and counts what came of it.

Each trial disturbs one run over a folder of releases, looks at what stands in the output folder, then runs the same
command undisturbed, which must end with what a clean run writes, byte for byte."""

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import built_program
from soak_trials import Soak, own

# What is counted, and whether any of it fails the soak.
COUNTS = {
    "trials": False,
    "crashes": True,
    "hangs": True,
    "given up": True,
    "half-written": True,
    "lost": True,
    "not retried": True,
    "ok but lost": True,
    "contained": False,
}
LEGEND = """crashes: the program itself panicked, aborted or was ended by a signal that nobody sent
hangs: it did not end, or a worker outlived it
given up: a batch that nothing told to stop ended without a line for each input
half-written: a release's folder in place that is not what a clean run writes
lost: a good folder of an earlier run that is gone
not retried: an input that the next, undisturbed run does not bring to a good end
ok but lost: an input said to be ok of which a figure or page is missing
contained: inputs whose reading crashed or took too long, at the cost of one line (no fault, but worth a look)"""


def print_markdown(table):
    print("| disturbed by | " + " | ".join(COUNTS) + " |\n|---|" + "---:|" * len(COUNTS))
    for what, counts in [*table.items(), ("all", sum(table.values(), Counter()))]:
        print(f"| {what} | " + " | ".join(str(counts[name]) for name in COUNTS) + " |")
    print()


def print_table(table):
    widths = {name: max(len(name), 6) for name in COUNTS}
    print(f"{'':30}" + "  ".join(f"{name:>{widths[name]}}" for name in COUNTS))
    total = sum(table.values(), Counter())
    for what, counts in [*table.items(), ("all", total)]:
        print(f"{what:30}" + "  ".join(f"{counts[name]:>{widths[name]}}" for name in COUNTS))
    print(f"\n{LEGEND}\n")
    return sum(total[name] for name, fails in COUNTS.items() if fails)


def main():
    parser = argparse.ArgumentParser(prog="soak.sh", description=__doc__)
    parser.add_argument("--short", action="store_true", help="one round, with fewer mutations, within a minute")
    parser.add_argument("--rounds", type=int, default=10, help="how often all of it is done (10)")
    parser.add_argument("--minutes", type=float, default=8, help="begin no further trial after so long (8)")
    parser.add_argument("--seed", type=int, default=1, help="where the random numbers begin (1)")
    parser.add_argument("--markdown", action="store_true", help="print the table for docs/RELIABILITY.md, too")
    built_program.add_option(parser)
    args = parser.parse_args()
    root = Path(__file__).resolve().parents[1]
    program = built_program.program_of(args, root)
    rounds, bound, per_file = (1, 50, 2) if args.short else (args.rounds, 60 * args.minutes, 5)
    # Without a privilege that limits and permissions do not hold.
    user = 64_999 if os.geteuid() == 0 else None
    # So that what is mounted and made is taken away whatever ends this.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("soak: ended"))
    begun, left_out = time.monotonic(), 0
    with tempfile.TemporaryDirectory(prefix="crossfoot-soak-") as work:
        work = Path(work)
        # A copy, which a build meanwhile does not change.
        soak = Soak(Path(shutil.copy(program, work / "crossfoot")), work, random.Random(args.seed), user)
        own(work, user)
        soak.prepare()
        hardening = Path(os.environ.get("CROSSFOOT_SHARED") or root.parent / "shared") / "hardening"
        if hardening.is_dir():
            soak.hardening(hardening)
        for number in range(rounds):
            for trial in soak.round(per_file, number):
                if time.monotonic() - begun > bound:
                    left_out += 1
                else:
                    trial()
    seconds = time.monotonic() - begun
    faults = print_table(soak.table)
    if args.markdown:
        print_markdown(soak.table)
    for (what, name), examples in soak.examples.items():
        print(f"{what}: {name}: {'; '.join(examples[:2])}" + (f"; and {len(examples) - 2} more" if len(examples) > 2 else ""))
    print(f"soak: seed {args.seed}, {seconds:.0f} s, {left_out} trials left out for want of time, {faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    # Under nohup HUP is ignored, here and in all that is started from here.
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    sys.exit(main())
