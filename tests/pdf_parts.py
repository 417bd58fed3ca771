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
