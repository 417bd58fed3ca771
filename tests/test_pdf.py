"""The PDF: tags, metadata, pages and bytes, read back by pypdf.

Expected by report.md ("PDF", "Page one stands alone"), ISO 14289-1 (PDF/UA-1: tags, title,
language, text for figures, headings in order, heads of tables) and ISO 19005-2 (PDF/A-2a: metadata,
a date).
"""

from __future__ import annotations

import datetime
import os
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle, pairwise
from pathlib import Path
from typing import Any

import pytest
from pypdf import PageObject, PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from osteo_annot.intake.case import read_inputs
from osteo_annot.intake.person.laboratory import Laboratory
from osteo_annot.intake.person.order import Order
from osteo_annot.report.figure.evidence import figures_by_page
from osteo_annot.report.page.compose import page_one
from osteo_annot.report.pdf import compile as compile_module
from osteo_annot.report.pdf.compile import PdfError, pdf_bytes
from osteo_annot.report.pdf.document import write_pdf
from osteo_annot.report.pdf.glyphs import FONTS, in_glyphs, shown
from osteo_annot.report.result.build import Options, result_of
from osteo_annot.report.result.model import Result
from osteo_annot.sentences.language import Language
from tests import golden
from tests.hostile import CORPUS
from tests.pdf_parts import ACTIVE, names_of, printed_lines
from tests.test_demo import DEMO
from tests.typed import judged, with_texts
from tests.vcf_builder import FRAMESHIFT, NONSENSE, Vcf

DAY = "2026-05-03"
PERSON = {"name": "Jane Roe", "identifier": "PAT-77", "second_identifier": "INS-9"}
SIGNED = {
    "person": PERSON,
    "report_id": "R-1",
    "report_status": "final",
    "issued": DAY,
    "signed_by": [{"name": "Dr. A. Bee", "role": "geneticist", "date": DAY}],
}
WHOLE = {
    **SIGNED,
    "date": "2026-04-01",
    "requester": {"name": "Dr. C. Dee", "organisation": "Clinic of the town", "contact": "c@d.org"},
    "recipients": ["Dr. C. Dee", "Dr. E. Eff"],
    "test": "OSTM1 by genome",
    "purpose": "Confirm the cause",
    "assay": "PCR-free genome, 30x",
    "person": {**PERSON, "birth_date": "2025-02-03", "sex": "female"},
    "sample": {
        "identifier": "S-1", "type": "blood", "quality": "good",
        "collected": "2026-04-01", "received": "2026-04-02",
    },
    "indication": "Dense bones and optic atrophy",
    "consanguinity": "yes",
    "consent": {"secondary_findings": "no", "storage": "yes", "reanalysis": "yes"},
    "family": [{"relation": "mother", "affected": "no"}],
}  # fmt: skip
LABORATORY = Laboratory(
    name="Laboratory of the town", address="1 Main Road, 12345 Town", accreditation="ISO 15189, 7"
)
CASES = ("F10", "F11", "F18", "F04", "F34_callable")
MARKUP = (
    '#eval("1+1") #panic() #image("/etc/passwd") #sys.inputs',
    "$x^2$ *bold* _slanted_ `raw` = heading - item + item / term: text",
    "@reference <label> https://x.invalid/a \\ ~ -- --- ... // comment /* comment */",
    '"}]} #{ } [ ] ( ) \\u{202e}',
)
"""Texts that mean something where they are read as the markup of the template."""


def written(result: Result, folder: Path, language: Language = Language.EN) -> Path:
    """The PDF of a result."""
    write_pdf(result, folder / "r.pdf", language)
    return folder / "r.pdf"


def pair(folder: Path, order: dict[str, Any] | None = None) -> Result:
    """Two variants in one person."""
    options = Options(order=Order.model_validate(order)) if order else None
    return judged(folder, Vcf().add(NONSENSE, "0/1").add(FRAMESHIFT, "0/1"), options=options)


