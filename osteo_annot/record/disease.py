"""The OPTB5 record: what is known of the disease, each statement with its source and status."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from osteo_annot.locus.files import resource_text

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler

    from osteo_annot.record.contents import Contents


class DiseaseRecord:
    """The record as JSON values; typed when it is asked for, as most runs only hand it on."""

    __slots__ = ("_contents", "values")

    def __init__(self, values: dict[str, Any]) -> None:
        self.values = values
        """As they stand in the file: what a result file repeats word for word."""
        self._contents: Contents | None = None

    @property
    def version(self) -> str:
        """Year and month of the record."""
        return str(self.values["record_version"])

    @property
    def contents(self) -> Contents:
        """The record, field by field."""
        if self._contents is None:
            from osteo_annot.record.contents import contents_of

            self._contents = contents_of(self.values)
        return self._contents

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DiseaseRecord) and self.values == other.values

    def __hash__(self) -> int:
        return hash(self.version)

    @classmethod
    def __get_pydantic_core_schema__(cls, _: Any, handler: GetCoreSchemaHandler) -> Any:
        """Its schema is that of its contents, which also check it."""
        from pydantic_core import core_schema

        from osteo_annot.record.contents import Contents

        return core_schema.no_info_wrap_validator_function(
            lambda values, check: check(values) and cls(values), handler.generate_schema(Contents)
        )


@lru_cache(maxsize=1)
def record() -> DiseaseRecord:
    """The record as it stands in ``resources/OSTM1/record.json``."""
    return DiseaseRecord(json.loads(resource_text("OSTM1/record.json")))
