//! Paths as they are stored and shown: a name need not be text.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// A path in JSON: a string where it is one, else its bytes.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Stored {
    Text(String),
    Bytes(Vec<u8>),
}

/// For `#[serde(serialize_with = …)]`.
pub(crate) fn serialize<S: Serializer>(path: &Path, serializer: S) -> Result<S::Ok, S::Error> {
    let stored = match path.to_str() {
        Some(text) => Stored::Text(text.to_owned()),
        None => Stored::Bytes(path.as_os_str().as_encoded_bytes().to_vec()),
    };
    stored.serialize(serializer)
}

/// For `#[serde(deserialize_with = …)]`.
pub(crate) fn deserialize<'de, D: Deserializer<'de>>(source: D) -> Result<PathBuf, D::Error> {
    Ok(match Stored::deserialize(source)? {
        Stored::Text(text) => text.into(),
        Stored::Bytes(bytes) => os_string(bytes).into(),
    })
}

/// A name with these bytes.
#[cfg(unix)]
pub(crate) fn os_string(bytes: Vec<u8>) -> OsString {
    std::os::unix::ffi::OsStringExt::from_vec(bytes)
}

/// A name with these bytes, which elsewhere are text.
#[cfg(not(unix))]
pub(crate) fn os_string(bytes: Vec<u8>) -> OsString {
    String::from_utf8_lossy(&bytes).into_owned().into()
}

/// A path as text. What is no text in it stands as `\xFF`, so that two paths stay two.
pub(crate) fn text(path: &Path) -> String {
    let mut text = String::new();
    for part in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        text.push_str(part.valid());
        for byte in part.invalid() {
            text += &format!("\\x{byte:02X}");
        }
    }
    text
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Line(#[serde(serialize_with = "serialize", deserialize_with = "deserialize")] PathBuf);

    #[test]
    fn every_path_is_stored_and_shown_as_itself() {
        for bytes in [&b"a.txt"[..], b"\xFF.txt", b"\xE5\x8C.txt", b""] {
            let line = Line(os_string(bytes.to_vec()).into());
            let json = serde_json::to_string(&line).unwrap();
            assert_eq!(serde_json::from_str::<Line>(&json).unwrap(), line);
        }
        let odd = os_string(b"a\xFF\xFE.txt".to_vec());
        assert_eq!(text(Path::new(&odd)), "a\\xFF\\xFE.txt");
    }
}
