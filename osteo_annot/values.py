"""Frozen values: dataclasses whose methods are made when they are first used.

``dataclasses`` writes, compiles and runs the text of six methods for each class when a module is
imported, which was half of the start of the program. Here the class is a dataclass all the same
(``fields``, ``replace``, ``asdict``, ``match``), but comparison, hash and text are shared, and
``__init__`` is compiled for the first instance.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from operator import attrgetter
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(**options: Any) -> Callable[[type], type]:
        """The decorator ``dataclasses.dataclass``; quick for ``frozen=True, slots=True``."""
        if options == {"frozen": True, "slots": True}:
            return _frozen
        return dataclasses.dataclass(**options)


def _frozen(cls: type) -> Any:
    """A frozen dataclass with slots."""
    if "__init__" in vars(cls) or "__eq__" in vars(cls) or "__hash__" in vars(cls):
        return dataclasses.dataclass(frozen=True, slots=True)(cls)
    own: Any = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    methods: dict[str, Any] = {
        "__init__": _first_init(own),
        "__eq__": _equal,
        "__hash__": _hash,
        "__setattr__": _refuse_setting,
        "__delattr__": _refuse_deleting,
        "__getstate__": _state,
        "__setstate__": _with_state,
        "__repr__": _text,
    }
    for name, method in methods.items():
        if name not in vars(own):
            setattr(own, name, method)
    return own


def _first_init(cls: Any) -> Callable[..., None]:
    """``__init__`` until there is an instance: it makes the real one, and hands over to it."""

    def __init__(self: Any, *values: Any, **named: Any) -> None:  # noqa: N807 - stands for it
        made = _init_of(cls)
        cls.__init__ = made
        made(self, *values, **named)

    return __init__


def _init_of(cls: Any) -> Callable[..., None]:
    """``__init__`` with a parameter for each field, in their order, compiled."""
    names: dict[str, Any] = {}
    parameters: list[str] = []
    by_name: list[str] = []
    lines: list[str] = []
    for field in dataclasses.fields(cls):
        # The slot sets without asking __setattr__, which refuses.
        names[f"set_{field.name}"] = getattr(cls, field.name).__set__
        default, factory, value = f"default_{field.name}", f"factory_{field.name}", field.name
        if field.default is not dataclasses.MISSING:
            names[default] = field.default
            parameter = f"{field.name}={default}"
        elif field.default_factory is not dataclasses.MISSING:
            names[default], names[factory] = dataclasses.MISSING, field.default_factory
            parameter = f"{field.name}={default}"
            value = f"{factory}() if {field.name} is {default} else {field.name}"
        else:
            parameter = field.name
        if field.init:
            (by_name if field.kw_only else parameters).append(parameter)
        else:
            value = f"{factory}()" if factory in names else default
        lines.append(f" set_{field.name}(self, {value})")
    if hasattr(cls, "__post_init__"):
        lines.append(" self.__post_init__()")
    taken = ["self", *parameters, *(["*", *by_name] if by_name else [])]
    text = f"def __init__({', '.join(taken)}):\n" + "\n".join(lines or [" pass"])
    exec(text, names)
    made: Callable[..., None] = names["__init__"]
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    return made


_KEYS: dict[type, Callable[[Any], Any]] = {}
"""What instances of a class are compared by, as far as any was."""


def _key_of(cls: Any) -> Callable[[Any], Any]:
    """The compared fields of an instance, as a tuple."""
    found = _KEYS.get(cls)
    if found is None:
        names = [field.name for field in dataclasses.fields(cls) if field.compare]
        if len(names) > 1:
            found = attrgetter(*names)
        else:
            found = lambda value: tuple(getattr(value, name) for name in names)  # noqa: E731
        _KEYS[cls] = found
    return found


def _equal(self: Any, other: object) -> Any:
    """Whether both are of one class, with the same fields."""
    if other.__class__ is not self.__class__:
        return NotImplemented
    key = _key_of(self.__class__)
    return key(self) == key(other)


def _hash(self: Any) -> int:
    """The hash of the fields."""
    return hash(_key_of(self.__class__)(self))


def _refuse_setting(self: Any, name: str, value: object) -> None:  # noqa: ARG001 - as Python calls
    """A value never changes."""
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_deleting(self: Any, name: str) -> None:  # noqa: ARG001 - as Python calls it
    """A value never changes."""
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: Any) -> list[Any]:
    """What is copied or pickled."""
    return [getattr(self, field.name) for field in dataclasses.fields(self)]


def _with_state(self: Any, state: list[Any]) -> None:
    """The copy of an instance."""
    for field, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, field.name, value)


@recursive_repr()
def _text(self: Any) -> str:
    """The class with its fields, as ``dataclasses`` writes it."""
    shown = (f"{f.name}={getattr(self, f.name)!r}" for f in dataclasses.fields(self) if f.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"
