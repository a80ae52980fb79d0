//! The table `mentions`.

use super::{File, SEVERAL, join};
use crate::column::{Text, columns};
use policydoc::{Department, Mention, Provision, Responsibility};

/// A department that a provision names or takes over.
pub(crate) struct Row<'d> {
    file: &'d File<'d>,
    position: usize,
    provision: &'d Charged<'d>,
    stated_in: &'d str,
    statement: Responsibility<'d>,
    mention: Mention<'d>,
}

/// The provision that a department is charged with.
struct Charged<'d> {
    id: String,
    provision: Provision<'d>,
}

columns! {
    row: Row<'_>;
    /// The document it stands in: `documents.document`.
    "document": &str = row.file.key;
    /// Its place among the rows of its document, from 0.
    "position": usize = row.position;
    /// The provision that the department carries out: `provisions.id`.
    "provision_id": &str = &row.provision.id;
    /// That provision's `type`: `section`, `task` or `item`.
    "provision_type": &str = row.provision.provision.kind().as_str();
    /// The part the department has: `responsible`, `lead` or `support`.
    "role": &str = row.mention.role().as_str();
    /// The name exactly as written, without a leading article.
    "surface": &str = row.mention.surface();
    /// Where the name starts, in code points of the text.
    "span_start": usize = row.file.start(row.mention.span());
    /// Where the name ends.
    "span_end": usize = row.file.end(row.mention.span());
    /// The department meant: `departments.id`; null where the name is ambiguous.
    "department_id": Option<&str> = row.department().map(|department| department.id.as_str());
    /// That department's `name`.
    "department_name": Option<&str> = row.department().map(|department| department.name.as_str());
    /// The ids it could stand for where it is ambiguous, parted by `; `.
    "candidates": Option<Text<'_>> =
        join(row.mention.candidates().iter().map(Text::from), SEVERAL);
    /// The label of the statement as written.
    "label": Option<&str> = row.statement.label();
    /// Where the statement starts.
    "statement_start": usize = row.file.start(row.statement.span());
    /// Where the statement ends.
    "statement_end": usize = row.file.end(row.statement.span());
    /// Whether the statement stands elsewhere: in a section that the provision lies in, or in a
    /// rule that holds from some provision on.
    "inherited": bool = row.stated_in != row.provision.id;
    /// The provision that the statement stands in: `provisions.id`.
    "stated_in": &str = row.stated_in;
}

impl<'d> Row<'d> {
    fn department(&self) -> Option<&'d Department> {
        self.mention.department()
    }
}

/// Gives each row of a document to `each`: provision by provision, first what it states itself.
pub(crate) fn for_each<E>(
    file: &File<'_>,
    mut each: impl FnMut(&Row<'_>) -> Result<(), E>,
) -> Result<(), E> {
    let mut position = 0;
    for provision in file.document.provisions() {
        let charged = Charged {
            id: provision.id(),
            provision,
        };
        let own = provision.responsibilities();
        let own = own.map(|statement| (provision, statement));
        for (from, statement) in own.chain(provision.inherited()) {
            let stated_in = from.id();
            for mention in statement.mentions() {
                each(&Row {
                    file,
                    position,
                    provision: &charged,
                    stated_in: &stated_in,
                    statement,
                    mention,
                })?;
                position += 1;
            }
        }
    }
    Ok(())
}
