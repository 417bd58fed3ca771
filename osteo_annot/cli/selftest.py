"""Check this installation and print the table that a laboratory files for it (IQ and OQ).

IQ: version, sources, data files and required packages. OQ: the demo cases, run here in every format
that is installed, and the state that each has to have. Nothing is kept but the table. Exit status 0
when everything passes, else 1.
"""

from __future__ import annotations

import argparse
import platform
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from osteo_annot.cli.edge import EXIT_BUG, refusal_of, say
from osteo_annot.errors import RefusedError
from osteo_annot.values import dataclass

if TYPE_CHECKING:
    from osteo_annot.report.formats import Format

USAGE = "[--out TSV]"
COLUMNS = ("part", "check", "expected", "found", "outcome")
_CASES = "demo/selftest.tsv"


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the table."""

    part: str
    """``IQ`` (what is installed) or ``OQ`` (what it does)."""
    check: str
    expected: str
    found: str

    @property
    def outcome(self) -> str:
        """``pass`` where what is found is what is expected, or nothing certain is."""
        return "pass" if self.expected in {"", self.found} else "FAIL"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the subcommand."""
    parser.add_argument("--out", type=Path, metavar="TSV", help="also write the table to a file")


def run_selftest() -> list[Check]:
    """Every check with its outcome, in a fixed order."""
    return [*_installed(), *_cases()]


def selftest_text(checks: list[Check]) -> str:
    """The table, with room for who did it and when."""
    from osteo_annot.report.table.tsv import table

    rows = [{name: getattr(check, name) for name in COLUMNS} for check in checks]
    told = {"part": "IQ/OQ", "expected": "to be filled in"}
    rows += [{**told, "check": name} for name in ("performed by", "date", "signature")]
    return table(COLUMNS, rows)


def _installed() -> Iterator[Check]:
    """What is installed: the program, its data, and what it requires."""
    from osteo_annot import __version__
    from osteo_annot.locus.files import resource_versions, sources_digest

    yield Check("IQ", "osteo-annot", "", __version__)
    yield Check("IQ", "sources, SHA-256", "", sources_digest())
    yield Check("IQ", "Python", "", platform.python_version())
    try:
        for name, digest in resource_versions().items():
            yield Check("IQ", f"data file {name}, SHA-256", digest, digest)
    except RefusedError as error:
        for fault in error.faults:
            yield Check("IQ", f"data file {fault.where}", "its checksum", fault.what)
    yield from _packages()


def _packages() -> Iterator[Check]:
    """The packages that the program cannot do without, and whether each is one that it may have."""
    from importlib.metadata import PackageNotFoundError, requires, version

    for line in sorted(requires("osteo-annot") or ()):
        wanted, _, condition = line.partition(";")
        if "extra" in condition:
            continue
        name = "".join(c if c.isalnum() or c in "-_." else " " for c in wanted).split()[0]
        try:
            yield Check("IQ", f"package {wanted.strip()}", "", version(name))
        except PackageNotFoundError:
            yield Check("IQ", f"package {wanted.strip()}", "installed", "missing")


def _cases() -> Iterator[Check]:
    """The demo cases, each in a folder that is gone afterwards."""
    from osteo_annot.locus.files import resource_text
    from osteo_annot.report.formats import Format, is_available

    formats = tuple(format_ for format_ in Format if is_available(format_))
    lines = [x.split("\t") for x in resource_text(_CASES).splitlines() if not x.startswith("#")]
    for cells in lines[1:]:
        case = dict(zip(lines[0], cells, strict=True))
        with tempfile.TemporaryDirectory(prefix="osteo-annot-") as name:
            found = _judged(case, Path(name), formats)
            expected = f"{case['state']}, {case['confidence']}"
            yield Check("OQ", f"case {case['sample']}", expected, found)
            written = {path.name for path in Path(name).rglob("*") if path.stat().st_size}
        for format_ in formats:
            files = {f"{case['sample']}{end}" for end in format_.suffixes}
            said = "written" if files <= written else "not written"
            yield Check("OQ", f"case {case['sample']}, {format_.value}", "written", said)


def _judged(case: dict[str, str], out: Path, formats: tuple[Format, ...]) -> str:
    """State and confidence of a case, or the code of what went wrong."""
    from osteo_annot.cli.batch import run_batch
    from osteo_annot.locus.files import resources

    def named(column: str) -> str:
        return ";".join(str(resources() / "demo" / x) for x in case[column].split(";") if x)

    names = ("sample", "files", "vcf_sample", "pedigree", "coverage")
    cells = [named(n) if n in {"files", "pedigree", "coverage"} else case[n] for n in names]
    sheet = out / "samples.tsv"
    sheet.write_text("\t".join(names) + "\n" + "\t".join(cells) + "\n", encoding="utf-8")
    try:
        (row,) = run_batch(
            sheet, out / "cases", out / "table.tsv", formats=[f.value for f in formats]
        )
    except Exception as error:
        return refusal_of(error, case["sample"]).faults[0].code.value
    refusal = row["refusal"].partition(":")[0]
    return refusal or f"{row['state']}, {row['confidence']}"


def main(arguments: argparse.Namespace) -> int:
    """Run from parsed arguments."""
    from osteo_annot.report.publish import publish_text

    checks = run_selftest()
    text = selftest_text(checks)
    if arguments.out:
        publish_text(arguments.out, text)
    failed = sum(check.outcome == "FAIL" for check in checks)
    told = say(f"{text}# {len(checks)} checks, {failed} failed\n")
    return EXIT_BUG if failed or not told else 0
