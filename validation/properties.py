"""The invariants of clinical rules 4.3 over many generated cases.

``python -m validation.properties --cases 100000`` runs the property tests of ``tests/`` with as
many cases in all, drawn anew in every run, and fails when one of them does not hold.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from pathlib import Path

_TESTS = Path(__file__).resolve().parents[1] / "tests" / "test_properties.py"


def properties() -> int:
    """How many property tests there are."""
    return len(re.findall(r"^@given", _TESTS.read_text(encoding="utf-8"), re.MULTILINE))


def main(arguments: list[str] | None = None) -> int:
    """Run the properties; the exit status is that of pytest."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=100_000, help="cases in all")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args(arguments)
    each = -(-options.cases // properties())
    sys.stdout.write(f"{properties()} properties, {each:,} cases each.\n")
    sys.stdout.flush()
    command = [sys.executable, "-m", "pytest", "-q", "-n", str(options.jobs), str(_TESTS)]
    environment = {**os.environ, "OSTEO_ANNOT_EXAMPLES": str(each)}
    return subprocess.run(command, check=False, env=environment).returncode


if __name__ == "__main__":
    sys.exit(main())
