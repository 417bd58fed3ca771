"""The catalogue of sentences: whole, the same fields in every language, and quick to load.

Source: report.md "Sentences": one catalogue, each with its condition and source, English first, and
made ready for a second language.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from string import Formatter

import pytest

import osteo_annot
from osteo_annot.copies.phase import PhaseSource
from osteo_annot.events.model import Zygosity
from osteo_annot.report.result.wording import said_of, wording_of
from osteo_annot.sentences import texts
from osteo_annot.sentences.catalogue import PARTS, catalogue
from osteo_annot.sentences.forms import counted, exon_runs, exon_text, number
from osteo_annot.sentences.language import Language
from osteo_annot.sentences.sentence import Kind, Said, Sentence, Value, kind_of_form
from osteo_annot.sentences.words import german
from osteo_annot.worded import LISTS, Worded

for found in pkgutil.walk_packages(osteo_annot.__path__, "osteo_annot."):
    if not found.name.endswith("__main__"):
        importlib.import_module(found.name)

PACKAGE = Path(osteo_annot.__file__).parent
SENTENCES = list(catalogue().values())
BOTH = Sentence("test.both", en="{who} and {n:entry|entries}", de="{who}", when="", source="")


def placed(template: str) -> dict[str, str]:
    """Name and form of each field of a text."""
    return {name: form or "" for _, name, form, _ in Formatter().parse(template) if name}


def test_the_catalogue_holds_every_module_of_texts_and_each_id_once() -> None:
    modules = {f"{texts.__name__}.{m.name}" for m in pkgutil.iter_modules(texts.__path__)}
    assert {part.__name__ for part in PARTS} == modules
    ids = [one.id for part in PARTS for one in vars(part).values() if isinstance(one, Sentence)]
    assert [name for name, count in Counter(ids).items() if count > 1] == []


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda s: s.id)
def test_a_sentence_has_condition_source_and_the_same_fields_in_each_language(
    sentence: Sentence,
) -> None:
    assert all((sentence.when, sentence.source, sentence.en, sentence.de))
    assert placed(sentence.en).keys() == placed(sentence.de).keys()
    for name, form in placed(sentence.de).items():
        # A form of the other language is one of the same kind of value.
        assert not form or kind_of_form(form) is sentence.fields[name]


SAMPLES: dict[Kind, Value] = {
    Kind.TEXT: "c.36T>A",
    Kind.NUMBER: 12,
    Kind.EXONS: (2, 3),
    Kind.WORDS: Zygosity.HETEROZYGOUS,
    Kind.LIST: ("c.36T>A", Zygosity.HETEROZYGOUS),
}
SHOWN = {
    Kind.TEXT: ("c.36T>A", "c.36T>A"),
    Kind.NUMBER: ("12", "12"),
    Kind.EXONS: ("exons 2", "Exons 2"),
    Kind.WORDS: ("eterozygous", "eterozygot"),
    Kind.LIST: ("heterozygous", "heterozygot"),
}


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda s: s.id)
def test_a_sentence_shows_each_field_in_each_language(sentence: Sentence) -> None:
    said = sentence(**{name: SAMPLES[kind] for name, kind in sentence.fields.items()})
    for place, language in enumerate(Language):
        text = said.in_language(language)
        assert not set("{}") & set(text)
        for kind in sentence.fields.values():
            assert SHOWN[kind][place] in text


def test_a_closed_list_is_translated_whole_or_not_at_all() -> None:
    for name, words in german().items():
        assert set(words) == {member.value for member in LISTS[name]}, name
        assert all(words.values())


def test_no_two_closed_lists_share_a_name() -> None:
    kinds = [kind.__name__ for kind in Worded.__subclasses__()]
    assert len(kinds) == len(set(kinds)) == len(LISTS)


def test_a_field_that_is_missing_too_much_or_of_another_kind_is_refused() -> None:
    with pytest.raises(TypeError, match=r"test\.both takes"):
        BOTH(who="x")
    with pytest.raises(TypeError, match="n is no number"):
        BOTH(who="x", n="1")
    with pytest.raises(TypeError, match="who is no text"):
        BOTH(who=Zygosity.HOMOZYGOUS, n=1)  # it would be said by its id in every language


def test_words_without_translation_are_an_error_and_never_english() -> None:
    class Untold(Worded):
        ONE = ("one", "one word")

    del LISTS["Untold"]
    said = Sentence("test.w", en="{w:words}", de="{w}", when="", source="")(w=Untold.ONE)
    assert said.text == "one word"
    with pytest.raises(KeyError):
        said.in_language(Language.DE)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (exon_text((4,)), "exon 4"),
        (exon_text((2, 3)), "exons 2–3"),
        (exon_text((2, 3), Language.DE), "Exons 2–3"),
        (exon_text((), Language.DE), "kein Exon"),
        (exon_runs((5, 2, 3)), "exons 2–3, 5"),
        (exon_runs((), Language.DE), "keine"),
        (counted(1, "entry|entries"), "1 entry"),
        (counted(1200, "entry|entries"), "1,200 entries"),
        (number(1200, Language.DE), "1.200"),
    ],
)
def test_forms(text: str, expected: str) -> None:
    assert text == expected


def test_a_sentence_from_a_result_is_the_sentence_that_was_written() -> None:
    inner = Sentence("test.inner", en="{w:short}", de="{w}", when="", source="")
    outer = Sentence(
        "test.outer", en="{e:exons} {n:x|y} {l:and} {s:capital}", de="", when="", source=""
    )
    parts = ("c.36T>A", inner(w=Zygosity.HEMIZYGOUS), PhaseSource.PARENTS)
    said = outer(e=(2, 3), n=2, l=parts, s=inner(w=Zygosity.HOMOZYGOUS))
    known = {"test.inner": inner, "test.outer": outer}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("osteo_annot.report.result.wording.catalogue", lambda: known)
        again = said_of(wording_of(said))
    assert again == said
    assert hash(again) == hash(said)
    assert isinstance(again, Said)
    assert again.text == (
        "exons 2–3 2 y c.36T>A and hemizygous and genotypes of both parents (tier T3) Homozygous"
    )


def test_every_kind_has_a_form() -> None:
    assert {kind_of_form(f) for f in ("", "number", "a|b", "exons", "words", "and")} == set(Kind)


def test_the_catalogue_loads_nothing_but_itself() -> None:
    code = (
        "import osteo_annot.sentences.sentence, sys; before = set(sys.modules);"
        "from osteo_annot.sentences.catalogue import catalogue; catalogue();"
        "from osteo_annot.sentences.words import german; german();"
        "print(*(set(sys.modules) - before))"
    )
    made = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert {name.split(".")[:2][-1] for name in made.stdout.split()} <= {"sentences"}


ROOMS_THAT_SAY = ("measured", "events", "copies", "evidence", "verdict", "report")
_WORDS = re.compile(r"[A-Za-z]{2,}[^A-Za-z{}]* [^A-Za-z{}]*[A-Za-z]{2,}")
"""Two words with a blank between them, which no identifier has."""
_CODE = re.compile(r"://|^##|[<>={;]|\":|^[A-Z_]+$")
"""Addresses, headers of a VCF, markup, styles, JSON."""
_REFUSES = {"refuse", "Fault", "RefusedError", "RefusedSource"}
_ENDS = {"found", "what"}
"""Names in which a function holds what a refusal tells."""


def composed(tree: ast.Module) -> list[ast.JoinedStr]:
    """Texts of several words into which a function puts values, but for what a refusal tells.

    A refusal ends the run and stands in no report. What stands outside of functions holds
    constants alone: it is one text, of a closed list or a caption.
    """
    found: list[ast.JoinedStr] = []
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        calls = {
            getattr(node.func, "id", "")
            for node in ast.walk(function)
            if isinstance(node, ast.Call)
        }
        refusing = [
            node
            for node in ast.walk(function)
            if isinstance(node, ast.Raise)
            or (isinstance(node, ast.Call) and getattr(node.func, "id", "") in _REFUSES)
            or (
                isinstance(node, ast.Assign)
                and calls & _REFUSES
                and {getattr(target, "id", "") for target in node.targets} & _ENDS
            )
        ]
        told = {id(part) for node in refusing for part in ast.walk(node)}
        for node in ast.walk(function):
            if isinstance(node, ast.JoinedStr) and id(node) not in told:
                text = "".join(v.value if isinstance(v, ast.Constant) else "{" for v in node.values)
                plain = text.replace("{", " ")
                if _WORDS.search(plain) and not _CODE.search(plain):
                    found.append(node)
    return found


@pytest.mark.parametrize("room", ROOMS_THAT_SAY)
def test_no_sentence_is_written_beside_the_catalogue(room: str) -> None:
    """A text of several words with values in it is a sentence: it stands in the catalogue."""
    found = [
        f"{path.relative_to(PACKAGE)}, line {node.lineno}: {ast.unparse(node)}"
        for path in sorted((PACKAGE / room).rglob("*.py"))
        for node in composed(ast.parse(path.read_text("utf-8")))
    ]
    assert found == []


TEMPLATES = PACKAGE / "report" / "page" / "templates"
_NOT_TEXT = re.compile(r"\{#.*?#\}|\{%.*?%\}|<[^>]*>", re.DOTALL)
_VALUE = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_LONG = 8
"""Words: what is longer is no caption of a column, a heading or a button."""


def written(template: str) -> list[str]:
    """Texts of a template that are sentences: with a full stop, or longer than a caption."""
    plain = _NOT_TEXT.sub("\n", template)
    texts = [*_VALUE.sub(" 0 ", plain).split("\n")]
    texts += [text for value in _VALUE.findall(template) for text in re.findall('"(.*?)"', value)]
    found = []
    for text in texts:
        words = re.findall(r"[A-Za-z]{2,}", text)
        stopped = len(words) > 3 and text.rstrip().endswith(".")
        if stopped or len(words) > _LONG:
            found.append(text.strip())
    return found


@pytest.mark.parametrize(
    "template", sorted(TEMPLATES.rglob("*.j2")), ids=lambda path: str(path.relative_to(TEMPLATES))
)
def test_no_sentence_is_written_in_a_template(template: Path) -> None:
    texts = written(template.read_text("utf-8"))
    assert [text for text in texts if text not in CAPTIONS] == []


CAPTIONS = {"Depth: mean, least; share of bases from 10, 20, 30 reads"}
"""Longer captions of columns, which are no sentences."""


@pytest.mark.parametrize(
    ("template", "count"),
    [
        ("<p>No event may break a copy.</p>", 1),
        ("<p>{{ n }} residues lost or altered to the end.</p>", 1),
        ('<p>{{ "No event may break a copy." }}</p>', 1),
        ('<p>{{ "caption.no_candidate"|english }}</p>', 0),
        ("<h2>What was examined</h2>", 0),
        ("{# No event may break a copy. #}", 0),
    ],
)
def test_the_check_sees_what_a_template_says(template: str, count: int) -> None:
    assert len(written(template)) == count


@pytest.mark.parametrize("room", ["page", "pdf", "figure", "table"])
def test_no_sentence_of_constants_is_written_by_a_function_of_the_report(room: str) -> None:
    """A text that ends with a stop is a sentence, also without values."""
    found = [
        f"{path.name}, line {node.lineno}: {node.value}"
        for path in sorted((PACKAGE / "report" / room).rglob("*.py"))
        for function in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(function, ast.FunctionDef)
        for statement in function.body
        if not (isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant))
        for node in ast.walk(statement)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if len(re.findall(r"[A-Za-z]{2,}", node.value)) > 3 and node.value.endswith(".")
    ]
    assert found == []


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ('return f"The mother has {n} of them."', 1),
        ('return f"{n} further events"', 1),
        ('return f"osteo_annot.{n}"', 0),
        ('return f"https://x.invalid/a b/{n}"', 0),
        ('raise ValueError(f"It has {n} of them.")', 0),
        ('found = f"It has {n} of them."; raise refuse(found)', 0),
        ('found = f"It has {n} of them."; return found', 1),
    ],
)
def test_the_check_sees_what_is_composed(line: str, count: int) -> None:
    assert len(composed(ast.parse(f"def f(n):\n    {line}"))) == count
