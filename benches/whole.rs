//! How long does a document take, from text to the finished structure?
//!
//! `newlines` is a pass over the same bytes that only finds line ends, and `markdown` what a good
//! Markdown parser takes for them: the ratios say more than bytes per second, which depend on the
//! machine and on who else uses it.

use divan::Bencher;
use divan::counter::BytesCount;
use policydoc::Parser;
use policydoc_benches::{Sample, samples};

fn main() {
    divan::main();
}

#[divan::bench(args = samples())]
fn parse(bencher: Bencher<'_, '_>, sample: &Sample) {
    let parser = Parser::default();
    bencher.counter(BytesCount::of_str(&sample.text)).bench(|| {
        let document = parser.parse(divan::black_box(&sample.text));
        assert_eq!(document.tasks().count(), sample.tasks);
        document
    });
}

#[divan::bench(args = samples())]
fn markdown(bencher: Bencher<'_, '_>, sample: &Sample) {
    bencher.counter(BytesCount::of_str(&sample.text)).bench(|| {
        let events = pulldown_cmark::Parser::new(divan::black_box(&sample.text)).count();
        assert!(events > sample.tasks);
        events
    });
}

#[divan::bench(args = samples())]
fn newlines(bencher: Bencher<'_, '_>, sample: &Sample) {
    bencher.counter(BytesCount::of_str(&sample.text)).bench(|| {
        let text = divan::black_box(&sample.text);
        let lines = memchr::memchr_iter(b'\n', text.as_bytes()).fold(0, |count, at| count + at % 2);
        assert!(lines > 0);
        lines
    });
}
