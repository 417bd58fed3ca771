"""The library: its promise is pinned, its page runs, and it says what the command says."""

from __future__ import annotations

import doctest
import inspect
from pathlib import Path

import pytest

from osteo_annot import api
from osteo_annot.cli.annotate import run_annotate
from tests.vcf_builder import NONSENSE, Vcf

ROOT = Path(__file__).resolve().parents[1]

PROMISED = {
    "demo_folder": "() -> 'Path'",
    "document": "(result: 'Result') -> 'dict[str, Any]'",
    "judge": (
        "(files: 'Files', sample: 'str | None' = None, *, hpo: 'Sequence[str]' = (), "
        "hpo_absent: 'Sequence[str]' = (), phenopacket: 'FilePath | None' = None, "
        "order: 'FilePath | None' = None, laboratory: 'FilePath | None' = None) -> 'Result'"
    ),
    "read_files": (
        "(vcfs: 'Sequence[FilePath]', *, sample: 'str | None' = None, "
        "pedigree: 'FilePath | None' = None, assembly: 'str | None' = None, "
        "reference: 'FilePath | None' = None, coverage: 'Sequence[FilePath]' = (), "
        "reads: 'Sequence[str]' = (), depth_reference: 'Sequence[FilePath]' = (), "
        "deletions_searched: 'Sequence[FilePath]' = (), policy: 'FilePath | None' = None, "
        "gnomad: 'Sequence[FilePath]' = (), clinvar: 'Sequence[FilePath]' = (), "
        "splice: 'Sequence[FilePath]' = (), missense: 'Sequence[FilePath]' = ()) -> 'Files'"
    ),
    "read_result": "(path: 'FilePath') -> 'Result'",
    "row": "(result: 'Result') -> 'dict[str, str]'",
    "schema": "() -> 'Mapping[str, Any]'",
    "write": (
        "(result: 'Result', files: 'Files', folder: 'FilePath', *, "
        "formats: 'Iterable[str]' = ('json', 'html', 'tsv', 'vcf', 'pdf'), "
        "language: 'str' = 'en') -> 'tuple[Path, ...]'"
    ),
}
"""A change here is a change of what is promised: docs/releasing.md says which version it takes."""
TYPES = {
    *("Assembly", "Confidence", "Event", "Fault", "Files", "RefusalCode", "RefusedError"),
    *("Result", "State"),
}


def test_what_is_promised_is_what_is_there():
    functions = {name for name in api.__all__ if inspect.isfunction(getattr(api, name))}
    assert {name: str(inspect.signature(getattr(api, name))) for name in functions} == PROMISED
    types = {name for name in api.__all__ if inspect.isclass(getattr(api, name))}
    assert types == TYPES
    assert set(api.__all__) == functions | types | {"SCHEMA_VERSION"}
    assert (ROOT / "osteo_annot" / "py.typed").is_file()


def test_every_name_has_its_words_on_the_page():
    page = (ROOT / "docs" / "api.md").read_text("utf-8").partition("## Names")[2]
    for name in api.__all__:
        assert f"`{name}" in page or f"`api.{name}" in page, name


@pytest.mark.slow
def test_the_examples_of_the_page_are_true(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    failed, tried = doctest.testfile(
        str(ROOT / "docs" / "api.md"), module_relative=False, encoding="utf-8"
    )
    assert (failed, tried > 20) == (0, True)


def test_the_library_writes_what_the_command_writes(tmp_path, assembly):
    path = Vcf(assembly=assembly).add(NONSENSE, "0/1").write(tmp_path / "p.vcf")
    formats = ["json", "tsv"]
    run_annotate([path], tmp_path / "command", formats=formats, hpo=["HP:0011002"])
    files = api.read_files([str(path)])
    written = api.write(
        api.judge(files, hpo=["HP:0011002"]), files, tmp_path / "library", formats=formats
    )
    assert [p.read_bytes() for p in written] == [
        (tmp_path / "command" / p.name).read_bytes() for p in written
    ]


def test_several_people_are_not_guessed(tmp_path):
    files = api.read_files([api.demo_folder() / "trio.vcf"])
    with pytest.raises(ValueError, match="3 people"):
        api.judge(files)
    assert api.judge(files, "father").sample == "father"


def test_one_text_is_no_list_of_paths():
    with pytest.raises(TypeError, match="list of paths"):
        api.read_files("patient.vcf")


@pytest.mark.parametrize("text", ["{}", "no JSON", ""])
def test_what_is_no_result_is_refused(text, tmp_path):
    path = tmp_path / "x.json"
    path.write_text(text, "utf-8")
    with pytest.raises(api.RefusedError) as refused:
        api.read_result(path)
    assert refused.value.faults[0].code is api.RefusalCode.RESULT_INVALID
    path.unlink()
    with pytest.raises(api.RefusedError) as refused:
        api.read_result(path)
    assert refused.value.faults[0].code is api.RefusalCode.FILE_NOT_FOUND
