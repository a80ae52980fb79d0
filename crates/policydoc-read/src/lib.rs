//! Reads files of government policy documents: encodings, text, Markdown, HTML, DOCX and PDF.
