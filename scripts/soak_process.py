"""Running the program for the soak: under limits, as another user, watched."""

import os
import resource
import subprocess
import tempfile
import time
from pathlib import Path


class Process:
    """A run of the program whose ending is watched."""

    def __init__(self, command, user=None, limits=()):
        def confine():
            for limit, amount in limits:
                resource.setrlimit(limit, (amount, amount))

        # In a file, so that whatever it writes never holds it up.
        self.words = tempfile.TemporaryFile()
        self.status = None
        more = {} if user is None else {"user": user, "group": user, "extra_groups": []}
        self.child = subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=self.words,
            preexec_fn=confine,
            start_new_session=True,
            cwd="/",
            env=os.environ | {"RUST_BACKTRACE": "0"},
            **more,
        )
        self.pid = self.child.pid

    def send(self, number):
        self.child.send_signal(number)

    def wait(self, seconds):
        """Whether it ended in time; if it did not it is killed, with its workers."""
        try:
            self.status = self.child.wait(seconds)
            return True
        except subprocess.TimeoutExpired:
            workers = descendants(self.pid)
            self.child.kill()
            self.child.wait()
            for pid in filter(is_alive, workers):
                os.kill(pid, 9)
            return False

    def said(self):
        self.words.seek(0)
        return self.words.read().decode("utf-8", "replace")

    def last_words(self):
        lines = [line for line in self.said().splitlines() if line.strip()]
        return f"status {self.status}: {' | '.join(lines[-2:])[:200]}"

    def crashed(self, sent=()):
        """Ended by a panic, an abort, or a signal that nobody sent."""
        if self.status is not None and self.status < 0:
            return -self.status not in [int(number) for number in sent]
        # 128 and more is what a shell gives for a signal; 101 is a panic.
        return self.status in (101, 134, 139) or "panicked at" in self.said()


def descendants(pid):
    """The processes that a process has started, and theirs."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            after_name = (entry / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents.setdefault(int(after_name[1]), []).append(int(entry.name))
    found, ahead = [], [pid]
    while ahead:
        children = parents.get(ahead.pop(), [])
        found += children
        ahead += children
    return found


def is_alive(pid):
    """Whether a process is there that has not ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False
