"""The sample sheet: meanings fixed by its manual, config/README.md and the sheet schema."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osteo_annot.errors import RefusalCode, RefusedError
from osteo_annot.intake.person.sheet import SheetRow, batch_count, batch_of, read_sheet
from osteo_annot.locus.assembly import Assembly


@pytest.fixture
def fx_sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Write a sheet beside a.vcf, b.vcf and fam.ped, with the working directory there."""
    monkeypatch.chdir(tmp_path)
    for name in ("a.vcf", "b.vcf", "fam.ped", "cov.bed", "order.json", "packet.json"):
        (tmp_path / name).write_text("")

    def write(text: str) -> Path:
        path = tmp_path / "samples.tsv"
        path.write_bytes(text.encode())
        return path

    return write


def refused(path: Path) -> list[tuple[str, str]]:
    """Place and finding of every fault that the sheet is refused for."""
    with pytest.raises(RefusedError) as caught:
        read_sheet(path)
    assert {fault.code for fault in caught.value.faults} == {RefusalCode.SHEET_INVALID}
    return [(fault.where, fault.what) for fault in caught.value.faults]


def test_every_column_becomes_a_typed_value(fx_sheet):
    path = fx_sheet(
        "sample\tfiles\tvcf_sample\tpedigree\tassembly\tcoverage\thpo\thpo_absent\torder\t"
        "phenopacket\nP1\ta.vcf; b.vcf\tS-7\tfam.ped\tGRCh37\tcov.bed\tHP:0011002;HP:0001744\t"
        "HP:0001250\torder.json\tpacket.json\n"
    )
    assert read_sheet(path) == [
        SheetRow(
            sample="P1",
            files=(Path("a.vcf"), Path("b.vcf")),
            vcf_sample="S-7",
            pedigree=Path("fam.ped"),
            assembly=Assembly.GRCH37,
            coverage=(Path("cov.bed"),),
            hpo=("HP:0011002", "HP:0001744"),
            line=2,
            hpo_absent=("HP:0001250",),
            phenopacket=Path("packet.json"),
            order=Path("order.json"),
        )
    ]


def test_optional_columns_may_be_absent_and_columns_stand_in_any_order(fx_sheet):
    (row,) = read_sheet(fx_sheet("files\tsample\na.vcf\tP1\n"))
    assert (row.sample, row.files) == ("P1", (Path("a.vcf"),))
    assert (row.vcf_sample, row.pedigree, row.assembly) == (None, None, None)
    assert (row.coverage, row.hpo) == ((), ())


@pytest.mark.parametrize("name", ["NA", "nan", "null", "None", "007", "1e5", "True", "0"])
def test_names_that_look_like_missing_values_or_numbers_stay_names(fx_sheet, name):
    (row,) = read_sheet(fx_sheet(f"sample\tfiles\n{name}\ta.vcf\n"))
    assert row.sample == name


def test_vcf_sample_na_is_a_name(fx_sheet):
    (row,) = read_sheet(fx_sheet("sample\tfiles\tvcf_sample\nP1\ta.vcf\tNA\n"))
    assert row.vcf_sample == "NA"


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_lines_are_counted_over_comments_and_empty_lines(fx_sheet, newline):
    text = "\ufeff# sheet\nsample\tfiles\n\nP1\ta.vcf\n# more\n\t\nP2\tb.vcf\n"
    rows = read_sheet(fx_sheet(text.replace("\n", newline)))
    assert [(row.sample, row.line) for row in rows] == [("P1", 4), ("P2", 7)]


def test_a_hash_or_quote_inside_a_path_belongs_to_the_path(fx_sheet, tmp_path):
    (tmp_path / 'run#3 "x".vcf').write_text("")
    (row,) = read_sheet(fx_sheet('sample\tfiles\nP1\trun#3 "x".vcf\n'))
    assert row.files == (Path('run#3 "x".vcf'),)


