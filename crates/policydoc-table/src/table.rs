//! Which tables there are.

use crate::column::{Column, columns_schema};
use crate::rows::{departments, diagnostics, documents, mentions, provisions};
use arrow_schema::SchemaRef;
use std::fmt;

/// A table that documents are written to.
///
/// ```
/// use policydoc_table::{Kind, Table};
///
/// let id = &Table::Provisions.columns()[1];
/// assert_eq!((id.name, id.kind, id.nullable), ("id", Kind::Text, false));
/// assert_eq!(Table::Provisions.schema().field(1).name(), "id");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Table {
    /// A row for each document.
    Documents,
    /// A row for each section, task and item.
    Provisions,
    /// A row for each department that a provision names or takes over.
    Mentions,
    /// A row for each department of each document.
    Departments,
    /// A row for each diagnostic.
    Diagnostics,
}

impl Table {
    /// Every table.
    pub const ALL: [Table; 5] = [
        Table::Documents,
        Table::Provisions,
        Table::Mentions,
        Table::Departments,
        Table::Diagnostics,
    ];

    /// The name of the table: `documents`, `provisions`, `mentions`, `departments`,
    /// `diagnostics`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Documents => "documents",
            Self::Provisions => "provisions",
            Self::Mentions => "mentions",
            Self::Departments => "departments",
            Self::Diagnostics => "diagnostics",
        }
    }

    /// The table with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|table| table.name() == name)
    }

    /// What a row of the table is, in a sentence.
    pub fn description(self) -> &'static str {
        match self {
            Self::Documents => "One row for each document, in the order in which they were read.",
            Self::Provisions => {
                "One row for each numbered unit of the body (section, task or item), in document order."
            }
            Self::Mentions => {
                "One row for each department that a provision names or takes over from elsewhere."
            }
            Self::Departments => {
                "One row for each department of each document, the most often mentioned first."
            }
            Self::Diagnostics => {
                "One row for each thing a careful reader would want to know, in document order."
            }
        }
    }

    /// The columns whose values together tell one row from all others, if no two documents have
    /// one key.
    pub fn key(self) -> &'static [&'static str] {
        match self {
            Self::Documents => &["document"],
            Self::Provisions | Self::Departments => &["document", "id"],
            Self::Mentions | Self::Diagnostics => &["document", "position"],
        }
    }

    /// The columns, in their order.
    pub fn columns(self) -> &'static [Column] {
        match self {
            Self::Documents => documents::COLUMNS,
            Self::Provisions => provisions::COLUMNS,
            Self::Mentions => mentions::COLUMNS,
            Self::Departments => departments::COLUMNS,
            Self::Diagnostics => diagnostics::COLUMNS,
        }
    }

    /// The columns as an Arrow schema.
    pub fn schema(self) -> SchemaRef {
        columns_schema(self.columns())
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
