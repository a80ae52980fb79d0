"""Files of several formats, and what cannot be read."""

from __future__ import annotations

import io
import os
import pickle
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import policydoc
from conftest import CHINESE

PAGE = "<html><body><h1>Plan</h1><ol><li>Publish a plan.<li>Report on it.</ol></body></html>"


def word(*paragraphs: str) -> bytes:
    """A Word file of these paragraphs."""
    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as package:
        package.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
            'officedocument.wordprocessingml.document.main+xml"/></Types>',
        )
        package.writestr(
            "_rels/.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
            'relationships/officeDocument" Target="word/document.xml"/></Relationships>',
        )
        package.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{namespace}"><w:body>{body}</w:body></w:document>',
        )
    return content.getvalue()


@pytest.mark.parametrize("as_path", [str, Path])
def test_a_text_file_is_parsed(tmp_path: Path, as_path: type[str] | type[Path]) -> None:
    path = tmp_path / "意见.txt"
    path.write_bytes(CHINESE.encode())
    doc = policydoc.parse_file(as_path(path))
    assert doc.text == CHINESE
    assert doc.source.name == "意见.txt"
    assert (doc.source.format, doc.source.encoding) == ("text", "UTF-8")
    assert doc.source.bytes == len(CHINESE.encode())
    assert doc == policydoc.Parser().parse_file(path)
    assert [task.id for task in doc.tasks] == [task.id for task in policydoc.parse(CHINESE).tasks]


def test_a_source_survives_pickling(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text("1. One thing.\n2. Another.")
    doc = policydoc.parse_file(path)
    again = pickle.loads(pickle.dumps(doc))
    assert (again, again.source) == (doc, doc.source)
    assert doc != policydoc.parse(doc.text)


def test_encodings_are_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "意见.txt"
    path.write_bytes(CHINESE.replace("𠮷", "吉").encode("gbk"))
    doc = policydoc.parse_file(path)
    assert doc.source.encoding == "gb18030"
    assert doc.text == CHINESE.replace("𠮷", "吉")
    path.write_bytes("一、財政。".encode("big5"))
    assert policydoc.parse_file(path, encoding="big5").provisions[0].marker == "一、"


def test_formats_are_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "plan"
    path.write_text(PAGE)
    doc = policydoc.parse_file(path)
    assert doc.source.format == "html"
    assert [provision.marker for provision in doc.provisions] == ["1.", "2."]
    assert "<ol>" in policydoc.parse_file(path, format="text").text
    path.write_bytes(word("一、加强领导。", "二、落实责任。"))
    doc = policydoc.parse_file(path)
    assert doc.source.format == "docx"
    assert [provision.number for provision in doc.provisions] == [1, 2]


def test_bytes_are_parsed() -> None:
    data = "<p>一、加强组织领导。</p>".encode("gb18030")
    doc = policydoc.parse_bytes(data, name="in/plan", media_type="text/html; charset=gb2312")
    assert doc.source.name == "plan"
    assert (doc.source.format, doc.source.encoding) == ("html", "gb18030")
    assert doc.text == "一、加强组织领导。"


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "none.txt"
    with pytest.raises(FileNotFoundError) as caught:
        policydoc.parse_file(path)
    assert caught.value.filename == str(path)
    with pytest.raises(IsADirectoryError):
        policydoc.parse_file(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="plain file"):
        policydoc.parse_file(tmp_path / "pipe")


def test_an_unreadable_file_says_why(tmp_path: Path) -> None:
    path = tmp_path / "plan.docx"
    path.write_bytes(word("One.")[:-200])
    with pytest.raises(policydoc.ReadError, match=r"plan\.docx: read as docx: ") as caught:
        policydoc.parse_file(path)
    error = caught.value
    assert (error.code, error.name, error.format) == ("damaged", "plan.docx", "docx")
    assert str(error).endswith(error.help)
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.code) == (str(error), error.code)


def test_wrong_options_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text("1. One thing.")
    with pytest.raises(ValueError, match="format is one of text, markdown, html, mht, docx, "):
        policydoc.parse_file(path, format="doc")  # type: ignore[arg-type]
    with pytest.raises(policydoc.ReadError) as caught:
        policydoc.parse_file(path, encoding="klingon")
    assert caught.value.code == "unknown-encoding"


def test_what_is_lost_is_said() -> None:
    text = "1. Publish a plan for cafés within the month.\n2. Report on it."
    with pytest.warns(policydoc.ReadWarning, match=r"plan\.txt: replaced-bytes: "):
        doc = policydoc.parse_bytes(text.encode("latin-1"), name="plan.txt", encoding="utf-8")
    assert doc.text == text.replace("é", "\ufffd")


def _docx(parts: dict[str, str]) -> bytes:
    """A Word document with these parts beside its text."""
    run = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
    body = run.format("1. Dredge the canals.") + run.format("2. Fence them.")
    text = f'<w:document xmlns:w="w"><w:body>{body}</w:body></w:document>'
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, part in {"word/document.xml": text, **parts}.items():
            archive.writestr(name, part)
    return file.getvalue()


