//! Many documents at once.
//!
//! ```text
//! arguments --inputs--> inputs --ordered: convert--> results in order --store--> files
//! ```

pub(crate) mod convert; // one document, from path to result
pub(crate) mod errors; // the list of what failed
pub(crate) mod folder; // results that are files of their own
pub(crate) mod inputs; // what the arguments stand for
pub(crate) mod journal; // what was written, and so may be replaced
pub(crate) mod key; // when two results are the same
pub(crate) mod lines; // JSON that no reader parts in two
pub(crate) mod lock; // one run at a time writes an output
pub(crate) mod log; // results that go into one file
pub(crate) mod names; // what each result is called
pub(crate) mod ordered; // work on many threads, results in order
pub(crate) mod outputs; // files among documents that are none
pub(crate) mod own; // files that only this command changes
pub(crate) mod paths; // names that need not be text
pub(crate) mod progress; // what is shown meanwhile
pub(crate) mod rules; // what makes results of two runs comparable
pub(crate) mod site; // where a run writes
pub(crate) mod store; // where results go
pub(crate) mod sum; // what bytes are known by
pub(crate) mod tables; // results as rows of tables
pub(crate) mod target; // what OUT is
