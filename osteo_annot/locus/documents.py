"""Small files that people write, in JSON or YAML, as plain values: whole, or the reason why not.

What the libraries let pass quietly (a key that stands twice) or break on (deep nesting, a date
that does not exist, a number of thousands of digits) is a reason like any other.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from osteo_annot.errors import printable

if TYPE_CHECKING:
    from collections.abc import Iterable

_DEEPEST = 50
"""Levels of nesting; no file of the project has ten."""
_MERGE = "tag:yaml.org,2002:merge"


def json_values(raw: bytes) -> Any:
    """The values of a JSON text in UTF-8.

    Raises ValueError with the reason as one sentence.

    >>> json_values(b'{"a": [1]}')
    {'a': [1]}
    """
    try:
        return json.loads(raw.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_refused)
    except RecursionError:
        raise ValueError("It is nested too deep.") from None
    except ValueError as error:  # of the decoder too
        raise ValueError(_sentence("It is not JSON", error)) from None


def yaml_values(raw: bytes) -> Any:
    """The values of a YAML or JSON text in UTF-8; no tag makes an object.

    Raises ValueError with the reason as one sentence.
    """
    import yaml  # lazy: few runs read such a file

    try:
        text = raw.decode("utf-8-sig")
        if text.lstrip()[:1] == "{":
            return json_values(raw)
        base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        _check_depth(yaml.parse(text, base))
        return yaml.load(text, _strict(base))
    except yaml.YAMLError as error:
        raise ValueError(_sentence("It is not YAML", error)) from None
    except UnicodeDecodeError as error:
        raise ValueError(_sentence("It is not UTF-8", error)) from None


def _check_depth(events: Iterable[Any]) -> None:
    """Raise ValueError for nesting on which the library would break; it reads events one by one."""
    from yaml.events import CollectionEndEvent, CollectionStartEvent

    depth = 0
    for event in events:
        depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
        if depth > _DEEPEST:
            raise ValueError(f"It is nested deeper than {_DEEPEST} levels.")


def _strict(base: Any) -> Any:
    """The loader that refuses a key that stands twice, and names the line of a bad value."""
    from yaml.constructor import ConstructorError
    from yaml.error import MarkedYAMLError
    from yaml.nodes import MappingNode

    class Strict(base):  # type: ignore[misc]
        """Safe values only."""

        def construct_mapping(self, node: Any, deep: bool = False) -> Any:
            seen: set[str] = set()
            for key, _ in node.value if isinstance(node, MappingNode) else ():
                name = str(key.value)
                if name in seen and key.tag != _MERGE:
                    said = f"the key {printable(name, 40)} stands twice"
                    raise ConstructorError(None, None, said, key.start_mark)
                seen.add(name)
            return super().construct_mapping(node, deep)

        def construct_object(self, node: Any, deep: bool = False) -> Any:
            try:
                return super().construct_object(node, deep)
            except MarkedYAMLError:
                raise
            except Exception as error:  # a tag or date on which the library breaks
                raise ConstructorError(None, None, str(error), node.start_mark) from None

    return Strict


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object of JSON, whose keys stand once."""
    made: dict[str, Any] = {}
    for key, value in pairs:
        if key in made:
            raise ValueError(f"the key {printable(key, 40)} stands twice")
        made[key] = value
    return made


def _refused(name: str) -> Any:
    """NaN and Infinity, which JSON does not have."""
    raise ValueError(f"{name} is no number of JSON")


def _sentence(what: str, error: Exception) -> str:
    """What a library says, in one line."""
    return f"{what}: {printable(' '.join(str(error).split()), 200)}."
