"""Seconds of each further person in one process: ``benchmarks.marginal N VCF FORMATS``."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from osteo_annot.cli.annotate import run_annotate


def main() -> None:
    """Print the median of N further persons, all files written, each into a new folder."""
    count, path, formats = int(sys.argv[1]), Path(sys.argv[2]), sys.argv[3].split(",")
    seconds: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(count + 1):
            began = time.process_time()
            run_annotate([path], Path(folder) / str(number), formats=formats)
            seconds.append(time.process_time() - began)
    sys.stdout.write(f"{sorted(seconds[1:])[count // 2]}\n")


if __name__ == "__main__":
    main()
