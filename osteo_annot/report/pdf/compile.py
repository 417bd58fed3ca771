"""From blocks to bytes: the compiler of the wheel, one template, and values as data.

Values reach the template as JSON and are set as text: none is ever read as markup. The compiler
sees no file, no clock, no network and no font of the system.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from osteo_annot.report.pdf.glyphs import FONTS

if TYPE_CHECKING:
    from typst import Compiler

_TEMPLATE = Path(__file__).with_name("report.typ")
_ACCESSIBLE: Literal["ua-1"] = "ua-1"
"""PDF/UA-1, ISO 14289-1."""
_ARCHIVE: Literal["a-2a"] = "a-2a"
"""PDF/A-2a, ISO 19005-2: names the day on which the document was made."""


class PdfError(Exception):
    """The compiler could not make a document of these values."""


def pdf_bytes(values: Mapping[str, object], made: datetime.date | None) -> bytes:
    """The document of these values, tagged; for the archive too where its date is told.

    Raises PdfError, also where the compiler itself breaks down.
    """
    told = {**values, "fonts": FONTS, "made": made.isoformat() if made else ""}
    try:
        found = _compiler().compile(
            input=_template(),
            sys_inputs={"report": json.dumps(told, ensure_ascii=False)},
            format="pdf",
            pdf_standards=[_ACCESSIBLE, _ARCHIVE] if made else [_ACCESSIBLE],
        )
    except Exception as error:
        raise PdfError from error
    except BaseException as error:
        # A panic of the compiler is no Exception in Python, and would end the whole run.
        if type(error).__name__ != "PanicException":
            raise
        raise PdfError from error
    if not isinstance(found, bytes):
        raise PdfError
    return found


@lru_cache(maxsize=1)
def _compiler() -> Compiler:
    """The compiler with its own fonts only; made on first use, kept for a batch."""
    import typst  # lazy: only who writes a PDF pays for it

    return typst.Compiler(ignore_system_fonts=True)


@lru_cache(maxsize=1)
def _template() -> bytes:
    """The template, read once."""
    return _TEMPLATE.read_bytes()
