//! The parts of a document, for Python: each knows its document and its place there.

use super::{Document, function, shown};
use crate::parsed::Parsed;
use crate::value::ToPython;
use policydoc::contract::{Each, Of, Text};
use pyo3::exceptions::PyIndexError;
use pyo3::prelude::*;
use std::sync::Arc;

/// Declares the class of each part: what it shows of the library, where that is found in a
/// document, and where it stands.
macro_rules! parts {
    ($($(#[doc = $($doc:tt)*])* $name:ident shows $view:ty = |$document:ident, $at:ident| $found:expr,
        |$shown:ident| $place:expr;)*) => {
        $(
            $(#[doc = $($doc)*])*
            #[pyclass(frozen, eq, hash, module = "policydoc")]
            #[derive(PartialEq, Hash)]
            pub(crate) struct $name {
                parsed: Arc<Parsed>,
                index: usize,
            }

            impl $name {
                fn found($document: &policydoc::Document, $at: usize) -> Option<$view> {
                    $found
                }

                fn view(&self) -> $view {
                    Self::found(self.parsed.document(), self.index)
                        .expect("a part's index is taken from its document")
                }

                /// The value of a getter.
                fn kept<'py>(
                    &self,
                    py: Python<'py>,
                    _: &'static str,
                    value: impl ToPython,
                ) -> PyResult<Bound<'py, PyAny>> {
                    value.to_python(py, &self.parsed)
                }
            }

            impl ToPython for $view {
                fn to_python<'py>(
                    self,
                    py: Python<'py>,
                    of: &Arc<Parsed>,
                ) -> PyResult<Bound<'py, PyAny>> {
                    let (parsed, $shown) = (Arc::clone(of), self);
                    Ok(Bound::new(py, $name { parsed, index: $place })?.into_any())
                }
            }
        )*

        /// What pickle calls for a part: its class, and its place in its document.
        #[pyfunction]
        pub(crate) fn _part<'py>(
            document: &Bound<'py, Document>,
            kind: &str,
            index: usize,
        ) -> PyResult<Bound<'py, PyAny>> {
            let (py, parsed) = (document.py(), document.get().parsed());
            let part = match kind {
                $(stringify!($name) => $name::found(parsed.document(), index)
                    .map(|part| part.to_python(py, parsed)),)*
                _ => None,
            };
            // Another version of policydoc may find less in the same text.
            part.unwrap_or_else(|| {
                let missing = "this version of policydoc finds no such part in the document";
                Err(PyIndexError::new_err(missing))
            })
        }
    };
}

parts! {
    #[doc = include_str!("../../docs/Provision.txt")]
    Provision shows policydoc::Provision<'_> = |document, at| document.block(at)?.as_provision(),
        |provision| provision.index();

    /// Text of the body without a number: a paragraph, or the rows of a table.
    TextBlock shows Text<'_> = |document, at| document
        .block(at)
        .filter(|block| block.as_provision().is_none())
        .map(Text),
        |text| text.0.index();

    #[doc = include_str!("../../docs/Responsibility.txt")]
    Responsibility shows policydoc::Responsibility<'_> = |document, at| document.responsibility(at),
        |responsibility| responsibility.index();

    #[doc = include_str!("../../docs/Mention.txt")]
    Mention shows policydoc::Mention<'_> = |document, at| document.mention(at),
        |mention| mention.index();

    #[doc = include_str!("../../docs/Department.txt")]
    Department shows Of<'_> = |document, at| (at < document.departments().len())
        .then_some(Of(document, at)),
        |department| department.1;
}

impl ToPython for policydoc::Block<'_> {
    fn to_python<'py>(self, py: Python<'py>, of: &Arc<Parsed>) -> PyResult<Bound<'py, PyAny>> {
        match self.as_provision() {
            Some(provision) => provision.to_python(py, of),
            None => Text(self).to_python(py, of),
        }
    }
}

/// The mentions in a provision's own responsibilities.
pub(super) fn mentions(
    provision: policydoc::Provision<'_>,
) -> impl Iterator<Item = policydoc::Mention<'_>> {
    let responsibilities = provision.responsibilities();
    responsibilities.flat_map(policydoc::Responsibility::mentions)
}

/// What pickle is given.
type Reduced<'py> = (
    Bound<'py, PyAny>,
    (Bound<'py, Document>, &'static str, usize),
);

/// The class of a part: as `class!`, with how it shows itself and how it is pickled.
macro_rules! part {
    ($class:ident { $($more:tt)* } $($type:tt)*) => {
        class! { $class {
            $($more)*

            fn __repr__(slf: Bound<'_, Self>) -> PyResult<Bound<'_, PyAny>> {
                shown("line", slf.as_any())
            }

            fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Reduced<'py>> {
                let part = (Document::of(py, &self.parsed)?, stringify!($class), self.index);
                Ok((function(py, "_part")?, part))
            }
        } $($type)* }
    };
}

policydoc::contract!(Provision, part Provision {
    /// Where the marker stands.
    #[getter]
    fn marker_span(&self) -> Option<(usize, usize)> {
        let span = self.view().marker_span();
        span.map(|span| self.parsed.document().code_points(span))
    }

    /// Responsibilities that are stated elsewhere for this provision: by the section it lies in,
    /// or by a rule that holds from some provision on. ``Responsibility.provision`` tells where.
    #[getter]
    fn inherited<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let inherited = self.view().inherited();
        Each(inherited.map(|(_, stated)| stated)).to_python(py, &self.parsed)
    }

    /// The departments that its own responsibilities name.
    #[getter]
    fn mentions<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Each(mentions(self.view())).to_python(py, &self.parsed)
    }

    /// The provision it lies in; ``None`` at the top of the body.
    #[getter]
    fn parent<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.view().parent().to_python(py, &self.parsed)
    }

    /// How many provisions it lies in: 0 at the top of the body.
    #[getter]
    fn depth(&self) -> usize {
        self.view().depth()
    }

    /// The document it belongs to.
    #[getter]
    fn document<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, Document>> {
        Document::of(py, &self.parsed)
    }

    fn _repr_html_(slf: Bound<'_, Self>) -> PyResult<Bound<'_, PyAny>> {
        shown("provision_html", slf.as_any())
    }
});

policydoc::contract!(Text, part TextBlock {
    /// The provision it lies in; ``None`` at the top of the body.
    #[getter]
    fn parent<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.view().0.parent().to_python(py, &self.parsed)
    }

    /// The document it belongs to.
    #[getter]
    fn document<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, Document>> {
        Document::of(py, &self.parsed)
    }
});

policydoc::contract!(Responsibility, part Responsibility {
    /// The departments it names, in the order of the text.
    #[getter]
    fn mentions<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Each(self.view().mentions()).to_python(py, &self.parsed)
    }

    /// The provision that states it.
    #[getter]
    fn provision<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.view().provision().to_python(py, &self.parsed)
    }
});

policydoc::contract!(Mention, part Mention {
    /// The department meant; ``None`` where it is ambiguous.
    #[getter]
    fn department<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let index = self.view().department_index();
        let department = index.map(|index| Of(self.parsed.document(), index));
        department.to_python(py, &self.parsed)
    }

    /// The statement it stands in.
    #[getter]
    fn responsibility<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.view().responsibility().to_python(py, &self.parsed)
    }
});

policydoc::contract!(Department, part Department {});
