//! Replays the corpus and the regressions of the fuzz targets.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use sts_policy_tests::fuzz::TARGETS;

/// Maximum size of all corpora together, in bytes.
const MAX_CORPUS_BYTES: u64 = 1 << 20;

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("fuzz").join(name)
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

fn names(folder: &Path) -> BTreeSet<String> {
    files(folder).iter().map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned()).collect()
}

#[test]
fn every_corpus_file_and_regression_passes_its_target() {
    for (name, target) in TARGETS {
        for folder in [folder("corpus").join(name), folder("regressions").join(name)] {
            for file in files(&folder) {
                // The name of the file appears in the output of a failed test.
                println!("{}", file.display());
                target(&fs::read(file).unwrap());
            }
        }
    }
}

#[test]
fn every_target_has_a_program_and_a_corpus() {
    let mut expected: BTreeSet<String> = TARGETS.iter().map(|(name, _)| (*name).to_owned()).collect();
    if !cfg!(feature = "sts-token") {
        expected.extend(["credentials", "sts_response"].map(str::to_owned));
    }
    for folder in [folder("fuzz_targets"), folder("corpus"), folder("regressions")] {
        assert_eq!(names(&folder), expected, "{}", folder.display());
    }
}

#[test]
fn the_corpus_is_small() {
    let bytes: u64 = TARGETS
        .iter()
        .flat_map(|(name, _)| files(&folder("corpus").join(name)))
        .map(|file| fs::metadata(file).unwrap().len())
        .sum();
    assert!(bytes <= MAX_CORPUS_BYTES, "{bytes} bytes");
}
