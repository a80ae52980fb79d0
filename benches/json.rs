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
    bencher
        .counter(BytesCount::of_str(&sample.text))
        .bench_local(|| divan::black_box(&document).to_json());
    let json = document.to_json();
    assert_eq!(json.matches(r#""type":"task""#).count(), sample.tasks);
}

/// The same by serde.
#[divan::bench(args = samples())]
fn serialise_by_serde(bencher: Bencher<'_, '_>, sample: &Sample) {
    let document = policydoc::parse(&sample.text);
    bencher
        .counter(BytesCount::of_str(&sample.text))
        .bench_local(|| serde_json::to_string(divan::black_box(&document)));
}
