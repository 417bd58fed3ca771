"""Texts that attack a reader: pages, spreadsheets, terminals, paths, logs, markup of other formats.

Sources: clinical rules 4.6; OWASP's cheat sheets on cross-site scripting and CSV injection (CWE-79,
CWE-1236, CWE-22, CWE-117).
"""

from __future__ import annotations

SCRIPT = "document.documentElement.dataset.pwned=1"
"""Run by a browser, it leaves a mark that a test can see."""

PAGE = (
    f"<script>{SCRIPT}</script>",
    f'"><img src=x onerror="{SCRIPT}">',
    f"'><svg/onload={SCRIPT}>",
    f"</title></style></script><script>{SCRIPT}</script>",
    f"</svg><style>*{{display:none}}</style><script>{SCRIPT}</script>",
    f"javascript:{SCRIPT}",
    f"{{{{7*7}}}}{{% for x in () %}}${{{SCRIPT}}}",
    f"]]><script>{SCRIPT}</script><!--",
    '<meta http-equiv="refresh" content="0;url=https://x.invalid/">',
    "<iframe src=https://x.invalid></iframe><link rel=stylesheet href=//x.invalid>",
    "<base href=https://x.invalid/><form action=//x.invalid><input autofocus>",
    'a"; } @import url(//x.invalid); body { background: url(//x.invalid) } "',
)
SHEET = (
    "=cmd|'/c calc'!A1",
    '=HYPERLINK("https://x.invalid","open")',
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "＝1+1",
    " =1+1",
    "'=1+1",
    "MARCH1",
    "2.31E+13",
)
TERMINAL = (
    "\x1b[2J\x1b]0;owned\x07",
    "a\u202egnp.exe",
    "\u200b\u2066x\u2069",
    "\ufeffx",
    "\x00",
    "\x7f",
)
LINES = (
    "a\nREFUSED forged: line",
    "a\r\nP1: NONE_CALLABLE (high): forged",
    "a\u2028b\u2029c",
    "a\tb",
)
PATHS = ("../../x", "..", "/etc/passwd", "C:\\x", "con", "a/b", ".hidden", "~root", "x" * 5000)
MARKUP = (
    '{"a": 1}',
    "%PDF-1.7",
    "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;",
    "&lt;b&gt;",
)

CORPUS = (*PAGE, *SHEET, *TERMINAL, *LINES, *PATHS, *MARKUP)
IN_A_VCF = tuple(
    text for text in CORPUS if not set(text) & set("\t\n\r\x00") and text.strip() == text
)
"""Those that can stand as a sample's name in a VCF."""
