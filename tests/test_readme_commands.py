"""The commands of the README and of the pages on review run as they stand there.

An indented line of these pages is a command. What stands in capitals is replaced as a reader would
replace it; what no test has (an index, a cluster, another machine) is told by the patterns of
``ELSEWHERE`` and held against the command line's own arguments alone.
"""

from __future__ import annotations

import fcntl
import os
import re
import select
import shlex
import signal
import socket
import subprocess
import sys
import termios
import time
from pathlib import Path

import httpx
import pysam
import pytest

from osteo_annot.cli.main import parser
from tests.knowledge import SourceVcf
from tests.vcf_builder import NONSENSE, SYNONYMOUS, Vcf, deletion_search

ROOT = Path(__file__).resolve().parents[1]
PAGES = ["README.md", *sorted(str(p.relative_to(ROOT)) for p in (ROOT / "docs").glob("*.md"))]
PAGES.remove("docs/commands.md")  # usages, written by the parser itself
ELSEWHERE = {
    "^make ": "sets up an environment of its own: .ci/bare-machine runs them",
    "^pip install": "asks an index of packages",
    "--workflow-profile": "needs a cluster (tests/workflow/test_slurm.py has one)",
    "postgresql://": "needs a server (tests/review/test_stores.py starts one)",
    "--public-url": "needs a name with a certificate (tests/test_review_proxy.py has a proxy)",
}
PASSWORD = "three plain words 42"
NAMES = {
    "STORE": "store.sqlite",
    "RESULTS": "results",
    "COPY.sqlite": "copy.sqlite",
    "POLICY.yaml": "policy.yaml",
    "DECISIONS.json": "decisions.json",
    "ID": "patient",
    "DIR": "exported",
}
"""What stands for a name of the reader's, and the one taken here."""


def commands(page: str) -> list[str]:
    """The commands of a page in its order, each on one line, without the words behind ``#``."""
    text = re.sub(r"^```.*?^```$", "", (ROOT / page).read_text("utf-8"), flags=re.M | re.S)
    text = text.replace("\\\n", " ")
    programs = r"^ {4}((?:osteo-annot|snakemake|make|pip) [^\[\n]*)$"  # [options] is a usage
    return [re.sub(r"\s+#.*", "", line).strip() for line in re.findall(programs, text, re.M)]


def own(command: str) -> bool:
    """Whether a command runs here."""
    return not any(re.search(word, command) for word in ELSEWHERE)


