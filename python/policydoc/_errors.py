"""What reading a file raises. The compiled part raises them."""

from __future__ import annotations


class ReadError(Exception):
    """A file could not be read.

    Attributes:
        code: A stable code, as ``"damaged"``, ``"encrypted"``, ``"no-text"``.
        cause: The cause, in a few words.
        help: What to do about it.
        name: The file's name, where it is known.
        format: The format it was read as, once that was known.
    """

    def __init__(
        self,
        code: str,
        cause: str,
        help: str,
        name: str | None = None,
        format: str | None = None,
    ) -> None:
        """Takes the attributes in their order."""
        super().__init__(code, cause, help, name, format)
        self.code = code
        self.cause = cause
        self.help = help
        self.name = name
        self.format = format

    def __str__(self) -> str:
        """The file, the format, the cause and what to do, on one line."""
        name = f"{self.name}: " if self.name else ""
        read_as = f"read as {self.format}: " if self.format else ""
        return f"{name}{read_as}{self.cause}; {self.help}"


class ReadWarning(UserWarning):
    """Something was lost in reading a file, as bytes that are no characters."""


for _class in (ReadError, ReadWarning):
    _class.__module__ = "policydoc"
