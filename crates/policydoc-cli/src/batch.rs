//! Many documents at once.

pub(crate) mod inputs; // what the arguments stand for
pub(crate) mod names; // what each result is called
pub(crate) mod whole; // files that are there as a whole or not at all
