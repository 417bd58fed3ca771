"""The edge of the program: exit status, its own faults, standard streams, options, pages.

Expected by docs/operators.md ("Exit status", "Faults of the program").
"""

from __future__ import annotations

import errno
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from osteo_annot.cli import annotate as annotate_module
from osteo_annot.cli import explain as explain_module
from osteo_annot.cli.arguments import paths_first
from osteo_annot.cli.explain import run_explain
from osteo_annot.cli.main import main
from osteo_annot.errors import REMEDIES, reason_of
from osteo_annot.locus.files import resource_text
from osteo_annot.report.result import build
from tests.vcf_builder import NONSENSE, SV_HEADER, Vcf

PACKAGE = Path(__file__).resolve().parents[1] / "osteo_annot"


@pytest.fixture
def fx_vcf(tmp_path) -> Path:
    return Vcf(samples=("A", "B")).add(NONSENSE, "0/1", "1/1").write(tmp_path / "p.vcf")


NAME = "Jane Roe"


def broken(*_: object, **__: object) -> None:
    """A fault whose message holds a value of the file."""
    try:
        raise KeyError(NAME)
    except KeyError as error:
        raise ZeroDivisionError(NAME) from error


# Faults of the program


def test_a_fault_is_logged_with_its_places_and_exits_1(fx_vcf, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(annotate_module, "replace", broken)
    assert main(["annotate", str(fx_vcf), "--out", str(tmp_path / "out")]) == 1
    told = capsys.readouterr().err
    assert "ERROR osteo_annot: at annotate" in told
    places = [told.index(word) for word in ("in broken\n", "KeyError", "ZeroDivisionError")]
    assert places == sorted(places)
    assert "FAILED INTERNAL_ERROR: annotate: ZeroDivisionError." in told
    assert NAME not in told
    assert "REFUSED" not in told


def test_debug_logs_the_values_too(fx_vcf, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(annotate_module, "replace", broken)
    assert main(["--debug", "annotate", str(fx_vcf), "--out", str(tmp_path / "out")]) == 1
    assert f"ZeroDivisionError: {NAME}" in capsys.readouterr().err


def test_a_fault_with_one_sample_takes_no_other_along(fx_vcf, tmp_path, monkeypatch, capsys):
    real = build.result_of

    def result_of(inputs, name, options):
        return broken() if name == "A" else real(inputs, name, options)

    monkeypatch.setattr(build, "result_of", result_of)
    out = tmp_path / "out"
    assert main(["annotate", str(fx_vcf), "--out", str(out)]) == 1
    assert {path.name.split(".")[0] for path in out.iterdir()} == {"B", "cohort"}
    assert "FAILED INTERNAL_ERROR: A: ZeroDivisionError." in capsys.readouterr().err


def test_a_refusal_is_no_fault_of_the_program(tmp_path, capsys):
    assert main(["annotate", str(tmp_path / "none.vcf"), "--out", str(tmp_path / "out")]) == 3
    told = capsys.readouterr().err
    assert told.startswith("REFUSED FILE_NOT_FOUND: none.vcf: No such file or directory.")
    assert "ERROR" not in told


# Standard streams


def program(*arguments: str | Path, shell: str = '"$@"') -> subprocess.CompletedProcess[str]:
    """The program run by a shell line, in which ``"$@"`` is its command."""
    command = [sys.executable, "-m", "osteo_annot", *map(str, arguments)]
    return subprocess.run(
        ["bash", "-c", shell, "bash", *command], capture_output=True, text=True, check=False
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("shell", "told"),
    [
        ('"$@" > /dev/full', "Standard output: No space left on device.\n"),
        ('"$@" >&-', ""),
        ('"$@" >&- 2>&-', ""),
        ('set -o pipefail; "$@" | true', ""),
    ],
    ids=["full", "closed", "both closed", "reader gone"],
)
def test_a_standard_output_that_takes_nothing_is_no_fault(fx_vcf, tmp_path, shell, told):
    out = tmp_path / "out"
    done = program("annotate", fx_vcf, "--out", out, shell=shell)
    assert (done.returncode, done.stderr) == (0, told)
    page = (out / "A.json").read_text()
    assert page.startswith("{")
    assert page.endswith("}\n")
    assert {path.name.split(".")[0] for path in out.iterdir()} == {"A", "B", "cohort"}


@pytest.mark.slow
def test_an_answer_that_only_standard_output_has_is_missed(tmp_path):
    done = program("explain", "PVS1", shell='"$@" > /dev/full')
    assert done.returncode == 3
    assert program("explain", shell='set -o pipefail; "$@" | head -n 1').returncode == 0


# Options


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("--hpo HP:0011002 x.vcf --out o", "x.vcf --hpo HP:0011002 --out o"),
        ("--out o --hpo HP:1 HP:2 a.vcf b.vcf", "a.vcf b.vcf --out o --hpo HP:1 HP:2"),
        ("a.vcf --hpo-absent HP:1 https://h/b.bcf", "https://h/b.bcf a.vcf --hpo-absent HP:1"),
        ("--coverage c.bed x.vcf.gz --out o", "x.vcf.gz --coverage c.bed --out o"),
        ("--depth-reference p.tsv x.VCF", "x.VCF --depth-reference p.tsv"),
        ("--hpo HP:1 -- x.vcf", "--hpo HP:1 -- x.vcf"),
        ("--gnomad g.vcf x.vcf", "--gnomad g.vcf x.vcf"),  # either may be the source
        ("--hpo seizures x.vcf", "x.vcf --hpo seizures"),  # refused as no term, not as no file
    ],
)
def test_a_vcf_after_an_option_with_several_values(written, meant):
    assert paths_first(["annotate", *written.split()]) == ["annotate", *meant.split()]


