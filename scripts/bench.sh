#!/usr/bin/env bash
# Times the program beside others that read the same PDFs, as whole processes: user and system seconds, peak memory.
#
#   scripts/bench.sh [FILE.pdf|FOLDER...]      default: the corpus where there is one, else fixtures/releases
#
# RUNS=5 is how often each is run; the fastest run counts, as the others were disturbed. Each of our runs writes into a folder of
# its own, as a first conversion does: to take away what a run before has left is not reading. The others read one file after
# the other, and so does ours with one worker: that is what they are compared with. Programs that are not installed
# are left out: pdftotext is in Debian's poppler-utils, mutool in mupdf-tools; camelot-py, pdfplumber, tabula-py and
# pymupdf4llm are Python packages that PYTHON=python3 is asked for. These are run once: they take their time. BENCHMARKS.md
# has a result.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
inputs=("$@")
if [ "${#inputs[@]}" -eq 0 ]; then
    corpus=${CROSSFOOT_CORPUS:-$here/../shared/corpus}
    if [ -d "$corpus/releases" ]; then
        inputs=("$corpus/releases" "$corpus/unlabelled")
    else
        inputs=("$here/fixtures/releases")
    fi
fi
cargo build --release --quiet --manifest-path "$here/Cargo.toml"
cargo build --release --quiet --manifest-path "$here/Cargo.toml" -p crossfoot-ingest --example decode_only
target=${CARGO_TARGET_DIR:-$here/target}/release
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

PYTHON=${PYTHON:-python3} RUNS=${RUNS:-5} python3 -B - "$target" "$work" "${inputs[@]}" <<'PY'
import os, pathlib, shutil, subprocess, sys, time

target, work, given = sys.argv[1], sys.argv[2], [pathlib.Path(p) for p in sys.argv[3:]]
files = []
for path in given:
    files += sorted(p for p in path.rglob("*") if p.suffix.lower() == ".pdf") if path.is_dir() else [path]
files = [str(f) for f in files]
if not files:
    sys.exit("bench: no PDF given")
runs, python = int(os.environ["RUNS"]), os.environ["PYTHON"]

LIBRARIES = {
    "pdfplumber": "with L.open(f) as pdf:\n  for page in pdf.pages: page.extract_tables()",
    "camelot": "L.read_pdf(f, pages='all', flavor='stream', suppress_stdout=True)",
    "tabula": "L.read_pdf(f, pages='all', stream=True, silent=True)",
    "pymupdf4llm": "L.to_markdown(f, show_progress=False)",
}


def has(library):
    return subprocess.run([python, "-c", f"import {library}"], capture_output=True).returncode == 0


def script(library):
    body = "\n".join("  " + line for line in LIBRARIES[library].split("\n"))
    return f"import sys, {library} as L\nfor f in sys.argv[1:]:\n try:\n{body}\n except Exception as e: print(f, e, file=sys.stderr)"


def measure(commands):
    """One run: CPU seconds of all processes and what they waited for, elapsed seconds, the highest peak in MiB."""
    cpu, peak, start = 0.0, 0, time.monotonic()
    for command in commands:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, _, usage = os.wait4(process.pid, 0)
        cpu += usage.ru_utime + usage.ru_stime
        peak = max(peak, usage.ru_maxrss / 1024)
    return cpu, time.monotonic() - start, peak


def ours(*options):
    """A conversion into a folder that is not there yet."""
    ours.runs = getattr(ours, "runs", 0) + 1
    return [f"{target}/crossfoot", "convert", "--quiet", *options, "-o", f"{work}/{ours.runs}", *files]


tools = [
    ("crossfoot, one worker", runs, lambda: [ours("--jobs", "1")]),
    ("crossfoot convert", runs, lambda: [ours()]),
    ("bare decoding (hayro)", runs, lambda: [[f"{target}/examples/decode_only", *files]]),
]
if shutil.which("pdftotext"):
    tools.append(("pdftotext -layout", runs, lambda: [["pdftotext", "-layout", f, "/dev/null"] for f in files]))
if shutil.which("mutool"):
    tools.append(("mutool draw -F txt", runs, lambda: [["mutool", "draw", "-q", "-F", "txt", "-o", "/dev/null", f] for f in files]))
for library in filter(has, LIBRARIES):
    tools.append((library, 1, lambda library=library: [[python, "-c", script(library), *files]]))

size = sum(os.path.getsize(f) for f in files) / 2**20
print(f"{len(files)} PDFs, {size:.1f} MiB; the fastest of {runs} runs, Python libraries one run; {os.cpu_count()} cores")
print(f"{'':24}{'CPU s':>8}{'elapsed':>9}{'peak MiB':>10}{'ours : it':>11}")
best = {}
# In turns, so that what disturbs the machine for a while disturbs them all.
for turn in range(runs):
    for name, times, commands in tools:
        if turn < times:
            best[name] = min(best.get(name, (float("inf"),)), measure(commands()))
own = best[tools[0][0]][0]
for name, (cpu, elapsed, peak) in best.items():
    print(f"{name:24}{cpu:8.2f}{elapsed:9.2f}{peak:10.0f}{own / cpu:11.3f}")
print("\nwhere our time goes, one file at a time (elapsed):")
subprocess.run(ours("--jobs", "1", "--timings"), check=False)
PY
