"""Instructions that parsing and writing take, counted, not timed: the same on a busy machine.

    python3 benches/budget.py                 the repository's own texts, held against budget.tsv
    python3 benches/budget.py --write         the same, and budget.tsv is written anew
    python3 benches/budget.py --texts FOLDER  every .txt in a folder, without a budget

Needs valgrind. Counts are per byte of text, as the difference of two numbers of rounds, so that
what happens once in a process cancels out. `start-up` is what the command takes for a document of
one line more than for `--version`, and `document` what such a document takes in a process that
has parsed before, both in thousands of instructions. A figure more than 5 % above its budget
fails.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BUDGET = ROOT / "benches" / "budget.tsv"
OWN = [
    "seeds/dongcheng-2019.txt",
    "tests/cases/whole/action-plan-en.txt",
    "tests/cases/whole/implementation-opinions-zh.txt",
    "tests/cases/whole/measures-zh.txt",
]
LINE = "1. We shall publish a plan."
MARGIN = 1.05
ROUNDS = (2, 6)


def instructions(*command: str | Path) -> int:
    """How many instructions a command executes."""
    done = subprocess.run(
        ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *command],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=True,
        # Hashers are seeded by chance, which moves a count by a little.
    )
    counted = re.search(r"Collected : (\d+)", done.stderr)
    if counted is None:
        raise SystemExit(f"valgrind counted nothing:\n{done.stderr}")
    return int(counted[1])


def a_round(count: Path, work: str, file: Path) -> float:
    """The instructions of one round."""
    few, many = (instructions(count, work, str(rounds), file) for rounds in ROUNDS)
    return (many - few) / (ROUNDS[1] - ROUNDS[0])


def build(*package: str) -> None:
    subprocess.run(["cargo", "build", "--quiet", "--release", *package], cwd=ROOT, check=True)


def target() -> Path:
    """The folder of built programs."""
    told = subprocess.run(
        ["cargo", "metadata", "--no-deps", "--format-version=1"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout
    found = re.search(r'"target_directory":"([^"]+)"', told)
    assert found
    return Path(found[1]) / "release"


def measure(texts: list[Path]) -> dict[str, float]:
    build("--package=policydoc-benches", "--bin=count")
    count = target() / "count"
    figures = {}
    for text in texts:
        for work in ("parse", "json"):
            name = f"{work} {text.stem}"
            figures[name] = a_round(count, work, text) / text.stat().st_size
            print(f"{figures[name]:10.1f}  {name}", flush=True)
    return figures


def fixed() -> dict[str, float]:
    """What a document costs, however short."""
    build("--package=policydoc-cli")
    with tempfile.TemporaryDirectory() as folder:
        line = Path(folder) / "line.txt"
        line.write_text(LINE)
        command = target() / "policydoc"
        figures = {
            "document": a_round(target() / "count", "parse", line) / 1000,
            "start-up": (
                instructions(command, "parse", line) - instructions(command, "--version")
            ) / 1000,
        }
    for name, figure in figures.items():
        print(f"{figure:10.0f}  {name}")
    return figures


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    if arguments.texts:
        figures = measure(sorted(arguments.texts.glob("*.txt")))
        for work in ("parse", "json"):
            of = [figure for name, figure in figures.items() if name.startswith(work)]
            print(f"{sum(of) / len(of):10.1f}  {work}, mean of {len(of)} texts")
        return 0
    figures = measure([ROOT / text for text in OWN]) | fixed()
    if arguments.write:
        rows = [f"{name}\t{figure:.1f}\n" for name, figure in figures.items()]
        BUDGET.write_text("what\tinstructions\n" + "".join(rows))
        return 0
    budget = dict(row.split("\t") for row in BUDGET.read_text().splitlines()[1:])
    over = [
        f"{name}: {figure:.1f}, the budget is {budget.get(name)}"
        for name, figure in figures.items()
        if name not in budget or figure > float(budget[name]) * MARGIN
    ]
    print("\n".join(over) or "all within budget")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
