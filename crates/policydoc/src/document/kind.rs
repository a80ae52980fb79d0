//! What the parts of a document can be: language, kind of block, role, relation.

use serde::Serialize;

/// The language of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Language {
    /// English.
    #[serde(rename = "en")]
    English,
    /// Chinese, simplified or traditional.
    #[serde(rename = "zh")]
    Chinese,
}

impl Language {
    /// The ISO 639-1 code: `en` or `zh`.
    pub fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Chinese => "zh",
        }
    }

    /// The language with this ISO 639-1 code.
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "en" => Some(Self::English),
            "zh" => Some(Self::Chinese),
            _ => None,
        }
    }
}

/// What a block of the body is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum BlockKind {
    /// A provision that holds others, or that assigns nothing.
    Section,
    /// A provision that somebody has to carry out.
    Task,
    /// A numbered unit inside a task.
    Item,
    /// Text without a number.
    Paragraph,
    /// Rows of a table, kept as they stand.
    Table,
}

impl BlockKind {
    /// The kind as it is written in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Section => "section",
            Self::Task => "task",
            Self::Item => "item",
            Self::Paragraph => "paragraph",
            Self::Table => "table",
        }
    }
}

/// What part a department has in a responsibility.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Role {
    /// Responsible, without distinction.
    Responsible,
    /// Takes the lead.
    Lead,
    /// Supports the one in the lead.
    Support,
}

impl Role {
    /// The role as it is written in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Responsible => "responsible",
            Self::Lead => "lead",
            Self::Support => "support",
        }
    }
}

/// How two departments follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Relation {
    /// It went before.
    Predecessor,
    /// It came after.
    Successor,
}

impl Relation {
    /// The relation as it is written in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Predecessor => "predecessor",
            Self::Successor => "successor",
        }
    }
}
