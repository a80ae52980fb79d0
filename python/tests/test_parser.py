"""The entry points, and what they raise."""

from __future__ import annotations

import threading
import time

import pytest

import policydoc
from conftest import ENGLISH
from policydoc import _core


def test_version_is_that_of_the_package() -> None:
    from importlib.metadata import version

    assert policydoc.__version__ == version("policydoc")


def test_all_public_names_exist_and_are_documented() -> None:
    for name in policydoc.__all__:
        thing = getattr(policydoc, name)
        if name not in ("Span", "__version__"):
            assert thing.__doc__, name


def test_only_text_is_parsed() -> None:
    with pytest.raises(TypeError):
        policydoc.parse(b"1. One.")  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        policydoc.parse(text="1. One.")  # type: ignore[call-arg]


def test_a_parser_has_a_language() -> None:
    assert policydoc.Parser().language is None
    parser = policydoc.Parser(language="zh")
    assert parser.language == "zh"
    assert parser.parse(ENGLISH).language == "zh"
    assert repr(parser) == "Parser(language='zh')"
    with pytest.raises(ValueError, match="'en', 'zh' or None"):
        policydoc.Parser(language="fr")  # type: ignore[arg-type]


def test_a_defect_is_an_ordinary_exception(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(policydoc.ParseError, match=r"^no such node$"):
        _core._panic("no such node")
    assert issubclass(policydoc.ParseError, Exception)
    assert "no such node" in capfd.readouterr().err


def long_text() -> str:
    """A text that takes a while, on a fast machine and in a release build too."""
    text, seconds = ENGLISH * 1000, 0.0
    while seconds < 0.5:
        text *= 2
        start = time.perf_counter()
        policydoc.parse(text)
        seconds = time.perf_counter() - start
    return text


def test_other_threads_run_while_a_text_is_parsed() -> None:
    text = long_text()
    done = threading.Event()

    def parse() -> None:
        policydoc.parse(text)
        done.set()

    parsing = threading.Thread(target=parse)
    ticks = 0
    parsing.start()
    while not done.wait(0.0005):
        ticks += 1
    parsing.join()
    # Were the interpreter held, this thread would have waited once, for all of it.
    assert ticks > 5


def test_threads_share_a_document() -> None:
    doc = policydoc.parse(ENGLISH * 20)
    seen: list[object] = []
    barrier = threading.Barrier(8)

    def read() -> None:
        barrier.wait()
        seen.append((doc.tasks, doc.text, doc.tasks[0].document is doc, hash(doc)))

    threads = [threading.Thread(target=read) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == len(threads)
    assert len(set(seen)) == 1
