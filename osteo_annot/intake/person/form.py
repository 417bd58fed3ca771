"""What the order and the laboratory file share: kinds of fields, and how their faults are told."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    Strict,
    StringConstraints,
    ValidationError,
)

from osteo_annot.errors import Fault, RefusalCode, RefusedError, refuse
from osteo_annot.locus.files import bytes_of

Form = TypeVar("Form")
MAX_BYTES = 1_000_000
_VISIBLE = r"^[^\x00-\x1f\x7f-\x9f]*$"
_DATE = re.compile(r"(?:1[89]|2[01])[0-9]{2}-[0-9]{2}-[0-9]{2}")


def _as_written(value: object) -> object:
    """A date as text of year, month and day: a bare number would be taken for seconds."""
    if isinstance(value, datetime.date) or (isinstance(value, str) and _DATE.fullmatch(value)):
        return value
    raise ValueError("A date is written as year, month, day: 2024-03-01")


Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200, pattern=_VISIBLE)]
"""A name or number: one line, at most 200 characters."""
Named = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=_VISIBLE),
]
"""A line that is not empty."""
Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=4000)]
"""Prose."""
Date = Annotated[datetime.date, BeforeValidator(_as_written, json_schema_input_type=str)]
"""Year, month, day: 2024-03-01."""
Number = Annotated[int, Strict(), Field(ge=1, le=1000)]
"""A count, from 1."""
Answer = Literal["yes", "no", "unknown"]


class Part(BaseModel):
    """A part of a form; a field that is not known is refused, so that no slip is lost."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


def read_form(
    path: Path, code: RefusalCode, made: Callable[[bytes], Form], most: int = MAX_BYTES
) -> Form:
    """The form in a file of at most ``most`` bytes.

    Raises RefusedError (FILE_NOT_FOUND, NOT_A_REGULAR_FILE, the code with every fault of the file).
    """
    raw = bytes_of(path)
    if len(raw) > most:
        raise refuse(code, path.name, f"It is larger than {most // 1_000_000} MB.")
    try:
        return made(raw)
    except ValidationError as error:
        raise _refused(code, path.name, error) from None
    except ValueError as error:
        raise refuse(code, path.name, str(error)) from None


def _refused(code: RefusalCode, name: str, error: ValidationError) -> RefusedError:
    """Every fault of a form with its place; never the value: it may be a name."""
    return RefusedError(
        *(
            Fault(code, f"{name}, {_place(found['loc'])}", f"{_reason(found['msg'])}.")
            for found in error.errors(include_input=False, include_url=False)
        )
    )


def _place(loc: tuple[Any, ...]) -> str:
    """The field, as its names from the outside in; a whole file has none."""
    return ".".join(str(part)[:60] for part in loc) or "file"


def _reason(message: str) -> str:
    """What is wrong, without the word of the library for it."""
    return message.removeprefix("Value error, ")
