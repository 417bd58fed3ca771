"""Every command of the guides runs, in the order of its page, and prints what the page shows.

A page is a script: its blocks ``sh`` run one after the other in one shell and one empty folder,
with the files that its own text names. Each line of a block ``text`` stands in what the block
before it printed. Blocks ``not-run`` need what no test has (an index, a daemon, a cluster); only
the pages named here may have them.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pysam
import pytest

from tests.depth_files import per_base
from tests.vcf_builder import NONSENSE, Vcf

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
BLOCK = re.compile(r"^```([\w-]*)\n(.*?)^```$", re.M | re.S)
KINDS = {"sh", "text", "not-run", "python"}
NOT_RUN = {"install.md", "how-to-cluster.md"}
PAGES = sorted(path.name for path in DOCS.glob("*.md") if "```sh\n" in path.read_text("utf-8"))
GUIDES = [
    "index.md",
    "install.md",
    "tutorial.md",
    "explanation.md",
    *(p.name for p in DOCS.glob("how-to*.md")),
]
END = "---- end of block ----"


def an_assay(folder: Path) -> None:
    """Depth of 24 references and of a child who lost one copy of exon 3, and the child's calls."""
    (folder / "references").mkdir()
    for number in range(24):
        scale = 0.8 + 0.02 * number
        per_base(folder / "references" / f"R{number}.per-base.bed", {}, scale=scale, scatter=0.02)
    per_base(folder / "child.per-base.bed", {3: 0.5}, scatter=0.02)
    for path in [*(folder / "references").glob("*.bed"), folder / "child.per-base.bed"]:
        pysam.tabix_compress(str(path), f"{path}.gz", force=True)
        path.unlink()
    Vcf(samples=("child",)).write(folder / "child.vcf")


def a_patient(folder: Path) -> None:
    """Calls of one person, compressed."""
    Vcf(samples=("patient",)).add(NONSENSE, "0/1").write(folder / "patient.vcf")
    pysam.tabix_index(str(folder / "patient.vcf"), preset="vcf")


def a_sheet_and_an_assay(folder: Path) -> None:
    """A sheet of two people of the demo, and the files of an assay, the child's compressed."""
    demo = ROOT / "resources" / "demo"
    lines = [f"{name}\t{demo / name}.vcf" for name in ("hom_nonsense", "comphet_trans")]
    (folder / "samples.tsv").write_text("\n".join(["sample\tfiles", *lines]) + "\n", "utf-8")
    an_assay(folder)
    pysam.tabix_index(str(folder / "child.vcf"), preset="vcf")


PREPARED: dict[str, Callable[[Path], None]] = {
    "how-to-exome.md": an_assay,
    "index.md": a_patient,
    "operators.md": a_sheet_and_an_assay,
}


def blocks(page: str) -> list[tuple[str, str]]:
    """Kind and text of each block of a page."""
    return BLOCK.findall((DOCS / page).read_text("utf-8"))


def environment() -> dict[str, str]:
    """The programs of this environment, of this checkout."""
    here = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": here, "PYTHONPATH": str(ROOT), "project": str(ROOT)}


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES)
def test_every_command_of_a_page_runs_and_prints_what_stands_there(page, tmp_path):
    if page in PREPARED:
        PREPARED[page](tmp_path)
    script = "".join(f"{text}echo '{END}'\n" for kind, text in blocks(page) if kind == "sh")
    done = subprocess.run(
        ["bash", "-eu", "-c", script],
        cwd=tmp_path,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert done.returncode == 0, done.stdout
    printed = done.stdout.split(END)
    number = -1
    for kind, text in blocks(page):
        number += kind == "sh"
        if kind == "text":
            lines = set(printed[number].splitlines())
            assert set(text.splitlines()) <= lines, printed[number]


@pytest.mark.parametrize("page", GUIDES)
def test_guides_have_no_command_that_is_not_told_apart(page):
    """A block is of a kind that is run or compared; an indented one would be neither."""
    text = (DOCS / page).read_text("utf-8")
    kinds = [kind for kind, _ in blocks(page)]
    assert set(kinds) <= KINDS
    assert "not-run" not in kinds or page in NOT_RUN
    outside = BLOCK.sub("", text)
    assert not re.search(r"^ {4}\S", outside, re.M), "an indented block"
    assert "```" not in outside
