"""The documents of the soak: copies of the fixtures, and cut, damaged and garbled ones made of them."""

import re
import shutil
from pathlib import Path

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures/releases"
# Some thirty inputs in all: a summary of more lines, each with what was refused, does not fit the smallest file that a trial allows.
COPIES = 2
CUTS = (40, 60, 80, 95)
DAMAGED = 32


def labelled_copies(folder):
    """Every fixture several times, so that a run takes long enough to be disturbed."""
    folder.mkdir()
    for source in sorted(FIXTURES.iterdir()):
        for number in range(COPIES):
            shutil.copy(source, folder / f"{source.stem}-{number}{source.suffix}")
    folder.chmod(0o755)


def damaged_files(folder, rng, per_file):
    """By sort of damage, documents with the file each is made of."""
    originals = [path for path in sorted(folder.iterdir()) if path.stem.endswith("-0")]
    made = {f"PDF cut at {cut} %": [] for cut in CUTS} | {"PDF, 32 bytes of a stream": [], "text with garbage": []}
    for source in originals:
        content = source.read_bytes()
        if source.suffix == ".pdf":
            for cut in CUTS:
                # And some bytes to and fro, so that every seed cuts elsewhere.
                end = len(content) * cut // 100 + rng.randint(-20, 20)
                made[f"PDF cut at {cut} %"].append((source, content[:end]))
            damaged = [(source, with_damaged_stream(content, rng)) for _ in range(per_file)]
            made["PDF, 32 bytes of a stream"] += damaged
        else:
            made["text with garbage"] += [(source, with_garbage(content, rng)) for _ in range(per_file)]
    return made


def with_damaged_stream(content, rng):
    spans = [m.span(1) for m in re.finditer(rb"stream\r?\n(.*?)endstream", content, re.S) if len(m[1]) > DAMAGED]
    start, end = rng.choices(spans, [b - a for a, b in spans])[0]
    at = rng.randrange(start, end - DAMAGED)
    return content[:at] + rng.randbytes(DAMAGED) + content[at + DAMAGED :]


def with_garbage(content, rng):
    kind = rng.randrange(4)
    at = rng.randrange(len(content))
    if kind == 0:
        return content[:at] + rng.randbytes(200) + content[at:]
    if kind == 1:
        return content[:at] + rng.choice([b"\0", b"\x0c", b"9", b"(", b"|", b"\x1b[2J"]) * rng.choice([40, 4000]) + content[at:]
    if kind == 2:
        return content[:at]
    lines = content.splitlines(keepends=True)
    rng.shuffle(lines)
    return b"".join(lines)
