"""The process in which documents are compiled: values come in, bytes of a PDF go out.

It is a process of its own so that a document that hangs can be ended, and that what the compiler
remembers is given back. Run by its path with the template; a message is its length in eight bytes,
and then itself. An answer begins with one byte: whether it is a document.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import BinaryIO

SIZE = 8
"""Bytes of the length of a message."""
MADE, FAILED = b"\1", b"\0"


def send(stream: BinaryIO, message: bytes) -> None:
    """Write one message."""
    stream.write(len(message).to_bytes(SIZE, "big") + message)
    stream.flush()


def receive(stream: BinaryIO) -> bytes | None:
    """Read one message; None where the other side is gone."""
    head = stream.read(SIZE)
    if len(head) < SIZE:
        return None
    size = int.from_bytes(head, "big")
    message = stream.read(size)
    return message if len(message) == size else None


def serve(template: bytes, requests: BinaryIO, answers: BinaryIO) -> None:
    """Compile until nobody asks any more. The compiler sees no file, no network, no system font."""
    import typst  # lazy: the other side imports this module without it

    compiler = typst.Compiler(ignore_system_fonts=True)
    while (request := receive(requests)) is not None:
        asked = json.loads(request)
        try:
            found = compiler.compile(
                input=template,
                sys_inputs={"report": asked["report"]},
                format="pdf",
                pdf_standards=asked["standards"],
            )
        except BaseException as error:  # a panic of the compiler is no Exception in Python
            send(answers, FAILED + type(error).__name__.encode())
            continue
        send(answers, MADE + found if isinstance(found, bytes) else FAILED)


if __name__ == "__main__":
    serve(Path(sys.argv[1]).read_bytes(), sys.stdin.buffer, sys.stdout.buffer)
