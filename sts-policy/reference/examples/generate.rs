//! Compiles the table from the source, and merges AWS's own documents into the source.
//!
//! ```sh
//! cargo run -p sts-policy-reference --features json --example generate
//! cargo run -p sts-policy-reference --features json --example generate -- --aws FOLDER --date 2026-11-01
//! ```
//!
//! The first command writes `data/reference.bin` from `source/iam-reference.json`. The second command first merges the JSON files of the
//! folder, one service document of AWS each, and also writes the source. `--out FILE` writes the table to another file and does not
//! change the source.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use sts_policy_reference::source::Source;

const USAGE: &str = "usage: generate [--aws FOLDER --date YYYY-MM-DD] [--out FILE]";

#[derive(Default)]
struct Arguments {
    aws: Option<PathBuf>,
    date: Option<String>,
    out: Option<PathBuf>,
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let arguments = arguments(std::env::args().skip(1))?;
    let crate_folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let source_file = crate_folder.join("source/iam-reference.json");
    let mut source = Source::from_json(&read(&source_file)?)?;
    if let Some(folder) = &arguments.aws {
        let date =
            arguments.date.as_deref().ok_or("`--date` is missing: must be the date at which AWS served the files")?;
        let files = json_files(folder)?;
        let changes = source.refresh(files.iter().map(|(name, text)| (name.as_str(), text.as_str())), date)?;
        for remark in &changes.remarks {
            println!("{remark}");
        }
        println!(
            "{} services from {} files, {} actions added, {} removed",
            changes.services.len(),
            files.len(),
            changes.added_actions.len(),
            changes.removed_actions.len()
        );
    } else if arguments.date.is_some() {
        return Err("`--aws` is missing: must accompany `--date`".into());
    }
    let reference = source.compile()?;
    if arguments.aws.is_some() && arguments.out.is_none() {
        write(&source_file, source.to_json().as_bytes())?;
    }
    let out = arguments.out.unwrap_or_else(|| crate_folder.join("data/reference.bin"));
    write(&out, reference.as_bytes())?;
    println!("{}: {} bytes, data of {}", out.display(), reference.as_bytes().len(), reference.data_date());
    Ok(())
}

fn arguments(mut given: impl Iterator<Item = String>) -> Result<Arguments, String> {
    let mut arguments = Arguments::default();
    while let Some(name) = given.next() {
        let mut value = || given.next().ok_or_else(|| format!("missing value of `{name}`\n{USAGE}"));
        match name.as_str() {
            "--aws" => arguments.aws = Some(value()?.into()),
            "--date" => arguments.date = Some(value()?),
            "--out" => arguments.out = Some(value()?.into()),
            _ => return Err(format!("unknown argument `{name}`\n{USAGE}")),
        }
    }
    Ok(arguments)
}

/// Returns names and texts of the JSON files in the folder, sorted by name.
fn json_files(folder: &Path) -> Result<Vec<(String, String)>, Box<dyn Error>> {
    let entries =
        fs::read_dir(folder).map_err(|error| format!("cannot read folder `{}`: {error}", folder.display()))?;
    let mut files = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "json") {
            files.push((path.display().to_string(), read(&path)?));
        }
    }
    files.sort();
    if files.is_empty() {
        return Err(format!("folder `{}` has no JSON files: must have at least one", folder.display()).into());
    }
    Ok(files)
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("cannot read `{}`: {error}", path.display()))
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    fs::write(path, bytes).map_err(|error| format!("cannot write `{}`: {error}", path.display()))
}
