#!/usr/bin/env python3
"""Converts every set of documents that is there and prints all scores, each beside what it was."""

import argparse
import csv
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from math import floor
from pathlib import Path

# Converted in this order: the scorer of the tagged filings takes longest, so that they come first. A set is converted once
# and may have several parts that are scored apart.
SETS = ("tagged pdf", "tagged text", "fixtures", "cases", "corpus", "world", "languages")
# In the order of the table.
PARTS = ("fixtures", "cases", "corpus pdf", "corpus text", "corpus", "world", "languages", "tagged pdf", "tagged text")
SET_OF = {"corpus pdf": "corpus", "corpus text": "corpus"}
# Columns of summary.csv that are summed up, if the program writes them.
SUMS = ("pages", "statements", "figures", "footed", "suspect", "unsure")
# Fewer of these is better. They have no floor.
LOWER_IS_BETTER = {"wrong"}
CORPUS_SCORES = ("rows", "facts", "kind", "clean")


class Failure(Exception):
    """Something without which the board would not tell the truth."""


def run(command, accept=(0,), **more):
    """Standard output of a command, which must end with one of the accepted statuses."""
    # The scorers must give the same for the same files, whatever order a Python set has.
    env = os.environ | {"PYTHONHASHSEED": "0"}
    done = subprocess.run([str(c) for c in command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env, **more)
    if done.returncode not in accept:
        sys.stderr.write(done.stdout[-2000:] + done.stderr[-2000:])
        raise Failure(f"{Path(command[0]).name} {command[1]} ended with {done.returncode}")
    return done.stdout


def build(root):
    """Builds the program once and returns where it is."""
    profile = os.environ.get("CARGO_PROFILE", "release")
    command = ["cargo", "build", "--profile", profile, "-p", "crossfoot-cli", "--bins", "--message-format", "json-render-diagnostics"]
    done = subprocess.run(command, cwd=root, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        raise Failure("the program does not build")
    built = [json.loads(line).get("executable") for line in done.stdout.splitlines() if line.startswith("{")]
    return next(Path(path) for path in reversed(built) if path)


def text_of(pdfs, cache):
    """The PDFs as `pdftotext -layout` prints them, in a folder that is kept: only what is new is made."""
    if not shutil.which("pdftotext"):
        return None
    cache.mkdir(parents=True, exist_ok=True)

    def make(pdf):
        target = cache / (pdf.stem + ".txt")
        if not target.exists() or target.stat().st_mtime < pdf.stat().st_mtime:
            # Two boards may share the folder, so that nothing half-written may stand in it under its name.
            fresh = cache / f".{pdf.stem}.{os.getpid()}"
            run(["pdftotext", "-layout", pdf, fresh])
            fresh.replace(target)

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(make, pdfs))
    return cache


class Board:
    def __init__(self, root, shared, cache, program, work):
        self.root, self.shared, self.cache, self.program, self.work = root, shared, cache, program, work
        self.scores, self.counts, self.notes = {}, {}, []

    def inputs(self, name):
        """The folder of a set's documents, or None and a note why it is skipped."""
        folder = {
            "fixtures": self.root / "fixtures/releases",
            "cases": self.shared / "cases/inputs",
            "tagged pdf": self.shared / "tagged/pdf",
            "tagged text": self.shared / "tagged/pdf",
        }.get(name, self.shared / name / "releases")
        if not folder.is_dir():
            self.notes.append(f"{name}: skipped, there is no {os.path.relpath(folder, self.root)}")
            return None
        if name == "tagged text":
            folder = text_of(sorted(folder.glob("*.pdf")), self.cache / "tagged-text")
            if folder is None:
                self.notes.append(f"{name}: skipped, there is no pdftotext (Debian has it in poppler-utils)")
        return folder

    def convert(self, name, *inputs, more=()):
        out = self.work / name.replace(" ", "-")
        begun = time.monotonic()
        # 1 says that an input failed, which the scores and the counts show.
        run([self.program, "convert", *inputs, "-o", out, "--quiet", *more], accept=(0, 1))
        return out, time.monotonic() - begun

    def count(self, name, out, wall):
        with open(out / "summary.csv", encoding="utf-8", newline="") as file:
            lines = list(csv.DictReader(file))
        counts = {"inputs": len(lines)}
        counts |= {status: sum(line["status"] == status for line in lines) for status in ("partial", "failed")}
        counts |= {c: sum(int(line[c] or 0) for line in lines) for c in SUMS if lines and c in lines[0]}
        self.counts[name] = counts | {"seconds": round(wall, 1)}

    def score(self, part, group, figures):
        self.scores.setdefault(part, {})[group] = figures

    def by_scorer(self, part, out, *arguments, scorer, groups):
        """What a scorer writes as JSON, of the groups and names asked for."""
        target = self.work / f"{part}-{scorer.stem}.json"
        run([sys.executable, "-B", scorer, out, "--json", target, *arguments])
        found = json.loads(target.read_text(encoding="utf-8"))
        for group, names in groups.items():
            figures = found if group == "concepts" else found.get(group)
            if figures:
                self.score(part, group, {name: figures[name] for name in names})

    def score_fixtures(self, out):
        golden = self.root / "fixtures/golden"
        files = [path.relative_to(golden) for path in sorted(golden.rglob("*")) if path.is_file()]
        same = [f for f in files if (out / f).is_file() and (out / f).read_bytes() == (golden / f).read_bytes()]
        self.score("fixtures", "golden", {"same": len(same) / max(1, len(files))})
        for file in files:
            if file not in same:
                self.notes.append(f"fixtures: {file} is not as in fixtures/golden")

    def score_cases(self, out):
        said = run([sys.executable, "-B", self.shared / "cases/check.py", out], accept=(0, 1))
        passed = re.search(r"^(\d+) of (\d+) cases pass", said, re.M)
        if not passed:
            raise Failure("cases/check.py did not say how many cases pass")
        self.score("cases", "all", {"passed": int(passed[1])})

    def score_corpus(self, out):
        scorer = self.shared / "corpus/score.py"
        texts = [path.stem for path in (self.shared / "corpus/releases").glob("*.txt")]
        every = dict.fromkeys(("all", "primary", "other"), CORPUS_SCORES)
        self.by_scorer("corpus", out, scorer=scorer, groups=every)
        # The releases that are text are scored apart, too: theirs is the damage of character recognition.
        skip = [word for stem in texts for word in ("--skip", stem)]
        self.by_scorer("corpus pdf", out, *skip, scorer=scorer, groups={g: every[g] for g in ("primary", "other")})
        if texts:
            only = [word for stem in texts for word in ("--doc", stem)]
            self.by_scorer("corpus text", out, *only, scorer=scorer, groups={"all": CORPUS_SCORES})
        self.score_restored(out)

    def score_restored(self, out):
        """The places that a label says arithmetic restores; see check-restored.py."""
        truth = self.shared / "corpus/truth"
        releases = self.shared / "corpus/releases"
        stems = [t.stem for t in sorted(truth.glob("*.json")) if json.loads(t.read_text(encoding="utf-8")).get("restored")]
        inputs = [path for path in sorted(releases.iterdir()) if path.stem in stems]
        if not inputs:
            return
        repaired, _ = self.convert("corpus-repaired", *inputs, more=("--repair",))
        checker = self.root / "scripts/check-restored.py"
        said = run([sys.executable, "-B", checker, truth, out, repaired], accept=(0, 1))
        self.notes += [line for line in said.splitlines()[:-1]]
        right, places = re.search(r"^restored: (\d+) of (\d+) places", said, re.M).groups()
        self.notes.append(f"corpus: {right} of {places} places restored")
        self.score("corpus text", "restored", {"right": int(right)})

    def score_labelled(self, name, out):
        truth = self.shared / name / "truth"
        groups = dict.fromkeys(("primary", "other"), CORPUS_SCORES)
        if name == "languages":
            del groups["other"]
        self.by_scorer(name, out, "--truth", truth, scorer=self.shared / "corpus/score.py", groups=groups)

    def score_tagged(self, name, out):
        truth = self.shared / "tagged/truth"
        groups = {"primary": ("values", "facts", "clean", "kind")}
        groups |= dict.fromkeys(("equity", "other"), ("values", "facts", "clean"))
        self.by_scorer(name, out, "--truth", truth, scorer=self.shared / "tagged/score.py", groups=groups)
        concepts = {"concepts": ("found", "wrong")}
        self.by_scorer(name, out, "--truth", truth, scorer=self.shared / "tagged/concepts.py", groups=concepts)

    def measure(self, names):
        scorers = {"fixtures": self.score_fixtures, "cases": self.score_cases, "corpus": self.score_corpus}
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            waiting = []
            for name in names:
                inputs = self.inputs(name)
                if inputs is None:
                    continue
                out, wall = self.convert(name, inputs)
                self.count(name, out, wall)
                if name in scorers:
                    waiting.append(pool.submit(scorers[name], out))
                else:
                    general = self.score_tagged if name.startswith("tagged") else self.score_labelled
                    waiting.append(pool.submit(general, name, out))
            for done in waiting:
                done.result()


def rounded_down(value):
    """At four decimals, so that a floor is never above what was measured."""
    return value if isinstance(value, int) else floor(value * 10000 + 1e-6) / 10000


def place(part):
    """Where a part stands in the tables: the scorers end in any order."""
    return PARTS.index(part) if part in PARTS else len(PARTS)


def each(scores):
    """Every score with its path: part, group, name."""
    for part, groups in scores.items():
        for group, figures in groups.items():
            for name, value in figures.items():
                yield (part, group, name), value


def shown(value):
    if value is None:
        return "-"
    return str(value) if isinstance(value, int) else f"{value:.4f}"


def change(name, now, was):
    """Above zero where it got better, below where it got worse."""
    if now is None or was is None or abs(now - was) < 1e-9:
        return 0
    return (now - was) * (-1 if name in LOWER_IS_BETTER else 1)


def table(scores, before):
    """The lines of the table: a part and a group each, every score beside what it was."""
    rows = {}
    for side, values in (("now", scores), ("was", before)):
        for (part, group, name), value in each(values):
            rows.setdefault(part, {}).setdefault(group, {}).setdefault(name, {})[side] = value
    for part in sorted(rows, key=place):
        for group, figures in rows[part].items():
            cells = []
            for name, sides in figures.items():
                now, was = sides.get("now"), sides.get("was")
                better = change(name, now, was)
                mark = "+" if better > 0 else "!" if better < 0 else " "
                cells.append(f"{name:>6} {shown(now):>6}{mark}{'(' + shown(was) + ')':<8}")
            yield f"{part:13}{group:10}{'  '.join(cells)}".rstrip()


def changes(scores, before):
    """The scores that rose and those that fell, worst first, in words."""
    was = dict(each(before))
    found = [(change(path[2], now, was.get(path)), path, now) for path, now in each(scores)]
    for better, path, now in sorted(f for f in found if f[0]):
        how = "better" if better > 0 else "WORSE"
        yield f"{how:7}{' '.join(path):36}{shown(was[path])} -> {shown(now)}  ({better:+.4f})"


def count_table(counts, before):
    names = ["inputs", "partial", "failed", *SUMS, "seconds"]
    lines = [["", *names]]
    for part in sorted(counts, key=place):
        now, was = counts[part], before.get(part, {})
        cells = [f"{now.get(name, '-')}" + (f" ({was[name]})" if was.get(name, now.get(name)) != now.get(name) else "") for name in names]
        lines.append([part, *cells])
    widths = [max(map(len, column)) for column in zip(*lines)]
    for line in lines:
        yield f"{line[0]:{widths[0]}}  " + "  ".join(f"{cell:>{width}}" for cell, width in zip(line[1:], widths[1:]))


def rounded_down(value):
    """At four decimals, so that a floor is never above what was measured."""
    return value if isinstance(value, int) else floor(value * 10000 + 1e-6) / 10000


def place(part):
    """Where a part stands in the tables: the scorers end in any order."""
    return PARTS.index(part) if part in PARTS else len(PARTS)


def each(scores):
    """Every score with its path: part, group, name."""
    for part, groups in scores.items():
        for group, figures in groups.items():
            for name, value in figures.items():
                yield (part, group, name), value


def shown(value):
    if value is None:
        return "-"
    return str(value) if isinstance(value, int) else f"{value:.4f}"


def change(name, now, was):
    """Above zero where it got better, below where it got worse."""
    if now is None or was is None or abs(now - was) < 1e-9:
        return 0
    return (now - was) * (-1 if name in LOWER_IS_BETTER else 1)


def table(scores, before):
    """The lines of the table: a part and a group each, every score beside what it was."""
    rows = {}
    for side, values in (("now", scores), ("was", before)):
        for (part, group, name), value in each(values):
            rows.setdefault(part, {}).setdefault(group, {}).setdefault(name, {})[side] = value
    for part in sorted(rows, key=place):
        for group, figures in rows[part].items():
            cells = []
            for name, sides in figures.items():
                now, was = sides.get("now"), sides.get("was")
                better = change(name, now, was)
                mark = "+" if better > 0 else "!" if better < 0 else " "
                cells.append(f"{name:>6} {shown(now):>6}{mark}{'(' + shown(was) + ')':<8}")
            yield f"{part:13}{group:10}{'  '.join(cells)}".rstrip()


def changes(scores, before):
    """The scores that rose and those that fell, worst first, in words."""
    was = dict(each(before))
    found = [(change(path[2], now, was.get(path)), path, now) for path, now in each(scores)]
    for better, path, now in sorted(f for f in found if f[0]):
        how = "better" if better > 0 else "WORSE"
        yield f"{how:7}{' '.join(path):36}{shown(was[path])} -> {shown(now)}  ({better:+.4f})"


def count_table(counts, before):
    names = ["inputs", "partial", "failed", *SUMS, "seconds"]
    yield f"{'':12}" + "".join(f"{name:>18}" for name in names)
    for part in [*counts, *(part for part in before if part not in counts)]:
        now, was = counts.get(part, {}), before.get(part, {})
        cells = []
        for name in names:
            cell = str(now.get(name, "-"))
            if name in was:
                mark = " " if name == "seconds" or was[name] == now.get(name) else "*"
                cell += f"{mark}({was[name]})"
            cells.append(f"{cell:>18}")
        yield f"{part:12}{''.join(cells)}"


def rounded_down(value):
    """At four decimals, so that a floor is never above what was measured."""
    return value if isinstance(value, int) else floor(value * 10000 + 1e-6) / 10000


def as_floors(scores):
    """The scores as floors would have them."""
    floors = {}
    for (part, group, name), value in each(scores):
        floors.setdefault(part, {}).setdefault(group, {})[name] = rounded_down(value)
    return floors


def below(scores, floors, parts):
    """A line for each floor that does not hold, of the parts that were there to be measured."""
    now = dict(each(scores))
    for path, least in each(floors):
        if path[0] in parts and path not in now:
            yield f"{' '.join(path)} was not measured, its floor is {shown(least)}"
        elif path in now and now[path] < least:
            yield f"{' '.join(path)}: {shown(now[path])} is below its floor of {shown(least)}"


def raised(scores, floors):
    """The floors with every rise written in; none of them sinks. And how many rose or are new."""
    rises = 0
    for (part, group, name), value in each(as_floors(scores)):
        if name in LOWER_IS_BETTER:
            continue
        group = floors.setdefault(part, {}).setdefault(group, {})
        if name not in group or group[name] < value:
            group[name] = value
            rises += 1
    return floors, rises


def write_floors(path, floors):
    """A line for each group, as the table has it."""
    parts = []
    for part, groups in floors.items():
        lines = [f"    {json.dumps(group)}: {json.dumps(figures)}" for group, figures in groups.items()]
        parts.append(f"  {json.dumps(part)}: {{\n" + ",\n".join(lines) + "\n  }")
    path.write_text("{\n" + ",\n".join(parts) + "\n}\n", encoding="utf-8")


def arguments():
    parser = argparse.ArgumentParser(prog="board.sh", description=__doc__)
    parser.add_argument("before", nargs="?", type=Path, metavar="BEFORE.json", help="an earlier run's --json to compare with, instead of the floors")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures to FILE, for a later run to compare with")
    parser.add_argument("--floors", action="store_true", help="exit with 1 when a score is below its floor")
    parser.add_argument("--raise", action="store_true", dest="rise", help="write every rise into fixtures/floors.json")
    parser.add_argument("--program", type=Path, metavar="FILE", help="a program that is built already (or set CROSSFOOT)")
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
    program = args.program or os.environ.get("CROSSFOOT") or build(root)
    built = time.monotonic()
    cache = args.cache or Path(os.environ.get("CARGO_TARGET_DIR", root / "target")) / "board"
    with tempfile.TemporaryDirectory() as work:
        board = Board(root, shared_folder(root), cache, Path(program).resolve(), (args.keep or Path(work)).resolve())
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