def words(path: Path) -> str:
    """All text of a PDF, blanks alike."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())


def root_of(path: Path) -> DictionaryObject:
    """The catalogue of a PDF."""
    root = PdfReader(path).trailer["/Root"].get_object()
    assert isinstance(root, DictionaryObject)
    return root


def tags(path: Path) -> list[DictionaryObject]:
    """Every structure element, in reading order."""
    found: list[DictionaryObject] = []

    def walk(node: Any) -> None:
        node = node.get_object() if isinstance(node, IndirectObject) else node
        if isinstance(node, ArrayObject):
            for child in node:
                walk(child)
        elif isinstance(node, DictionaryObject) and ("/S" in node or "/K" in node):
            if "/S" in node:
                found.append(node)
            walk(node.get("/K"))

    walk(root_of(path)["/StructTreeRoot"])
    return found


@pytest.mark.parametrize("name", CASES)
def test_page_one_stands_alone_and_page_two_begins_with_the_evidence(name, tmp_path):
    result = golden.judged(name, tmp_path)
    path = written(result, tmp_path)
    pages = [" ".join(page.extract_text().split()) for page in PdfReader(path).pages]
    one = page_one(result)
    for part in (one.answer, one.copies, one.interpretation, one.open, one.next, one.signature):
        assert part.heading in pages[0]
    assert "Evidence" not in pages[0]
    assert re.search(r"\bEvidence\b", pages[1])
    appendix = next(number for number, text in enumerate(pages) if "Appendix" in text)
    assert appendix == 2, "two pages and an appendix"


MOST_LINES = 45
"""Of page one: report.md, "Page one stands alone"."""


@pytest.mark.parametrize(
    ("name", "language"),
    [
        *((name, Language.EN) for name in ("F02", "F04", "F06", "F07", "F10", "F12", "F18", "F24")),
        *((name, Language.DE) for name in ("F07", "F11", "F12", "F25_score", "F34_not_covered")),
    ],
)
def test_page_one_has_at_most_the_lines_that_it_may_and_page_two_one_sheet(
    name, language, tmp_path
):
    path = written(golden.judged(name, tmp_path), tmp_path, language)
    assert 20 < printed_lines(path) <= MOST_LINES
    assert sheet_of_the_appendix(path) == 2


@pytest.mark.parametrize("language", list(Language))
def test_page_one_of_a_whole_order_has_no_more_lines(language, tmp_path):
    options = Options(order=Order.model_validate(WHOLE), laboratory=LABORATORY)
    result = judged(tmp_path, Vcf().add(NONSENSE, "0/1").add(FRAMESHIFT, "0/1"), options=options)
    path = written(result, tmp_path, language)
    assert printed_lines(path) <= MOST_LINES
    assert sheet_of_the_appendix(path) == 2


@pytest.mark.parametrize("family", [False, True])
def test_page_two_is_one_sheet_however_many_pictures_there_are(family, tmp_path):
    inputs = read_inputs(
        [DEMO / "hemizygous.vcf", DEMO / "hemizygous.sv.vcf"], coverage=[DEMO / "hemizygous.bam"]
    )
    result = result_of(inputs, "hemizygous", Options())
    drawn = result.pictures
    assert drawn is not None
    many = replace(drawn, junctions=drawn.junctions * 6, variants=drawn.variants * 6)
    result = replace(result, pictures=many)
    if family:
        trio = golden.judged("F10", tmp_path)
        result = replace(result, family=trio.family, family_statements=trio.family_statements)
    path = written(result, tmp_path)
    assert sheet_of_the_appendix(path) == 2
    pages = [page.extract_text() for page in PdfReader(path).pages]
    first, more = figures_by_page(result)
    assert (len(first), len(more)) == ((0, 13) if family else (1, 12))
    assert f"{len(more)} pictures of reads or depth: in the appendix." in pages[1]
    assert sum(str(tag["/S"]) == "/Figure" for tag in tags(path)) >= 13 + 2


def sheet_of_the_appendix(path: Path) -> int:
    """Number of the sheet on which the appendix begins, the first being 0."""
    texts = [" ".join(page.extract_text().split()) for page in PdfReader(path).pages]
    return next(number for number, text in enumerate(texts) if " Appendix " in text)


def test_every_page_says_of_whom_it_is_which_page_and_that_nobody_signed(tmp_path):
    path = written(pair(tmp_path, {"person": PERSON}), tmp_path)
    pages = PdfReader(path).pages
    for number, page in enumerate(pages, 1):
        text = " ".join(page.extract_text().split())
        assert f"page {number} of {len(pages)}" in text
        assert all(told in text for told in ("PAT-77", "INS-9", "not signed"))


def test_the_mark_of_a_draft_is_drawn_and_stands_in_no_text(tmp_path):
    path = written(pair(tmp_path, {"person": PERSON}), tmp_path)
    assert "DRAFT" not in words(path)
    assert all(has_background(page) for page in PdfReader(path).pages)
    signed = written(pair(tmp_path, SIGNED), tmp_path)
    assert "not signed" not in words(signed)
    assert "Dr. A. Bee" in words(signed)
    assert not any(has_background(page) for page in PdfReader(signed).pages)


def has_background(page: PageObject) -> bool:
    """Whether something is drawn behind a page, which readers of screens pass over."""
    contents = page.get_contents()
    assert contents is not None
    return re.search(rb"/Artifact<<[^>]*/Type/Background", contents.get_data()) is not None


@pytest.mark.parametrize("name", CASES)
def test_tags_are_those_of_pdf_ua(name, tmp_path):
    """Each drawing has words, no level of headings is left out, each table has a head."""
    path = written(golden.judged(name, tmp_path), tmp_path)
    root = root_of(path)
    assert root["/MarkInfo"]["/Marked"] is not None
    assert bool(root["/MarkInfo"]["/Marked"])
    assert root["/Lang"] == "en"
    assert bool(root["/ViewerPreferences"]["/DisplayDocTitle"])
    found = tags(path)
    figures = [tag for tag in found if tag["/S"] == "/Figure"]
    assert figures or name == "F18", "contradicting data: no copy is drawn"
    assert all(str(figure["/Alt"]).strip() for figure in figures)
    levels = [int(tag["/S"][2:]) for tag in found if re.fullmatch(r"/H\d", tag["/S"])]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    for table in (tag for tag in found if tag["/S"] == "/Table"):
        assert "/TH" in {str(t["/S"]) for t in below(table)}


def below(tag: DictionaryObject) -> Iterator[DictionaryObject]:
    """The structure elements within one."""
    children = tag.get("/K", [])
    for child in children if isinstance(children, list) else [children]:
        part = child.get_object() if isinstance(child, IndirectObject) else child
        if isinstance(part, DictionaryObject) and "/S" in part:
            yield part
            yield from below(part)


def test_the_words_of_the_drawing_of_the_copies_hold_the_answer(tmp_path):
    result = pair(tmp_path)
    path = written(result, tmp_path)
    told = [str(tag["/Alt"]) for tag in tags(path) if tag["/S"] == "/Figure"]
    assert told[0].startswith(result.verdict.headline)
    assert "c.36T>A" in told[0]
    assert "copy 2" in told[0]


def test_metadata_name_the_standards_and_only_a_told_day(tmp_path):
    """Without a date PDF/UA-1 alone; with one PDF/A-2a too, made on that day and no other."""
    path = written(pair(tmp_path, {"person": PERSON}), tmp_path)
    reader = PdfReader(path)
    xmp = root_of(path)["/Metadata"].get_object().get_data().decode()
    assert re.search(r"<pdfuaid:part>1<", xmp)
    assert "pdfaid" not in xmp
    assert reader.metadata is not None
    assert "/CreationDate" not in reader.metadata
    assert "/ModDate" not in reader.metadata
    dated = written(pair(tmp_path, {"person": PERSON, "date": DAY}), tmp_path)
    reader = PdfReader(dated)
    xmp = root_of(dated)["/Metadata"].get_object().get_data().decode()
    assert re.search(r"<pdfuaid:part>1<", xmp)
    assert re.search(r"<pdfaid:part>2<", xmp)
    assert re.search(r"<pdfaid:conformance>A<", xmp)
    assert reader.metadata is not None
    assert reader.metadata.creation_date is not None
    assert reader.metadata.creation_date.date() == datetime.date(2026, 5, 3)
    assert str(datetime.date.today().year) not in xmp.replace("2026", "")
    assert "P1" in str(reader.metadata.title)


def test_only_fonts_of_the_wheel_are_inside(tmp_path):
    path = written(pair(tmp_path), tmp_path)
    fonts = {
        str(font.get_object()["/BaseFont"]).partition("+")[2]
        for page in PdfReader(path).pages
        for font in page["/Resources"]["/Font"].values()
    }
    families = tuple(name.replace(" ", "") for name in FONTS)
    assert fonts
    assert all(font.startswith(families) for font in fonts), fonts


@pytest.mark.slow
def test_the_same_bytes_on_every_machine(tmp_path):
    """Neither time zone, locale, hash seed, working directory nor fonts of the system matter."""
    Vcf(samples=("P1",)).add(NONSENSE, "0/1").add(FRAMESHIFT, "0/1").write(tmp_path / "a.vcf")
    run = "import sys; from osteo_annot.cli.main import main; sys.exit(main(sys.argv[1:]))"
    made = []
    for seed, zone in (("1", "Asia/Tokyo"), ("2", "America/Lima")):
        home = tmp_path / seed
        home.mkdir()
        away = {"PYTHONHASHSEED": seed, "TZ": zone, "HOME": str(home), "FONTCONFIG_FILE": "/none"}
        subprocess.run(
            [sys.executable, "-c", run, "annotate", str(tmp_path / "a.vcf"), "--out", str(home)],
            check=True, cwd=home, env={**os.environ, **away}, capture_output=True,
        )  # fmt: skip
        made.append((home / "P1.pdf").read_bytes())
    assert made[0] == made[1]


# Text that nobody vouches for


@pytest.mark.parametrize("text", MARKUP)
def test_markup_of_the_template_is_text(text, tmp_path):
    result = pair(tmp_path, {"person": {**PERSON, "name": text}, "indication": text})
    found = words(written(result, tmp_path))
    assert "".join(text.split())[:40] in "".join(found.split())


@pytest.mark.slow
@pytest.mark.parametrize("turn", range(0, len(CORPUS), 9))
def test_hostile_text_in_every_field_is_set_and_does_nothing(turn, tmp_path):
    texts = cycle(text[:200] for text in (*CORPUS[turn:], *CORPUS[:turn]))

    def change(name: str, value: str) -> str:
        return value if name in {"sentence", "fields"} else next(texts)  # of the catalogue

    path = written(with_texts(pair(tmp_path), change), tmp_path)
    assert names_of(path) & ACTIVE == set()


@pytest.mark.parametrize(
    "order",
    [
        {"sample": {"type": "word " * 39}},
        {"sample": {"type": "bone marrow " * 16}, "assay": "exome " * 33},
        {"person": {"name": "X" * 200, "identifier": "永" * 200}, "indication": "Y" * 4000},
        {"person": {"name": "É" * 200}, "indication": "word " * 800},
        {"family": [{"relation": "r" * 200, "note": "n" * 200}] * 100},
    ],
)
def test_no_length_of_text_hangs_it_or_runs_over_the_edge(order, tmp_path):
    """Long words are parted; an order of 195 plain words once hung the PDF."""
    path = written(pair(tmp_path, order), tmp_path)
    assert len(PdfReader(path).pages) < 30


def test_what_has_no_glyph_is_spelled_out():
    """No standard for archives allows a character without a glyph."""
    assert in_glyphs("Łódź Ωβ Юлия א ب ≥ ■") == "Łódź Ωβ Юлия א ب ≥ ■"
    assert in_glyphs("永🎉\u0f40") == "[U+6C38][U+1F389][U+0F40]"
    assert shown("e\u0301", 10) == "é"
    assert shown("x\u0301", 10) == "x[U+0301]"
    assert shown("\u202e\u200b\ue000", 10) == "[U+202E][U+200B][U+E000]"


@pytest.mark.slow
def test_every_character_that_is_let_through_has_a_glyph():
    """The ranges are held against the fonts of the wheel: both standards refuse a missing one."""
    shown_ = [
        chr(code)
        for code in range(0x20, 0x10000)
        if unicodedata.category(chr(code)) != "Cs" and in_glyphs(chr(code)) == chr(code)
    ]
    assert len(shown_) > 3000
    lines = ["".join(shown_[start : start + 40]) for start in range(0, len(shown_), 40)]
    text = {"kind": "bullets", "style": "plain", "items": [*lines, *shown_]}
    values = {
        "title": "t", "heading": "t", "author": "a", "description": "d", "language": "en",
        "identity": "i", "status": "s", "foot": "f", "page": "# of #", "mark": "",
        "one": [], "two": [], "appendix": [text],
    }  # fmt: skip
    assert pdf_bytes(values, datetime.date(2026, 5, 3)).startswith(b"%PDF")


@pytest.fixture
def template(monkeypatch, tmp_path):
    """Another template for new processes; the process that is kept is put aside."""
    monkeypatch.setattr(compile_module, "_kept", [])

    def put(text: str) -> None:
        (tmp_path / "other.typ").write_text(text)
        monkeypatch.setattr(compile_module, "_TEMPLATE", tmp_path / "other.typ")

    yield put
    for kept in compile_module._kept:
        kept.close()


def test_a_document_that_does_not_end_fails_and_the_next_one_is_made(template, monkeypatch):
    """operators.md 14: a format that cannot be made takes nothing along."""
    monkeypatch.setattr(compile_module, "LONGEST", 2.0)
    template("#for a in range(9999) { for b in range(9999) { for c in range(9999) {} } }")
    with pytest.raises(PdfError, match="did not end"):
        pdf_bytes({}, None)
    template("#set document(title: [a])\nWords.")
    assert pdf_bytes({}, None).startswith(b"%PDF")


def test_a_process_that_is_gone_is_replaced(template):
    template("#set document(title: [a])\nWords.")
    for ended in (True, False):
        assert pdf_bytes({}, None).startswith(b"%PDF")
        if ended:
            compile_module._kept[0].close()


def test_what_the_compiler_remembers_is_given_back(template, monkeypatch):
    """A batch would grow by some megabytes for each person."""
    monkeypatch.setattr(compile_module, "MOST_DOCUMENTS", 2)
    template("#set document(title: [a])\nWords.")
    kept = []
    for _ in range(4):
        pdf_bytes({}, None)
        kept.append(compile_module._kept[0])
    assert kept[0] is kept[1]
    assert kept[1] is not kept[2] is kept[3]
    assert not kept[1].is_usable


def test_values_that_the_template_cannot_set_are_an_error():
    with pytest.raises(PdfError):
        pdf_bytes({"one": "nothing else"}, None)


def test_page_one_is_set_in_german(tmp_path):
    result = pair(tmp_path)
    path = written(result, tmp_path, Language.DE)
    assert root_of(path)["/Lang"] == "de"
    text = words(path)
    one = page_one(result, Language.DE)
    assert one.head.status in text
    assert one.interpretation.heading in text
    assert "Seite 1 von" in text
