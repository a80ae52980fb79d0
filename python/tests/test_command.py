"""The command that is installed with the package."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

import policydoc
from conftest import CHINESE, ENGLISH
from test_files import pdf

SCRIPT = Path(sysconfig.get_path("scripts"), "policydoc")


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([SCRIPT, *arguments], capture_output=True, text=True, check=False)


def test_version_and_help() -> None:
    done = run("--version")
    assert (done.returncode, done.stdout) == (0, f"policydoc {policydoc.__version__}\n")
    assert run("--help").returncode == 0


@pytest.mark.parametrize("text", [ENGLISH, CHINESE], ids=["english", "chinese"])
def test_the_json_is_that_of_the_package(tmp_path: Path, text: str) -> None:
    path = tmp_path / "文件.txt"
    path.write_bytes(text.encode())
    done = subprocess.run([SCRIPT, "parse", path], capture_output=True, check=True)
    written = policydoc.parse_file(path).to_json()
    assert done.stdout.decode() == written + "\n"
    assert json.loads(written)["source"]["name"] == "文件.txt"


def test_exit_codes(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text("1. One thing.\n2. Another.")
    assert run("outline", path).returncode == 0
    missing = run("outline", tmp_path / "none.txt")
    assert (missing.returncode, missing.stdout) == (1, "")
    assert "none.txt" in missing.stderr
    usage = run("no-such-command")
    assert (usage.returncode, usage.stdout) == (2, "")


def test_as_a_module(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text("1. One thing.\n2. Another.")
    command = [sys.executable, "-P", "-m", "policydoc"]
    module = subprocess.run([*command, "outline", path], capture_output=True, check=True)
    assert module.stdout.decode() == run("outline", path).stdout
    assert subprocess.run([*command, "none"], capture_output=True, check=False).returncode == 2


def test_an_interrupt_ends_it_at_once() -> None:
    with subprocess.Popen([SCRIPT, "parse", "-"], stdin=subprocess.PIPE) as process:
        assert process.stdin is not None
        # More than a pipe holds: once it is written, the command is reading, in Rust.
        process.stdin.write(b"1. One thing.\n" * 50_000)
        process.stdin.flush()
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) == -signal.SIGINT


def test_a_folder_of_files_is_converted_in_processes_of_their_own(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "plan.html").write_text("<ol><li>Publish a plan.<li>Report on it.</ol>")
    (folder / "plan.pdf").write_bytes(pdf("1. Publish a plan.", "2. Report on it."))
    (folder / "deep.html").write_text("<html><body>" + "<div>" * 3000 + "One.")
    # A package of this name where the user works is not what the worker runs.
    (tmp_path / "policydoc.py").write_text("raise SystemExit('the wrong module')")
    out = tmp_path / "out.jsonl"
    done = subprocess.run(
        [SCRIPT, "convert", folder, "-o", out], cwd=tmp_path, capture_output=True, check=False
    )
    assert done.returncode == 1, done.stderr
    written = [json.loads(line) for line in out.read_text().splitlines()]
    texts = [[block["text"] for block in document["body"]] for document in written]
    assert texts == [["Publish a plan.", "Report on it."]] * 2
    assert "deep.html" in Path(f"{out}.errors.jsonl").read_text()
