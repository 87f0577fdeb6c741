//! Time of each stage: `cargo bench --bench stages`, with `--features large` for the larger model. One stage: `cargo bench --bench stages -- scores`.
//! Times are only worth comparing within a run on a machine that does nothing else; what CI guards are instructions (`counts.rs`).
#![allow(missing_docs, reason = "criterion's macros write none")]

mod common;

use common::{Case, STAGES};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};

fn stages(criterion: &mut Criterion) {
    let sizes = [10_000, 100_000, 1_000_000];
    let fixtures: Vec<Case> = common::fixtures().into_iter().map(Case::of).collect();
    let made = sizes.map(|size| (format!("{} KB", size / 1000), vec![Case::of(common::page(size))]));
    let sets = [("fixtures".to_owned(), fixtures)].into_iter().chain(made);
    for (name, cases) in sets {
        let mut group = criterion.benchmark_group(&name);
        group.throughput(Throughput::Bytes(cases.iter().map(|case| case.html.len() as u64).sum()));
        group.sample_size(20);
        for stage in STAGES {
            group.bench_with_input(BenchmarkId::from_parameter(stage), &cases, |bencher, cases| {
                bencher.iter(|| cases.iter().for_each(|case| case.run(stage)));
            });
        }
        group.finish();
    }
}

criterion_group!(benches, stages);
criterion_main!(benches);
