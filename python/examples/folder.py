"""A folder of documents as tables: who is charged with how much, and in which documents.

Run it as a script, ``python folder.py FOLDER``, or cell by cell in an editor that knows ``# %%``.
It needs polars: ``pip install policydoc polars``.
"""

# %% Read the folder. A file that cannot be read stands as an exception in its place.
import sys
from pathlib import Path

import polars as pl

import policydoc

folder = Path(sys.argv[1])
paths = sorted(path for path in folder.rglob("*") if path.is_file())
parsed = policydoc.parse_files(paths, return_exceptions=True)
names = [str(path.relative_to(folder)) for path in paths]
documents = dict(zip(names, parsed, strict=True))
tables = policydoc.tables(documents)
print(tables)

# %% What was read, and what was not.
read = pl.DataFrame(tables.documents)
print(read.select("document", "language", "title", "issued_on", "tasks", "error"))

# %% Who takes the lead how often, and who supports.
mentions = pl.DataFrame(tables.mentions)
roles = mentions.group_by("department_id").agg(
    pl.col("department_name").first(),
    pl.col("document").n_unique().alias("documents"),
    pl.len().alias("charges"),
    (pl.col("role") == "lead").sum().alias("leads"),
    (pl.col("role") == "support").sum().alias("supports"),
)
print(roles.sort("charges", "department_id", descending=[True, False]).head(20))

# %% The tasks of the department that has most, as they stand in the text.
busiest = roles.sort("charges", "department_id", descending=[True, False]).head(1)
tasks = pl.DataFrame(tables.provisions).filter(pl.col("type") == "task")
charged = mentions.join(busiest, on="department_id", how="semi")
charged = charged.select("document", id="provision_id")
tasks = tasks.join(charged, on=["document", "id"], how="semi")
print(tasks.select("document", "id", "marker", "heading", "text").head(20))

# %% The evidence: every value points back to the text it was read from.
for name, document in documents.items():
    if isinstance(document, policydoc.Document):
        for mention in document.mentions[:3]:
            start, end = mention.span
            print(name, (start, end), document.text[start:end], "->", mention.id)

# %% What the gazetteer does not know, to be added to a table of one's own.
for entry in policydoc.departments(documents):
    if not entry.known:
        print(entry.mentions, entry.name, *entry.documents, sep="\t")