def test_all_faults_are_listed_with_their_true_lines(fx_sheet):
    path = fx_sheet(
        "# five faults\n"
        "sample\tfiles\tassembly\thpo\n"
        "\n"
        "P 1\ta.vcf\t\t\n"
        "P2\ta.vcf;a.vcf\t\t\n"
        "P3\ta.vcf\thg19\t\n"
        "P4\ta.vcf\t\tHP:11002\n"
        "p4\ta.vcf\t\t\n"
        "P5\ta.vcf\t\t\n"
    )
    found = refused(path)
    assert [where for where, _ in found] == [f"samples.tsv, line {n}" for n in range(4, 9)]
    for (_, what), part in zip(
        found, ["P 1", "more than once", "hg19", "HP:11002", "line 7"], strict=True
    ):
        assert part in what


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("sample\tfile\nP1\ta.vcf\n", "files is missing"),
        ("sample\tfile\nP1\ta.vcf\n", "column file is not known"),
        ("sample files\nP1 a.vcf\n", "separated by tabs"),
        ("sample\tfiles\tfiles\nP1\ta.vcf\ta.vcf\n", "files is there 2 times"),
        ("sample\tfiles\nP1\n", "1 cells, the header has 2"),
        ("sample\tfiles\nP1\ta.vcf\t\n", "3 cells, the header has 2"),
        ("sample\tfiles\n\ta.vcf\n", "no name"),
        ("sample\tfiles\nP1\t\n", "names no file"),
        ("sample\tfiles\nP1\ta.vcf;\n", "empty entry"),
        ("sample\tfiles\nP1\ta.vcf;a.vcf\n", "more than once"),
        ("sample\tfiles\n../P1\ta.vcf\n", "name ../P1"),
        ("sample\tfiles\n" + "P" * 101 + "\ta.vcf\n", "longer than 100"),
        ("sample\tfiles\n", "names no sample"),
        ("# nothing\n", "empty"),
    ],
)
def test_each_fault_is_named(fx_sheet, text, part):
    assert any(part in what for _, what in refused(fx_sheet(text)))


def test_one_line_can_have_several_faults(fx_sheet):
    found = refused(fx_sheet("sample\tfiles\tassembly\n-P\tx.vcf;x.vcf\tT2T\n"))
    assert [where for where, _ in found] == ["samples.tsv, line 2"] * 3


@pytest.mark.parametrize("cell", ["missing.vcf", "a\x00.vcf", "."])
def test_a_file_that_is_not_there_is_no_fault_of_the_sheet(fx_sheet, cell):
    """It concerns its person alone: a row of the batch, a line of the check."""
    (row,) = read_sheet(fx_sheet(f"sample\tfiles\nP1\t{cell}\n"))
    assert row.files == (Path(cell),)


def test_a_sheet_that_is_not_text_or_not_there_is_refused(fx_sheet, tmp_path):
    (tmp_path / "samples.tsv").write_bytes(b"sample\tfiles\nP\xff\ta.vcf\n")
    assert "not UTF-8" in refused(tmp_path / "samples.tsv")[0][1]
    with pytest.raises(RefusedError) as caught:
        read_sheet(tmp_path / "absent.tsv")
    assert [fault.code for fault in caught.value.faults] == [RefusalCode.FILE_NOT_FOUND]


def rows_named(names: list[str]) -> list[SheetRow]:
    return [SheetRow(name, (), None, None, None, (), (), i) for i, name in enumerate(names, 2)]


@given(n=st.integers(0, 60), more=st.integers(0, 20), size=st.integers(1, 25))
def test_batches_partition_the_sheet_and_appending_moves_nobody(n, more, size):
    rows = rows_named([f"P{i}" for i in range(n)])
    longer = rows_named([f"P{i}" for i in range(n + more)])
    batches = [batch_of(rows, i, size) for i in range(1, batch_count(n, size) + 1)]
    assert [row for batch in batches for row in batch] == rows
    assert all(1 <= len(batch) <= size for batch in batches)
    for index, batch in enumerate(batches, 1):
        assert batch_of(longer, index, size)[: len(batch)] == batch


@pytest.mark.parametrize("index", [0, -1, 3])
def test_a_batch_that_is_not_there_is_an_error(index):
    with pytest.raises(ValueError, match="no batch"):
        batch_of(rows_named(["A", "B", "C"]), index, 2)


def test_a_batch_without_rows_is_an_error():
    with pytest.raises(ValueError, match="at least one"):
        batch_count(3, 0)


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        (b"PK\x03\x04\x14\x00\xe9\xff", "It is a workbook of a spreadsheet program"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "It is a workbook of a spreadsheet program"),
        ("sample\tfiles\n".encode("utf-16"), "It is UTF-16 text"),
        ("sample\tfiles\nM\u00fcller\ta.vcf\n".encode("latin-1"), "Line 2 is not UTF-8 text"),
    ],
    ids=["xlsx", "xls", "utf-16", "latin-1"],
)
def test_a_sheet_that_is_no_text_is_told_for_what_it_is(
    tmp_path: Path, raw: bytes, what: str
) -> None:
    path = tmp_path / "samples.tsv"
    path.write_bytes(raw)
    with pytest.raises(RefusedError) as refused:
        read_sheet(path)
    (fault,) = refused.value.faults
    assert fault.code is RefusalCode.SHEET_INVALID
    assert fault.what.startswith(what)
    assert fault.what.endswith("UTF-8." if "workbook" not in what else "(UTF-8).")
