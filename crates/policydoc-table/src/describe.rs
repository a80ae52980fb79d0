//! The columns of all tables, for people and machines.

use crate::column::Column;
use crate::table::Table;
use serde::Serialize;
use std::fmt;

/// What all tables hold. Written by serde it is for machines, displayed it is for people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct TablesSchema {
    /// The version of the tables, which is that of the JSON.
    pub policydoc: &'static str,
    /// The tables.
    pub tables: Vec<TableSchema>,
}

/// What a table holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct TableSchema {
    /// The name of the table.
    pub name: &'static str,
    /// What a row is.
    pub description: &'static str,
    /// The columns that together tell one row from all others.
    pub key: &'static [&'static str],
    /// The columns in their order.
    pub columns: &'static [Column],
}

/// What all tables hold: what `policydoc schema --tables` prints.
///
/// ```
/// let schema = policydoc_table::tables_schema();
/// assert_eq!(schema.tables[0].name, "documents");
/// assert_eq!(schema.tables[0].columns[0].name, "document");
/// assert!(schema.to_string().starts_with("# Tables"));
/// ```
pub fn tables_schema() -> TablesSchema {
    let table = |table: Table| TableSchema {
        name: table.name(),
        description: table.description(),
        key: table.key(),
        columns: table.columns(),
    };
    TablesSchema {
        policydoc: "1",
        tables: Table::ALL.map(table).to_vec(),
    }
}

impl fmt::Display for TablesSchema {
    /// Writes the tables in Markdown.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(include_str!("describe.md"))?;
        for table in &self.tables {
            writeln!(f, "\n## {}\n\n{}", table.name, table.description)?;
            writeln!(f, "Key: `{}`.\n", table.key.join("`, `"))?;
            writeln!(f, "| column | type | null | meaning |\n|---|---|---|---|")?;
            for column in table.columns {
                let null = if column.nullable { "yes" } else { "no" };
                let kind = column.kind.as_str();
                writeln!(
                    f,
                    "| `{}` | {kind} | {null} | {} |",
                    column.name, column.description
                )?;
            }
        }
        Ok(())
    }
}
