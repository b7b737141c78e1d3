"""The trials of the soak: each disturbs one run, and what came of it is counted."""

import csv
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from soak_inputs import damaged_files, labelled_copies
from soak_process import Process, descendants, is_alive

# Generous, as a machine may be busy: what takes longer hangs.
WATCHDOG = 120
# What a file may take, which is far below the watchdog.
TIMEOUT = "20s"


class Soak:
    def __init__(self, program, work, rng, user):
        self.program, self.work, self.rng, self.user = program, work, rng, user
        self.table, self.examples = {}, {}
        self.inputs, self.clean = work / "in", work / "clean"

    # What is counted.

    def count(self, what, name, number=1, example=None):
        self.table.setdefault(what, Counter())[name] += number
        if number and example:
            self.examples.setdefault((what, name), []).append(example)

    # Running the program.

    def start(self, *args, **more):
        return Process([self.program, *args], user=self.user, **more)

    def convert(self, out, *more, inputs=None, **limits):
        inputs = [self.inputs] if inputs is None else inputs
        more = more if "--timeout" in more else (*more, "--timeout", TIMEOUT)
        return self.start("convert", *inputs, "-o", out, "--quiet", *more, **limits)

    def judge(self, what, process, sent=()):
        """Waits for a run to its end, and counts a crash or hang of it."""
        ended = process.wait(WATCHDOG)
        if not ended:
            self.count(what, "hangs", example=f"no end within {WATCHDOG} s")
        elif process.crashed(sent):
            self.count(what, "crashes", example=process.last_words())
        return ended

    def prepare(self):
        """A clean run, of which everything else is to be what it is; and how long it takes."""
        labelled_copies(self.inputs)
        begun = time.monotonic()
        process = self.convert(self.clean)
        if not process.wait(WATCHDOG) or process.status != 0:
            sys.exit(f"soak: a clean run failed: {process.last_words()}")
        self.seconds = time.monotonic() - begun
        self.releases = {path.name: contents(path) for path in folders(self.clean)}

    def output(self, earlier):
        """A fresh output folder, with what an earlier run wrote or with nothing."""
        out = Path(tempfile.mkdtemp(dir=self.work))
        if earlier:
            shutil.copytree(self.clean, out, dirs_exist_ok=True)
        own(out, self.user)
        return out

    def look(self, what, out, earlier):
        """Counts what is half-written and what is lost, after a disturbance."""
        there = {path.name: path for path in folders(out)}
        for name, path in there.items():
            if contents(path) != self.releases.get(name):
                self.count(what, "half-written", example=name)
        if earlier:
            for name in sorted(self.releases.keys() - there.keys()):
                self.count(what, "lost", example=name)

    def run_again(self, what, out, *more):
        """The same command undisturbed: everything must come to a good end."""
        process = self.convert(out, *more)
        if not self.judge(what, process):
            return
        there = {path.name: contents(path) for path in folders(out)}
        for name, files in self.releases.items():
            if there.get(name) != files:
                self.count(what, "not retried", example=f"{name} ({'another' if name in there else 'no'} folder)")

    def is_complete(self, what, out):
        """A batch that nothing told to stop has a line for each input."""
        lines = len(summary(out)) if (out / "summary.csv").exists() else 0
        if lines != len(self.releases):
            self.count(what, "given up", example=f"{lines} lines")

    def trial(self, what, earlier, disturb):
        """One trial: `disturb` gets the output folder and does a run that is disturbed."""
        self.count(what, "trials")
        out = self.output(earlier)
        if (out / "summary.csv").exists():
            (out / "summary.csv").unlink()
        disturb(out, ["--force"] if earlier else [])
        self.look(what, out, earlier)
        self.run_again(what, out)
        shutil.rmtree(out, ignore_errors=True)

    def at_some_time(self):
        time.sleep(self.seconds * self.rng.uniform(0.02, 0.9))

    # The disturbances.

    def kill_batch(self, earlier):
        what = "kill -9 of the batch"

        def disturb(out, force):
            process = self.convert(out, *force)
            self.at_some_time()
            workers = descendants(process.pid)
            process.send(signal.SIGKILL)
            self.judge(what, process, [signal.SIGKILL])
            self.outlived(what, workers)

        self.trial(what, earlier, disturb)

    def outlived(self, what, workers):
        end = time.monotonic() + 10
        while any(map(is_alive, workers)):
            if time.monotonic() > end:
                self.count(what, "hangs", example="a worker outlives its batch")
                return
            time.sleep(0.02)

    def kill_workers(self, earlier, starting):
        what = f"kill -9 of workers{' that start' if starting else ''}"

        def disturb(out, force):
            process = self.convert(out, *force)
            for _ in range(3):
                time.sleep(0 if starting else self.seconds * self.rng.uniform(0.02, 0.3))
                workers = self.workers_of(process, 5 if starting else 0)
                if workers:
                    kill(self.rng.choice(workers), signal.SIGKILL)
            if self.judge(what, process):
                self.is_complete(what, out)

        self.trial(what, earlier, disturb)

    def workers_of(self, process, patience):
        """The workers of a batch, waited for if there are none yet."""
        end = time.monotonic() + patience
        while not (workers := descendants(process.pid)) and is_alive(process.pid) and time.monotonic() < end:
            pass
        return workers

    def signals(self, name, group, earlier):
        what = f"SIG{name} to the {'group' if group else 'batch'}"
        number = getattr(signal, f"SIG{name}")

        def disturb(out, force):
            process = self.convert(out, *force)
            self.at_some_time()
            # Those of a group get it in any order.
            pids = [process.pid, *(descendants(process.pid) if group else [])]
            self.rng.shuffle(pids)
            for pid in pids:
                kill(pid, number)
            self.judge(what, process, [number])

        self.trial(what, earlier, disturb)

    def limits(self, option, value, jobs, earlier):
        flags = {"f": resource.RLIMIT_FSIZE, "n": resource.RLIMIT_NOFILE, "u": resource.RLIMIT_NPROC, "v": resource.RLIMIT_AS}
        what = f"ulimit -{option} {value}" + (f", -j {jobs}" if jobs else "")
        amount = value * (1024 if option in "fv" else 1)

        def disturb(out, force):
            more = [*force, *(["--jobs", str(jobs)] if jobs else [])]
            process = self.convert(out, *more, limits=[(flags[option], amount)])
            if self.judge(what, process):
                self.is_complete(what, out)

        self.trial(what, earlier, disturb)

    def missing_inputs(self):
        """A mount that is away for a while."""
        what = "inputs away for a run"
        away = self.work / "away"

        def disturb(out, force):
            named = sorted(self.inputs.iterdir())
            self.inputs.rename(away)
            process = self.convert(out, *force, inputs=named)
            self.judge(what, process)
            away.rename(self.inputs)

        self.trial(what, True, disturb)

    def unreadable_inputs(self):
        what = "inputs without permission"

        def disturb(out, force):
            some = self.rng.sample(sorted(self.inputs.iterdir()), 5)
            for path in some:
                path.chmod(0)
            if self.judge(what, self.convert(out, *force)):
                self.is_complete(what, out)
            for path in some:
                path.chmod(0o644)

        self.trial(what, True, disturb)

    def pipe_among_inputs(self):
        """A file that never comes to its end, as on a mount that hangs."""
        what = "an input that never ends"
        pipe = self.work / "pipe.pdf"
        os.mkfifo(pipe, 0o644)
        own(pipe, self.user)

        def disturb(out, force):
            process = self.convert(out, *force, "--timeout", "2s", inputs=[self.inputs, pipe])
            if self.judge(what, process) and len(summary(out)) != len(self.releases) + 1:
                self.count(what, "given up", example=f"{len(summary(out))} lines")
            for command in ("show", "check", "debug"):
                page = ["--page", "1"] if command == "debug" else []
                process = self.start(command, pipe, "--timeout", "2s", *page)
                if self.judge(what, process) and process.status == 2:
                    self.count(what, "given up", example=f"{command}: {process.last_words()}")

        self.trial(what, True, disturb)
        pipe.unlink()

    def links_in_output(self, name):
        """A link where the program keeps its own files must not lead it out of the output folder."""
        what = "links in the output"
        outside, empty = self.work / "outside", self.work / "empty.pdf"
        empty.touch()
        outside.mkdir(exist_ok=True)
        (outside / "precious").write_text("do not touch\n")
        before = contents(outside)

        def disturb(out, force):
            target = outside / "precious" if name == ".crossfoot-failed" else outside
            (out / name).symlink_to(target)
            own(outside, self.user)
            # Something that fails, so that there is something to remember.
            self.judge(what, self.convert(out, *force, inputs=[self.inputs, empty]))
            if contents(outside) != before or not (outside / "precious").exists():
                self.count(what, "lost", example=f"through {name}")
            if (out / name).is_symlink():
                (out / name).unlink()

        self.trial(what, True, disturb)
        shutil.rmtree(outside)

    def full_disk(self, free, more):
        """A file system with `free` bytes left."""
        what = "full disk" + "".join(f", {option}" for option in more)
        disk = self.work / "disk"
        disk.mkdir(exist_ok=True)
        size = 3 * sum(p.stat().st_size + 4096 for p in self.clean.rglob("*"))
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "none", disk], stderr=subprocess.DEVNULL)
        if mounted.returncode:
            return
        self.count(what, "trials")
        try:
            out, filler = disk / "out", disk / "filler"
            shutil.copytree(self.clean, out)
            (out / "summary.csv").unlink()
            own(disk, self.user)
            left = os.statvfs(disk)
            with open(filler, "wb") as file:
                os.posix_fallocate(file.fileno(), 0, max(4096, left.f_bavail * left.f_bsize - free))
            self.judge(what, self.convert(out, "--force", *more))
            self.look(what, out, True)
            filler.unlink()
            self.run_again(what, out)
        finally:
            subprocess.run(["umount", "--lazy", disk], check=True)

    def mutations(self, per_file):
        """Cut and damaged files: `ok` is only what still has every figure and page of the whole one."""
        whole = {name: (pages, figures) for name, pages, figures in results(self.clean)}
        for what, files in damaged_files(self.inputs, self.rng, per_file).items():
            folder = Path(tempfile.mkdtemp(dir=self.work))
            origin = {}
            for number, (source, content) in enumerate(files):
                path = folder / f"{number:03} {source.name}"
                path.write_bytes(content)
                origin[path.stem] = source.stem
            out = self.output(False)
            own(folder, self.user)
            process = self.convert(out, inputs=[folder])
            self.count(what, "trials", len(files))
            if self.judge(what, process):
                self.judge_mutated(what, out, origin, whole)
            self.look_into(what, self.rng.sample(sorted(folder.iterdir()), 2))
            shutil.rmtree(folder)
            shutil.rmtree(out)

    def judge_mutated(self, what, out, origin, whole):
        lines = summary(out)
        if len(lines) != len(origin):
            self.count(what, "given up", example=f"{len(lines)} lines of {len(origin)}")
        self.count(what, "contained", sum(is_contained(line) for line in lines))
        if what.startswith("text"):
            # Nothing tells that a text was another one.
            return
        ok = {line["release"] for line in lines if line["status"] == "ok"}
        for name, pages, figures in results(out):
            pages_whole, figures_whole = whole[origin[name]]
            if name in ok and (pages < pages_whole or figures_whole - figures):
                lost = sum((figures_whole - figures).values())
                self.count(what, "ok but lost", example=f"{name}: {pages_whole - pages} pages, {lost} figures")

    def look_into(self, what, files):
        """The commands that read one file."""
        for path in files:
            for command in (["show", path], ["check", path], ["debug", path, "--page", "1"]):
                self.judge(what, self.start(*command))

    def hardening(self, folder):
        """Inputs that broke something once."""
        what = "hostile documents"
        files = sorted(p for p in folder.rglob("*") if p.suffix in (".pdf", ".txt", ".md"))
        out = self.output(False)
        self.count(what, "trials", len(files))
        if self.judge(what, self.convert(out, inputs=files)):
            self.count(what, "contained", sum(map(is_contained, summary(out))))
        self.look_into(what, files)

    # The whole of it.

    def round(self, per_file, number):
        """The disturbances of a round, each to be done before the next is asked for."""
        yield lambda: self.mutations(per_file)
        earlier = (True, False)
        for first in earlier:
            yield lambda: self.kill_batch(first)
            yield lambda: self.kill_workers(first, False)
            yield lambda: self.kill_workers(first, True)
        for name in ("TERM", "HUP", "INT"):
            yield lambda: self.signals(name, True, True)
            yield lambda: self.signals(name, False, number % 2 == 0)
        for option, value, jobs in (("f", 8, 0), ("f", 64, 0), ("n", 32, 8), ("u", 12, 16), ("v", 90_000, 0), ("v", 120_000, 0)):
            yield lambda: self.limits(option, value, jobs, number % 2 == 0)
        yield self.missing_inputs
        yield self.unreadable_inputs
        yield self.pipe_among_inputs
        yield lambda: self.links_in_output(".crossfoot-failed")
        yield lambda: self.links_in_output(".crossfoot")
        if os.geteuid() == 0:
            for free in (0, self.rng.randrange(10_000, 2_000_000)):
                yield lambda: self.full_disk(free, [])
                yield lambda: self.full_disk(free, ["--combine"])


def is_contained(line):
    return bool(re.search("internal error|stack overflowed|given up", line["message"]))


def folders(out):
    return [path for path in sorted(out.iterdir()) if path.is_dir() and not path.name.startswith(".")]


def contents(folder):
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def summary(out):
    with open(out / "summary.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def results(out):
    """Of each release its name, pages, and the figures as printed with their page."""
    for line in summary(out):
        facts = out / line["release"] / "facts.csv"
        figures = Counter()
        if line["release"] and facts.exists():
            with open(facts, encoding="utf-8", newline="") as file:
                figures = Counter((row["page"], row["printed"]) for row in csv.DictReader(file))
        yield line["release"], int(line["pages"] or 0), figures


def kill(pid, number):
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        pass


def own(folder, user):
    """Gives a folder to the user that the program runs as."""
    if user is not None:
        for path in [folder, *folder.rglob("*")]:
            os.chown(path, user, user, follow_symlinks=False)
        if folder.is_dir():
            folder.chmod(0o755)
