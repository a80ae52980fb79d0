//! Any text gives a document that keeps every invariant.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    policydoc_tests::assert_sound(text);
});
