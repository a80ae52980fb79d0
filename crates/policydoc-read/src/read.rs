//! From bytes to text: what format a file is of, and which reader reads it.

use crate::builder::Builder;
use crate::encoding::{self, Decoded, How};
use crate::error::{Error, ErrorCode};
use crate::options::{Hint, Options};
use crate::plain;
use crate::sniff::{self, Sniffed};
use crate::text::{Format, Text, Warning, WarningCode};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// Reads a file of the disk.
///
/// # Errors
/// As [`read`], and when the file cannot be opened or is no plain file.
pub fn read_file(path: impl AsRef<Path>, options: &Options) -> Result<Text, Error> {
    let path = path.as_ref();
    let name = path.file_name().map(|name| name.to_string_lossy());
    let name = name.as_deref();
    let bytes = load(path, options).map_err(|error| error.of(name, None))?;
    let hint = Hint {
        name,
        ..Hint::default()
    };
    read(&bytes, &hint, options)
}

/// The bytes of a file, no more than the limit.
fn load(path: &Path, options: &Options) -> Result<Vec<u8>, Error> {
    let io = |error: std::io::Error| Error::new(ErrorCode::Io, error.to_string());
    // Opening a pipe would wait for a writer.
    if !std::fs::metadata(path).map_err(io)?.is_file() {
        return Err(Error::new(ErrorCode::Io, "it is no plain file"));
    }
    let file = File::open(path).map_err(io)?;
    let size = file.metadata().map_err(io)?.len();
    let limit = options.limits.bytes;
    check_size(size, limit)?;
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0));
    file.take(limit.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(io)?;
    Ok(bytes)
}

/// Reads the bytes of a file.
///
/// # Errors
/// When the file is empty, of a format that is not read, encrypted, damaged, without text, or
/// passes a limit.
pub fn read(bytes: &[u8], hint: &Hint<'_>, options: &Options) -> Result<Text, Error> {
    let name = hint.name.map(|name| {
        let end = name.rsplit(['/', '\\']).next().unwrap_or(name);
        if end.is_empty() { name } else { end }
    });
    let read = Reading {
        bytes,
        hint,
        options,
    };
    let mut text = read.text().map_err(|error| error.of(name, None))?;
    text.name = name.map(str::to_owned);
    text.bytes = bytes.len() as u64;
    text.sha256 = format!("{:x}", Sha256::digest(bytes));
    if let Some(said) = sniff::hinted(hint).filter(|_| hint.format.is_none())
        && said != text.format
        && !matches!((said, text.format), (Format::Text, Format::Markdown))
    {
        text.warnings.push(Warning::new(
            WarningCode::WrongExtension,
            format!("the name says {said}, but the file is {}", text.format),
        ));
    }
    Ok(text)
}

/// One reading of one file.
struct Reading<'a> {
    bytes: &'a [u8],
    hint: &'a Hint<'a>,
    options: &'a Options,
}

impl Reading<'_> {
    fn text(&self) -> Result<Text, Error> {
        check_size(self.bytes.len() as u64, self.options.limits.bytes)?;
        if self.bytes.is_empty() {
            return Err(Error::new(ErrorCode::Empty, "the file is empty"));
        }
        let format = match self.hint.format {
            Some(Format::Text | Format::Markdown | Format::Html | Format::Mht) => Sniffed::Text,
            Some(format) => Sniffed::Format(format),
            None => sniff::bytes(self.bytes, self.hint, &self.options.limits)?,
        };
        let text = match format {
            Sniffed::Format(format) => formatted(format, self.bytes, self.options)
                .map_err(|error| error.of(None, Some(format))),
            Sniffed::Text => self.decoded(),
        }?;
        if !text.text.chars().any(char::is_alphanumeric) {
            let error = Error::new(ErrorCode::Empty, "there is no text in the file");
            return Err(error.of(None, Some(text.format)));
        }
        Ok(text)
    }

    /// Text of some kind.
    fn decoded(&self) -> Result<Text, Error> {
        let forced = self.hint.encoding.map(encoding::named).transpose()?;
        let declared = self
            .hint
            .media_type
            .and_then(encoding::declared_in_media_type)
            .or_else(|| encoding::declared_in_page(self.bytes));
        let decoded = encoding::decode(self.bytes, forced, declared.as_deref());
        if looks_binary(&decoded.text) {
            let cause = match sniff::hinted(self.hint) {
                Some(said) if !matches!(said, Format::Text | Format::Markdown | Format::Html) => {
                    return Err(Error::new(
                        ErrorCode::Damaged,
                        format!("it does not begin as a {said} file does"),
                    )
                    .of(None, Some(said)));
                }
                _ => "it is no text, and of no known format",
            };
            return Err(Error::new(ErrorCode::Unsupported, cause));
        }
        let format = match self.hint.format {
            Some(format) => format,
            None => sniff::text(&decoded.text, self.hint)?,
        };
        match format {
            #[cfg(feature = "html")]
            Format::Html => html(decoded, self.options),
            #[cfg(feature = "html")]
            Format::Mht => mht(self.bytes, forced, self.options)
                .map_err(|error| error.of(None, Some(Format::Mht))),
            #[cfg(feature = "markdown")]
            Format::Markdown => Ok(markdown(decoded)),
            #[cfg(not(feature = "html"))]
            Format::Html | Format::Mht => Err(not_built(format)),
            #[cfg(not(feature = "markdown"))]
            Format::Markdown => Err(not_built(format)),
            _ => Ok(plain_text(decoded)),
        }
    }
}

