//! The commands in the README and in the pages beside it print the shown output, and the links lead to existing files.
//!
//! The documentation tests of the crate `sts-policy` compile and run their Rust.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::run;

const README: &str = include_str!("../../../../README.md");
const CLI: &str = include_str!("../../README.md");
const PACKED_SIZE: &str = include_str!("../../../../docs/packed-size.md");
const GATE: &str = include_str!("../../../../.ci/run");

/// Returns the language, the file name and the content of each code block.
fn blocks(page: &'static str) -> Vec<(&'static str, Option<&'static str>, &'static str)> {
    page.split("\n```")
        .skip(1)
        .step_by(2)
        .map(|block| {
            let (info, content) = block.split_once('\n').unwrap();
            let (info, file) = info.split_once(' ').map_or((info, None), |(info, file)| (info, Some(file)));
            (info.split(',').next().unwrap_or_default(), file, content)
        })
        .collect()
}

#[test]
fn every_code_block_has_a_tested_language() {
    for page in [README, PACKED_SIZE] {
        let languages: Vec<&str> = blocks(page).iter().map(|(language, ..)| *language).collect();
        for language in &languages {
            assert!(["json", "console", "sh", "toml", "rust", "text"].contains(language), "{language}");
        }
        assert!(languages.contains(&"console") && languages.contains(&"sh"));
    }
    // The text is the output of the compiler. A test of the workspace compares it.
    assert_eq!(blocks(README).iter().filter(|(language, ..)| *language == "text").count(), 1);
}

#[test]
fn console_blocks_show_the_output() {
    for page in [README, PACKED_SIZE] {
        let folder = tempfile::tempdir().unwrap();
        for (_, file, content) in blocks(page) {
            if let Some(file) = file.filter(|file| !file.contains('/')) {
                fs::write(folder.path().join(file), format!("{content}\n")).unwrap();
            }
        }
        for (_, _, content) in blocks(page).into_iter().filter(|(language, ..)| *language == "console") {
            let (command, expected) = content.split_once('\n').unwrap();
            let arguments = command.strip_prefix("$ sts-policy ").unwrap().split(' ');
            let output = Command::new(env!("CARGO_BIN_EXE_sts-policy"))
                .args(arguments)
                .current_dir(folder.path())
                .output()
                .unwrap();
            let shown = [output.stdout, output.stderr].concat();
            assert_eq!(String::from_utf8(shown).unwrap().trim_end(), expected.trim_end(), "{command}");
        }
    }
}

#[test]
fn the_commands_of_the_readme_run() {
    let commands: Vec<&str> = blocks(README)
        .into_iter()
        .filter(|(language, ..)| *language == "sh")
        .map(|(.., content)| content.trim())
        .collect();
    let [check, test] = commands.as_slice() else { panic!("{commands:?}") };
    let arguments: Vec<&str> = check.strip_prefix("cargo run -q -p sts-policy-cli -- ").unwrap().split(' ').collect();
    let run = run(&arguments);
    assert_eq!(run.status, 1);
    assert!(run.out.contains("\nchecked 8 policies: 9 errors\n"), "{}", run.out);
    assert!(GATE.lines().any(|line| line == *test), "`.ci/run` runs the test command of the README");
}

#[test]
fn the_dependency_has_the_current_version() {
    let toml = blocks(README).into_iter().find(|(language, ..)| *language == "toml").unwrap().2;
    let version = env!("CARGO_PKG_VERSION").rsplit_once('.').unwrap().0;
    assert_eq!(toml.trim(), format!("[dependencies]\nsts-policy = \"{version}\""));
}

#[test]
fn links_have_targets() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap();
    for (page, folder) in [(README, ""), (CLI, "sts-policy/cli"), (PACKED_SIZE, "docs")] {
        for link in page.split("](").skip(1).map(|rest| rest.split_once(')').unwrap().0) {
            let exists = match link.strip_prefix('#') {
                Some(heading) => page.to_lowercase().contains(&format!("\n## {}\n", heading.replace('-', " "))),
                None => root.join(folder).join(link).exists(),
            };
            assert!(link.starts_with("https://") || exists, "{link}");
        }
    }
}
