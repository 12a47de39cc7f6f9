"""The lock's seal: proof, without a network, that `make lock` wrote the lock from this pyproject.toml."""

import hashlib
import json
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
HEADER = "# Written by `make lock`; do not edit. Seal: "


def seal(packages: str) -> str:
    """A digest over what was asked for (the dependency tables) and what came out (the pinned packages)."""
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text())
    project = pyproject["project"]
    asked = [
        project["requires-python"],
        project["dependencies"],
        project["optional-dependencies"],
        pyproject["build-system"]["requires"],
    ]
    return hashlib.sha256((json.dumps(asked) + packages).encode()).hexdigest()


def main(what: str) -> int:
    """`write` seals the lock, `check` tells whether the seal holds; the exit code is 1 when it does not."""
    lines = LOCK.read_text().splitlines(keepends=True)
    packages = "".join(line for line in lines if not line.startswith("#"))
    header = f"{HEADER}{seal(packages)}\n"
    if what == "write":
        LOCK.write_text(header + packages)
        return 0
    if lines[0] == header:
        return 0
    print("requirements.lock does not belong to pyproject.toml: run `make lock` and commit both.")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
