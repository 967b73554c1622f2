//! The README and the pages beside it are true: their console blocks are run and compared, the commands are those of the gate.
//! (Their Rust is compiled and run as documentation tests of the crate.)

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::run;

const README: &str = include_str!("../../../../README.md");
const CLI: &str = include_str!("../../README.md");
const PACKED_SIZE: &str = include_str!("../../../../docs/packed-size.md");
const GATE: &str = include_str!("../../../../.ci/run");

/// Language, second word of the first line, content.
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
fn every_block_is_of_a_kind_that_is_tested() {
    for page in [README, PACKED_SIZE] {
        let kinds: Vec<&str> = blocks(page).iter().map(|(language, ..)| *language).collect();
        for kind in &kinds {
            assert!(["json", "console", "sh", "toml", "rust", "text"].contains(kind), "{kind}");
        }
        assert!(kinds.contains(&"console") && kinds.contains(&"sh"));
    }
    // The one text is what the compiler says, which a test of the whole workspace compares.
    assert_eq!(blocks(README).iter().filter(|(language, ..)| *language == "text").count(), 1);
}

#[test]
fn console_blocks_print_what_they_show() {
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
fn the_two_commands() {
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
    assert!(GATE.lines().any(|line| line == *test), "the gate runs the very test command of the README");
}

#[test]
fn the_dependency_is_this_version() {
    let toml = blocks(README).into_iter().find(|(language, ..)| *language == "toml").unwrap().2;
    let version = env!("CARGO_PKG_VERSION").rsplit_once('.').unwrap().0;
    assert_eq!(toml.trim(), format!("[dependencies]\nsts-policy = \"{version}\""));
}

#[test]
fn links_lead_somewhere() {
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
