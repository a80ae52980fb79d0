//! Names as real lists have them, and what they must become.
