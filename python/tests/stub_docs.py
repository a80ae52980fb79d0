"""Copies the docstrings of the compiled module into its stub, where editors look for them.

``python python/tests/stub_docs.py`` rewrites ``policydoc/_core.pyi``; a test compares the two.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

from policydoc import _core

if TYPE_CHECKING:
    from collections.abc import Iterator

STUB = Path(__file__).parents[1] / "policydoc" / "_core.pyi"


def documented(stub: str) -> str:
    """The stub with every docstring as the compiled module has it."""
    lines = stub.splitlines()
    # From the end, so that the lines before keep their numbers.
    for node, documentation in sorted(_public(stub), key=lambda pair: -pair[0].lineno):
        first = node.body[0]
        indent = " " * (node.col_offset + 4)
        text = documentation.replace("\\", "\\\\")
        quoted = f'"""{text}"""' if "\n" not in text else f'"""{text}\n"""'
        written = textwrap.indent(quoted, indent, lambda line: bool(line.strip())).splitlines()
        if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
            start, end = first.lineno - 1, first.end_lineno or first.lineno
            if first.value.value is ...:
                lines[start] = lines[start].removesuffix(" ...")
                lines[start + 1 : end] = written
                continue
            lines[start:end] = written
        elif isinstance(node, ast.ClassDef):
            lines[first_line(first) - 1 : first_line(first) - 1] = written
        else:
            raise SyntaxError(f"{STUB}:{first.lineno}: neither `...` nor a docstring")
    return "\n".join(lines) + "\n"


def first_line(node: ast.stmt) -> int:
    """The line a statement begins on, decorators among it."""
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(decorator.lineno for decorator in decorators)])


def _public(stub: str) -> Iterator[tuple[ast.ClassDef | ast.FunctionDef, str]]:
    for node in ast.parse(stub).body:
        if not isinstance(node, (ast.ClassDef, ast.FunctionDef)) or node.name.startswith("_"):
            continue
        thing = getattr(_core, node.name)
        if documentation := inspect.getdoc(thing):
            yield node, documentation
        if not isinstance(node, ast.ClassDef):
            continue
        for member in node.body:
            if isinstance(member, ast.FunctionDef) and not member.name.startswith("_"):
                documentation = inspect.getdoc(getattr(thing, member.name))
                if documentation:
                    yield member, documentation


if __name__ == "__main__":
    STUB.write_text(documented(STUB.read_text(encoding="utf-8")), encoding="utf-8")