@pytest.mark.parametrize("page", PAGES)
def test_every_command_is_one_of_the_command_line(page: str) -> None:
    for command in commands(page):
        for part in re.split(r"\s\|\s", command):
            words = shlex.split(part)
            if words[0] == "osteo-annot":
                assert parser(words[1]).parse_args(words[1:]), part


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files that the README names, and a checkout beside them."""
    here = tmp_path_factory.mktemp("readme")
    for name in ("Snakefile", "workflow", "config", "resources", "osteo_annot"):
        (here / name).symlink_to(ROOT / name)
    _patients(here)
    _knowledge(here)
    (here / "policy.yaml").write_text("second_reader: {MONOALLELIC: none}\n", "utf-8")
    (here / "decisions.json").write_text('{"comments": ["The parents are asked."]}', "utf-8")
    for name in ("ann", "bob"):
        (here / f"{name}.txt").write_text(f"{PASSWORD}\n", "utf-8")
    return here


def _patients(here: Path) -> None:
    """One person; a child with parents, a search for deletions, and regions; a sheet."""
    Vcf(samples=("patient",)).add(NONSENSE, "0/1").write(here / "patient.vcf")
    family = Vcf(samples=("child", "mother", "father"))
    family.add(NONSENSE, "0/1", "0/1", "0/0").add(SYNONYMOUS, "0/1", "0/0", "0/1")
    family.write(here / "small.g.vcf")
    deletion_search(samples=("child",)).write(here / "sv.vcf")
    Vcf(samples=("child",)).add(NONSENSE, "0/1").write(here / "child.vcf")
    lines = ("child father mother 0 2", "mother 0 0 2 1", "father 0 0 1 1")
    (here / "family.ped").write_text("".join(f"F {line}\n" for line in lines), "utf-8")
    (here / "callable.bed").write_text("chr6\t108040000\t108080000\n", "utf-8")
    (here / "my_samples.tsv").write_text("sample\tfiles\npatient\tpatient.vcf.gz\n", "utf-8")
    for name in ("patient.vcf", "small.g.vcf", "sv.vcf", "child.vcf"):
        pysam.tabix_index(str(here / name), preset="vcf")


def _knowledge(here: Path) -> None:
    """Files of the sources, by the names under which they are published."""
    told = {
        "gnomad.exomes.v4.1.sites.chr6.vcf": "AC=1;AN=150000;AF=6.7e-6;nhomalt=0",
        "gnomad.v4.1.sv.sites.vcf": "AC=1;AN=120000;AF=8e-6;SVTYPE=DEL;END=108045000;N_HOMALT=0",
        "clinvar.vcf": "CLNSIG=Pathogenic;CLNREVSTAT=no_assertion_criteria_provided",
        "spliceai_scores.raw.snv.hg38.vcf": "SpliceAI=A|OSTM1|0.01|0.00|0.00|0.02|1|2|3|4",
        "revel.vcf": "REVEL=0.2",
    }
    for name, info in told.items():
        site = (108_044_000, "N", "<DEL>") if "SVTYPE" in info else NONSENSE
        SourceVcf().add(site, info).write(here / name)
        end = "bgz" if name.startswith("gnomad.exomes") else "gz"
        pysam.tabix_compress(str(here / name), str(here / f"{name}.{end}"))
        pysam.tabix_index(str(here / f"{name}.{end}"), preset="vcf")


def run(command: str, folder: Path) -> None:
    """One command; a password that is asked for is typed, a server is stopped when it answers."""
    words = [re.sub("^RESULTS(?=/)", "results", NAMES.get(w, w)) for w in shlex.split(command)]
    here = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    env = {**os.environ, "PATH": here, "PYTHONPATH": str(ROOT)}
    if words[1:3] == ["review", "serve"]:
        return _served(words, folder, env)
    status, told = _at_a_terminal(words, folder, env)
    assert status == 0, f"{command}\n{told}"
    return None


def _at_a_terminal(words: list[str], folder: Path, env: dict[str, str]) -> tuple[int, str]:
    """Status and output of a command at a terminal of its own, where passwords are asked for."""
    terminal, inner = os.openpty()
    told = folder / "told.txt"
    until = time.monotonic() + 120
    with (
        told.open("wb") as out,
        subprocess.Popen(
            words, cwd=folder, env=env, stdin=inner, stdout=out, stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        ) as program,
    ):  # fmt: skip
        while program.poll() is None and time.monotonic() < until:
            ready, _, _ = select.select([terminal], [], [], 0.05)
            if ready and b"assword" in os.read(terminal, 4096):
                os.write(terminal, f"{PASSWORD}\n".encode())
        if program.poll() is None:
            program.kill()
    os.close(terminal)
    os.close(inner)
    return program.returncode, told.read_text("utf-8")


def _served(words: list[str], folder: Path, env: dict[str, str]) -> None:
    """A server that comes up, answers at its address, and ends when it is asked to."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    with subprocess.Popen(
        [*words, "--port", str(port)], cwd=folder, env=env,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    ) as server:  # fmt: skip
        until = time.monotonic() + 60
        while server.poll() is None and time.monotonic() < until:
            try:
                assert httpx.get(f"http://127.0.0.1:{port}/sign-in", timeout=30).is_success
                break
            except httpx.TransportError:
                time.sleep(0.1)
        server.send_signal(signal.SIGINT)
        _, told = server.communicate(timeout=30)
    assert server.returncode == 128 + signal.SIGINT, told
    assert "Traceback" not in told


@pytest.mark.slow
def test_the_commands_of_the_readme_run(folder: Path) -> None:
    told = [command for command in commands("README.md") if own(command)]
    assert len(told) >= 8
    for command in told:
        run(command, folder)
    for name in ("patient.html", "child.html", "cohort.tsv", "review.sqlite"):
        assert (folder / "results" / name).is_file(), name


@pytest.mark.slow
@pytest.mark.parametrize("page", ["docs/review-operators.md", "docs/review-commands.md"])
def test_the_commands_of_a_review_run(page: str, folder: Path) -> None:
    if not (folder / "results" / "patient.json").is_file():
        run("osteo-annot annotate patient.vcf.gz --out results/ --formats json", folder)
    told = [command for command in commands(page) if own(command)]
    assert len(told) >= 5
    for command in told:
        run(command, folder)
