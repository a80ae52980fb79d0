//! Which phase takes the time?
//!
//! Each benchmark runs the phases from the text up to the one it is named after, so a phase takes
//! what its benchmark takes longer than the one before it.

use divan::Bencher;
use divan::counter::BytesCount;
use policydoc::{Parser, Stage};
use policydoc_benches::{Sample, samples};

fn main() {
    divan::main();
}

fn up_to(bencher: Bencher<'_, '_>, sample: &Sample, stage: Stage) {
    let parser = Parser::default();
    bencher.counter(BytesCount::of_str(&sample.text)).bench(|| {
        let found = parser.run_to(divan::black_box(&sample.text), stage);
        // Each task has a marker and a statement of at least one department.
        assert!(found >= sample.tasks, "{found} of {}", sample.tasks);
        found
    });
}

#[divan::bench(args = samples())]
fn phase_1_blocks(bencher: Bencher<'_, '_>, sample: &Sample) {
    up_to(bencher, sample, Stage::Blocks);
}

#[divan::bench(args = samples())]
fn phase_2_markers(bencher: Bencher<'_, '_>, sample: &Sample) {
    up_to(bencher, sample, Stage::Markers);
}

#[divan::bench(args = samples())]
fn phase_3_outline(bencher: Bencher<'_, '_>, sample: &Sample) {
    up_to(bencher, sample, Stage::Outline);
}

#[divan::bench(args = samples())]
fn phase_4_responsibility(bencher: Bencher<'_, '_>, sample: &Sample) {
    up_to(bencher, sample, Stage::Responsibility);
}

#[divan::bench(args = samples())]
fn phase_5_department(bencher: Bencher<'_, '_>, sample: &Sample) {
    up_to(bencher, sample, Stage::Department);
}
