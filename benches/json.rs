//! How long does writing the result as JSON take?

use divan::Bencher;
use divan::counter::BytesCount;
use policydoc_benches::{Sample, samples};

fn main() {
    divan::main();
}

/// Bytes per second are those of the text, so that the rate can be set beside that of parsing.
#[divan::bench(args = samples())]
fn serialise(bencher: Bencher<'_, '_>, sample: &Sample) {
    let document = policydoc::parse(&sample.text);
    let mut json = Vec::new();
    bencher
        .counter(BytesCount::of_str(&sample.text))
        .bench_local(|| {
            json.clear();
            serde_json::to_writer(&mut json, divan::black_box(&document)).is_ok()
                && json.len() > sample.text.len()
        });
    let written = memchr::memmem::find_iter(&json, r#""type":"task""#).count();
    assert_eq!(written, sample.tasks);
}
