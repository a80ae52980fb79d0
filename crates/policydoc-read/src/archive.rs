//! ZIP archives, within limits: office documents are such, and documents are published in them.

use crate::error::{Error, ErrorCode};
use crate::options::Limits;
use std::io::{Cursor, Read, Seek};
use zip::ZipArchive;
use zip::result::ZipError;

/// An archive, and how much of it has been unpacked.
pub(crate) struct Archive<'l, R> {
    zip: ZipArchive<R>,
    limits: &'l Limits,
    unpacked: u64,
}

impl<'a> Archive<'a, Cursor<&'a [u8]>> {
    pub(crate) fn open(bytes: &'a [u8], limits: &'a Limits) -> Result<Self, Error> {
        Self::of(Cursor::new(bytes), limits)
    }
}

impl<'l, R: Read + Seek> Archive<'l, R> {
    /// An archive from a file of the disk or of memory.
    pub(crate) fn of(file: R, limits: &'l Limits) -> Result<Self, Error> {
        Ok(Self {
            zip: ZipArchive::new(file).map_err(|error| damaged(&error))?,
            limits,
            unpacked: 0,
        })
    }

    /// Whether it has a part of this name.
    pub(crate) fn holds(&self, name: &str) -> bool {
        self.zip.index_for_name(name).is_some()
    }

    /// How many parts it has.
    pub(crate) fn len(&self) -> usize {
        self.zip.len()
    }

    /// The bytes of a part. What the archive declares as its size is not believed.
    pub(crate) fn part(&mut self, name: &str) -> Result<Vec<u8>, Error> {
        let at = self.zip.index_for_name(name);
        self.part_at(at.ok_or_else(|| {
            let cause = format!("the part `{}` is missing", name.escape_debug());
            Error::new(ErrorCode::Damaged, cause)
        })?)
    }

    /// The bytes of the part at a place.
    pub(crate) fn part_at(&mut self, at: usize) -> Result<Vec<u8>, Error> {
        let mut bytes = Vec::new();
        self.unpack(at, &mut bytes)?;
        Ok(bytes)
    }

    /// Unpacks all parts and forgets them: what another library unpacks is then within limits.
    #[cfg(feature = "sheets")]
    pub(crate) fn check(&mut self) -> Result<(), Error> {
        (0..self.len()).try_for_each(|at| self.unpack(at, &mut std::io::sink()))
    }

    fn unpack(&mut self, at: usize, into: &mut impl std::io::Write) -> Result<(), Error> {
        let left = self.limits.unpacked.saturating_sub(self.unpacked);
        let part = self.zip.by_index(at).map_err(|error| damaged(&error))?;
        let size =
            std::io::copy(&mut part.take(left.saturating_add(1)), into).map_err(|error| {
                let cause = format!("it cannot be unpacked: {error}");
                Error::new(ErrorCode::Damaged, cause)
            })?;
        self.unpacked = self.unpacked.saturating_add(size);
        if size > left {
            let cause = format!("it unpacks to more than {} bytes", self.limits.unpacked);
            return Err(Error::new(ErrorCode::TooLarge, cause));
        }
        Ok(())
    }
}

fn damaged(error: &ZipError) -> Error {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Error::new(
            ErrorCode::Encrypted,
            "the archive is protected by a password",
        ),
        _ => Error::new(
            ErrorCode::Damaged,
            format!("it is no whole archive: {error}"),
        ),
    }
}