def _noticed() -> list[tuple[str, bytes, str]]:
    """Files that each give a warning, and its code."""
    page = "<html><meta charset=utf-8><p>一、清理河道，修建水渠，保障行洪安全。</p></html>"
    header = '<w:hdr xmlns:w="w"><w:p><w:r><w:t>Friends of canals</w:t></w:r></w:p></w:hdr>'
    relations = '<R><r Id="1" Type="x/header" Target="header1.xml"/></R>'
    margins = {"word/header1.xml": header, "word/_rels/document.xml.rels": relations}
    return [
        ("bytes.txt", "1. Dredge “canals”.\n2. Fence them.".encode() + b"\xff\n", "replaced-bytes"),
        ("declared.html", page.encode("gb18030"), "wrong-declaration"),
        ("name.docx", b"1. Dredge the canals.\n2. Fence them.", "wrong-extension"),
        ("part.docx", _docx({"word/numbering.xml": "<broken"}), "missing-part"),
        ("header.docx", _docx(margins), "left-out"),
    ]


@pytest.mark.filterwarnings("ignore::policydoc.ReadWarning")
def test_what_the_reader_noticed_is_in_the_document(tmp_path: Path) -> None:
    files = _noticed()
    for name, data, _ in files:
        (tmp_path / name).write_bytes(data)
    many = policydoc.parse_files([tmp_path / name for name, _, _ in files])
    for (name, data, code), one_of_many in zip(files, many, strict=True):
        doc = policydoc.parse_file(tmp_path / name)
        assert code in [found.code for found in doc.diagnostics]
        command = [sys.executable, "-m", "policydoc", "parse", str(tmp_path / name)]
        said = subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout
        assert doc.to_json() == said.rstrip("\n")
        again = pickle.loads(pickle.dumps(doc))
        of_bytes = policydoc.parse_bytes(data, name=name)
        for other in (one_of_many, again, of_bytes):
            assert other.to_json() == doc.to_json()
        assert len(policydoc.tables({name: doc}).diagnostics) == len(doc.diagnostics)


def test_many_files_are_parsed_in_their_order(tmp_path: Path) -> None:
    paths = [tmp_path / f"{n}.txt" for n in range(20)]
    for n, path in enumerate(paths):
        path.write_text(f"{n}. Task {n} is to be done.")
    docs = policydoc.parse_files(paths)
    assert [doc.source.name for doc in docs] == [path.name for path in paths]
    assert docs == policydoc.parse_files(map(str, paths), jobs=1)
    paths.insert(3, tmp_path / "none")
    with pytest.raises(FileNotFoundError):
        policydoc.parse_files(paths)
    found = policydoc.parse_files(paths, return_exceptions=True)
    assert [isinstance(one, Exception) for one in found] == [n == 3 for n in range(21)]
    assert found[:3] + found[4:] == docs
    with pytest.raises(TypeError, match="parse_file"):
        policydoc.parse_files("plan.txt")


def test_files_of_strangers_are_read_in_processes_of_their_own(tmp_path: Path) -> None:
    good, empty, bad = (tmp_path / name for name in ("good.txt", "empty.txt", "bad.docx"))
    good.write_text("1. Publish a plan.\nResponsible: Balloon Office")
    empty.write_text("")
    bad.write_bytes(b"PK\x03\x04 no archive")
    (tmp_path / "mine.tsv").write_text("kind_id\ten_local\nballoon-office\tBalloon Office\n")
    parser = policydoc.Parser(language="en", gazetteer=tmp_path / "mine.tsv")
    assert parser.parse_file(good, isolated=True) == parser.parse_file(good)
    found = parser.parse_files([good, empty, bad, good], isolated=True, return_exceptions=True)
    assert found[0] == found[3] == parser.parse_file(good)
    assert [getattr(error, "code", None) for error in found[1:3]] == ["empty", "damaged"]


def test_a_process_that_does_not_start_reads_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "plan.txt"
    path.write_text("1. Publish a plan.")
    monkeypatch.setattr("sys.executable", str(tmp_path / "none"))
    with pytest.raises(policydoc.ReadError, match="does not start") as caught:
        policydoc.parse_file(path, isolated=True)
    assert caught.value.code == "crashed"


def pdf(*lines: str) -> bytes:
    """A PDF file with these lines of text."""
    shown = " ".join(f"({line}) Tj 0 -20 Td" for line in lines)
    content = f"BT /F 12 Tf 72 720 Td {shown} ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 5 0 R"
        " /Resources << /Font << /F 4 0 R >> >> >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
    ]
    file, offsets = "%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(file))
        file += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    start = len(file)
    file += f"xref\n0 6\n0000000000 65535 f \n{table}trailer\n<< /Size 6 /Root 1 0 R >>\n"
    return f"{file}startxref\n{start}\n%%EOF\n".encode()


def test_a_pdf_file_is_read_without_anything_else(tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    path.write_bytes(pdf("1. Publish a plan.", "2. Report on it."))
    # As where no other package is installed.
    code = f"import policydoc; print(len(policydoc.parse_file({str(path)!r}).provisions))"
    hidden = f"import sys; sys.modules['pypdfium2_raw'] = None; {code}"
    done = subprocess.run(
        [sys.executable, "-P", "-c", hidden], capture_output=True, text=True, check=True
    )
    assert done.stdout == "2\n"
    doc = policydoc.parse_file(path)
    assert doc.source.format == "pdf"
    assert [provision.text for provision in doc.provisions] == ["Publish a plan.", "Report on it."]
    (again,) = policydoc.parse_files([path])
    assert again == doc
