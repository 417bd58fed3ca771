"""Scalable drawings as text: one escaped element at a time."""

from __future__ import annotations

import re
from html import escape

from osteo_annot.report.text import visible


def element(name: str, *children: str, **attributes: str | float) -> str:
    """One element; children are elements already made, attribute values are escaped.

    An underscore in an attribute name stands for a hyphen, one at its end is dropped (``class_``).
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_value(value))}"'
        for key, value in attributes.items()
    )
    if not children:
        return f"<{name}{written}/>"
    return f"<{name}{written}>{''.join(children)}</{name}>"


def _value(value: str | float) -> str:
    """A number with at most one decimal, or the text made visible."""
    if isinstance(value, str):
        return visible(value)
    return f"{value:.1f}".removesuffix(".0")


def label(text: str, x: float, y: float, class_: str = "label", anchor: str = "middle") -> str:
    """A line of text."""
    return element("text", escape(visible(text)), x=x, y=y, class_=class_, text_anchor=anchor)


def box(x: float, y: float, width: float, height: float, class_: str) -> str:
    """A rectangle."""
    return element("rect", x=x, y=y, width=width, height=height, class_=class_)


def line(x1: float, y1: float, x2: float, y2: float, class_: str) -> str:
    """A straight line."""
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, class_=class_)


def path(d: str, class_: str) -> str:
    """A path."""
    return element("path", d=d, class_=class_)


def drawing(
    name: str,
    title: str,
    description: str,
    size: tuple[float, float],
    *body: str,
    at_own_size: bool = False,
) -> str:
    """A whole drawing with its name and description for readers who do not see it.

    It is as wide as the page, or as large as it says (``at_own_size``: a small one).
    """
    width, height = size
    own = {"width": width, "height": height} if at_own_size else {}
    return element(
        "svg",
        element("title", escape(visible(title)), id=f"{name}-title"),
        element("desc", escape(visible(description)), id=f"{name}-desc"),
        element("defs", _stripes(f"{name}-lost", 45), _stripes(f"{name}-altered", -45)),
        *body,
        viewBox=f"0 0 {_value(width)} {_value(height)}",
        role="img",
        class_="drawing own" if at_own_size else "drawing",
        aria_labelledby=" ".join((f"{name}-title", f"{name}-desc")),
        **own,
    )


def height_of(drawn: str) -> float:
    """How tall a drawing is, in its own units."""
    found = _VIEW.search(drawn)
    return float(found[1]) if found else 0.0


_VIEW = re.compile(r'viewBox="0 0 \S+ ([0-9.]+)"')


def _stripes(name: str, angle: int) -> str:
    """A pattern of stripes, so that colour is not needed: falling for lost, rising for altered."""
    kind = name.rpartition("-")[2]
    return element(
        "pattern",
        line(0, 0, 0, 7, f"hatch {kind}"),
        id=name,
        width=7,
        height=7,
        patternUnits="userSpaceOnUse",
        patternTransform=f"rotate({angle})",
    )


def filled(pattern: str, x: float, y: float, width: float, height: float) -> str:
    """A rectangle of something lost or altered: striped, with a dashed outline.

    ``pattern`` is the name of the drawing, and ``lost`` or ``altered``: ``protein-lost``.
    """
    return element(
        "rect",
        x=x,
        y=y,
        width=width,
        height=height,
        class_=pattern.rpartition("-")[2],
        fill=f"url(#{pattern})",
    )
