"""The sets of the board: converted, and scored with the scorers that come with them."""

import csv
import json
import os
import re
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

# Converted in this order: the scorer of the tagged filings takes longest, so that they come first. A set is converted once
# and may have several parts that are scored apart.
SETS = ("tagged pdf", "tagged text", "fixtures", "cases", "corpus", "world", "languages")
SET_OF = {"corpus pdf": "corpus", "corpus text": "corpus"}
# Columns of summary.csv that are summed up, if the program writes them.
SUMS = ("pages", "statements", "figures", "footed", "suspect", "unsure")
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