def test_hpo_before_the_vcf_works(fx_vcf, tmp_path):
    out = str(tmp_path / "out")
    assert main(["annotate", "--hpo", "HP:0011002", str(fx_vcf), "--out", out]) == 0
    assert '"HP:0011002"' in (tmp_path / "out" / "A.json").read_text()


def test_an_option_given_twice_adds_up(tmp_path):
    """The second must not push the first out without a word."""
    vcf = Vcf(extra_header=SV_HEADER).add(NONSENSE, "0/1").write(tmp_path / "p.vcf")
    out = tmp_path / "out"
    terms = ["--hpo", "HP:0011002", "--hpo", "HP:0000648"]
    assert main(["annotate", str(vcf), "--out", str(out), *terms]) == 0
    text = (out / "P1.json").read_text()
    assert '"HP:0011002"' in text
    assert '"HP:0000648"' in text


@pytest.mark.parametrize("command", ["annotate", "check", "batch", "cohort", "panel", "explain"])
def test_help_keeps_its_paragraphs_and_names_files_first(command, capsys):
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    assert ended.value.code == 0
    told = capsys.readouterr().out
    module = sys.modules[f"osteo_annot.cli.{command}"]
    assert module.__doc__.strip() in told
    assert told.startswith(f"usage: osteo-annot {command} {module.USAGE}\n")


# Pages and remedies


def test_an_explained_code_says_in_which_list_and_room_it_stands():
    told = run_explain("FILTERED_CALL").splitlines()
    assert told[0] == "2 meanings, by the list in which it stands:"
    assert told[1].startswith("FILTERED_CALL (Reason of the verdict; verdict): ")
    assert told[2].startswith("FILTERED_CALL (What hid a call; copies): ")
    assert "meanings" not in run_explain("APPARENT_HOM")


def test_pages_that_remedies_name_are_printed(capsys):
    assert main(["explain", "--policy"]) == 0
    policy = capsys.readouterr().out
    assert policy == resource_text("OSTM1/policy.yaml")
    assert yaml.safe_load(policy)["enabled"]
    assert main(["explain", "--order"]) == 0
    assert capsys.readouterr().out == resource_text("schemas/order.schema.json")
    assert main(["explain", "--laboratory"]) == 0
    assert capsys.readouterr().out == resource_text("schemas/laboratory.schema.json")
    assert main(["explain", "--sources"]) == 0
    assert "CLNSIG" in capsys.readouterr().out


def test_remedies_name_no_file_of_the_checkout():
    """An installed wheel holds neither docs/ nor resources/ where a user would look."""
    for remedy in REMEDIES.values():
        assert not re.search(r"\b(?:docs|resources|config|workflow)/", remedy), remedy
        for option in re.findall(r"osteo-annot explain (--\w+)", remedy):
            assert option.removeprefix("--") in explain_module.USAGE


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(errno.ENOSPC, "No space left", "/home/roe/out"), "No space left."),
        (OSError("index of /roe/a.vcf.gz failed"), "index of a.vcf.gz failed."),
        (OSError("[E::hts] one\n\ncannot open `/data/J. Roe/a.bam'\n"), "cannot open `a.bam'."),
        (OSError("failed: 's3://roe/data/a.bcf?key=1'"), "failed: 'a.bcf'."),
        (EOFError(), "EOFError."),
        (ValueError("3/4 of the blocks are read."), "3/4 of the blocks are read."),
    ],
)
def test_a_reason_is_a_sentence_without_folders_and_keys(error, told):
    """Also where the system gives no words of its own: "None." was told of a full disk."""
    assert reason_of(error) == told


def test_what_a_library_says_is_told_without_folders():
    """Messages of htslib hold whole paths; ``reason_of`` is the one way from exception to user."""
    told = re.compile(r"except [^:]*OSError[^:]*:\n(?:.*\n){0,3}.*(?:\{error|error\.strerror)")
    for path in PACKAGE.rglob("*.py"):
        found = told.search(path.read_text(encoding="utf-8"))
        assert found is None, f"{path.name}: {found[0]}"
