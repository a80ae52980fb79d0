//! The same for texts put together from the pieces that documents are made of. Bytes that pick
//! pieces get deeper into the rules than bytes that spell them: most of them spell no UTF-8.
#![no_main]

use libfuzzer_sys::fuzz_target;
use policydoc_tests::PIECES;

fuzz_target!(|picks: &[u8]| {
    let pieces = picks.iter().map(|&pick| PIECES[usize::from(pick) % PIECES.len()]);
    policydoc_tests::assert_sound(&pieces.collect::<String>());
});
