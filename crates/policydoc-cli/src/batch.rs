//! Many documents at once.
//!
//! ```text
//! arguments --inputs--> inputs --ordered: convert--> results in order --store--> files
//! ```

pub(crate) mod convert; // one document, from path to result
pub(crate) mod errors; // the list of what failed
pub(crate) mod folder; // results that are files of their own
pub(crate) mod inputs; // what the arguments stand for
pub(crate) mod key; // when two results are the same
pub(crate) mod log; // results that go into one file
pub(crate) mod names; // what each result is called
pub(crate) mod ordered; // work on many threads, results in order
pub(crate) mod progress; // what is shown meanwhile
pub(crate) mod rules; // what makes results of two runs comparable
pub(crate) mod state; // what is left so that a run can be resumed
pub(crate) mod store; // where results go
pub(crate) mod tables; // results as rows of tables
pub(crate) mod whole; // files that are there as a whole or not at all
