"""The program that scripts measure: one that is there, or built once."""

import json
import os
import subprocess
from pathlib import Path


def add_option(parser):
    parser.add_argument("--program", type=Path, metavar="FILE", help="a program that is built already (or set CROSSFOOT)")


def program_of(args, root):
    """The program that was asked for, else the one that `cargo build` makes."""
    given = args.program or os.environ.get("CROSSFOOT")
    return Path(given).resolve() if given else build(root)


def build(root):
    """Builds the program once and returns where it is."""
    profile = os.environ.get("CARGO_PROFILE", "release")
    command = ["cargo", "build", "--profile", profile, "-p", "crossfoot-cli", "--bins", "--message-format", "json-render-diagnostics"]
    done = subprocess.run(command, cwd=root, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        raise SystemExit("the program does not build")
    built = [json.loads(line).get("executable") for line in done.stdout.splitlines() if line.startswith("{")]
    return next(Path(path) for path in reversed(built) if path)
