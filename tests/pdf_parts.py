"""What a PDF is made of, read by pypdf."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def names_of(path: Path) -> set[str]:
    """Every name (``/JS``, ``/URI``) that is a key or a value of an object of the file.

    The bytes themselves say little: compressed ones hold every short name by chance.
    """
    from pypdf import PdfReader
    from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject

    names: set[str] = set()
    seen: set[int] = set()
    left: list[Any] = [PdfReader(path).trailer]
    while left:
        part = left.pop()
        if isinstance(part, IndirectObject):
            if part.idnum not in seen:
                seen.add(part.idnum)
                left.append(part.get_object())
        elif isinstance(part, DictionaryObject):
            names.update(part.keys())
            left.extend(part.values())
        elif isinstance(part, ArrayObject):
            left.extend(part)
        elif isinstance(part, NameObject):
            names.add(part)
    return names


ACTIVE = {"/JavaScript", "/JS", "/Launch", "/EmbeddedFile", "/EmbeddedFiles", "/URI", "/SubmitForm"}
"""Names of what runs, opens or sends something."""


def printed_lines(path: Path) -> int:
    """Lines of the first page as a reader counts them: lines of text, and rows of tables.

    A row is one line however its cells are broken; what a drawing holds, and head and foot of the
    sheet, are none.
    """
    from pypdf import PdfReader

    reader = PdfReader(path)
    page = reader.pages[0]
    tags = _tags_by_mark(reader, page)
    rows: set[int] = set()
    heights: set[float] = set()
    marks: list[Any] = []

    def seen(operator: bytes, operands: Any, matrix: Any, text: Any) -> None:
        if operator in {b"BDC", b"BMC"}:
            marks.append(operands)
        elif operator == b"EMC":
            marks.pop()
        elif operator in {b"TJ", b"Tj"} and marks and "/MCID" in marks[-1][-1]:
            above = tags.get(marks[-1][-1]["/MCID"], ())
            row = next((number for name, number in above if name == "/TR"), None)
            if row is not None:
                rows.add(row)
            elif all(name != "/Figure" for name, _ in above):
                heights.add(round(text[5] * matrix[3] + matrix[5], 1))

    page.extract_text(visitor_operand_before=seen)
    return len(rows) + len(heights)


def _tags_by_mark(reader: Any, page: Any) -> dict[int, tuple[tuple[str, int], ...]]:
    """Of each marked content of a page the tags above it: name, and a number of its own."""
    from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

    found: dict[int, tuple[tuple[str, int], ...]] = {}
    counted = iter(range(10**6))

    def walk(node: Any, above: tuple[tuple[str, int], ...], on: Any) -> None:
        node = node.get_object() if isinstance(node, IndirectObject) else node
        if isinstance(node, ArrayObject):
            for child in node:
                walk(child, above, on)
        elif isinstance(node, int):
            if on == page.indirect_reference:
                found[int(node)] = above
        elif isinstance(node, DictionaryObject):
            on = node.raw_get("/Pg") if "/Pg" in node else on
            if "/MCID" in node:
                walk(node["/MCID"], above, on)
            elif "/K" in node:
                own = ((str(node["/S"]), next(counted)),) if "/S" in node else ()
                walk(node["/K"], above + own, on)

    walk(reader.trailer["/Root"]["/StructTreeRoot"], (), None)
    return found