#[cfg(feature = "html")]
fn html(decoded: Decoded<'_>, options: &Options) -> Result<Text, Error> {
    let page = crate::html::read(&decoded.text, options)
        .map_err(|error| error.of(None, Some(Format::Html)))?;
    let mut text = built(page.builder, Format::Html);
    text.title = page.title;
    describe(&mut text, decoded.how);
    Ok(text)
}

#[cfg(feature = "markdown")]
fn markdown(decoded: Decoded<'_>) -> Text {
    let mut text = plain_text(decoded);
    text.format = Format::Markdown;
    text.blocks = crate::markdown::blocks(&text.text);
    text
}

/// The page in a web archive.
#[cfg(feature = "html")]
fn mht(
    bytes: &[u8],
    forced: Option<&'static encoding_rs::Encoding>,
    options: &Options,
) -> Result<Text, Error> {
    let page = crate::mail::page(bytes)?;
    let declared = encoding::declared_in_media_type(&page.media_type)
        .or_else(|| encoding::declared_in_page(&page.bytes));
    let decoded = encoding::decode(&page.bytes, forced, declared.as_deref());
    let mut text = html(decoded, options)?;
    text.format = Format::Mht;
    Ok(text)
}

/// A file of a format that is no text.
fn formatted(format: Format, bytes: &[u8], options: &Options) -> Result<Text, Error> {
    match format {
        #[cfg(feature = "docx")]
        Format::Docx => crate::docx::read(bytes, options)
            .map(|read| made(format, read.builder, read.title, read.warnings)),
        #[cfg(feature = "odf")]
        Format::Odt => crate::odf::text(bytes, options)
            .map(|read| made(format, read.builder, read.title, read.warnings)),
        #[cfg(feature = "odf")]
        Format::Ods => crate::odf::workbook(bytes, options)
            .map(|read| made(format, read.builder, read.title, read.warnings)),
        #[cfg(feature = "sheets")]
        Format::Xlsx => crate::excel::xlsx(bytes, options)
            .map(|read| made(format, read.builder, None, read.warnings)),
        #[cfg(feature = "sheets")]
        Format::Xls => crate::excel::xls(bytes, options)
            .map(|read| made(format, read.builder, None, read.warnings)),
        #[cfg(feature = "pdf")]
        Format::Pdf => crate::pdf::read(bytes, options)
            .map(|read| made(format, read.builder, read.title, read.warnings)),
        Format::Rtf => crate::rtf::read(bytes, options)
            .map(|read| made(format, read.builder, read.title, read.warnings)),
        format => {
            let cause = "this build does not read the format";
            Err(Error::new(ErrorCode::NotBuilt, cause).of(None, Some(format)))
        }
    }
}

/// A text from what a reader gives.
fn made(format: Format, builder: Builder, title: Option<String>, warnings: Vec<Warning>) -> Text {
    let mut text = built(builder, format);
    text.title = title;
    text.warnings.extend(warnings);
    text
}

fn plain_text(decoded: Decoded<'_>) -> Text {
    let mut text = built(Builder::default(), Format::Text);
    text.text = decoded.text.into_owned();
    text.blocks = plain::lines(&text.text);
    describe(&mut text, decoded.how);
    text
}

/// Says how a text was decoded.
fn describe(text: &mut Text, how: How) {
    text.encoding = Some(how.encoding.name().to_owned());
    text.replaced = how.replaced;
    text.warnings.extend(how.warnings);
}

fn built(builder: Builder, format: Format) -> Text {
    let cut = builder.is_cut().then(|| {
        Warning::new(
            WarningCode::LeftOut,
            "cells that reach over several rows stand on the first of them alone: there are too many",
        )
    });
    Text {
        text: builder.text,
        blocks: builder.blocks,
        name: None,
        format,
        encoding: None,
        replaced: 0,
        title: None,
        metadata: builder.metadata,
        warnings: cut.into_iter().collect(),
        bytes: 0,
        sha256: String::new(),
    }
}

#[cfg(not(all(feature = "html", feature = "markdown")))]
fn not_built(format: Format) -> Error {
    let cause = "this build does not read the format";
    Error::new(ErrorCode::NotBuilt, cause).of(None, Some(format))
}

fn check_size(size: u64, limit: u64) -> Result<(), Error> {
    if size <= limit {
        return Ok(());
    }
    let cause = format!("the file has {size} bytes, the limit is {limit}");
    Err(Error::new(ErrorCode::TooLarge, cause))
}

/// Whether a decoded text is none: it is full of control characters or replacements.
fn looks_binary(text: &str) -> bool {
    let (mut all, mut odd) = (0_usize, 0_usize);
    for ch in text.chars().take(64 * 1024) {
        all += 1;
        let control =
            ch.is_control() && !matches!(ch, '\t' | '\n' | '\r' | '\x0B' | '\x0C' | '\x1B');
        odd += usize::from(control || ch == '\u{FFFD}');
    }
    // A tenth may be damaged: a text that OCR or a bad conversion went over is still text.
    odd > 3 && odd * 10 > all
}
