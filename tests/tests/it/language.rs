//! Rejects wording that `docs/style.md` forbids, in documentation, comments and string literals.
#![expect(clippy::string_slice, reason = "a test may panic")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// Forbidden wording in whole words, each with the continuations that make it acceptable.
const FORBIDDEN: [(&str, &[&str]); 25] = [
    ("is no ", &["longer ", "more than "]),
    ("are no ", &["longer ", "more than "]),
    ("was no ", &["longer "]),
    ("has none", &[" of"]),
    ("is none", &[]),
    ("are none", &[]),
    ("there is no", &["thing"]),
    ("there are no", &["thing"]),
    ("there is none", &[]),
    ("is nothing", &[]),
    ("whoever", &[]),
    ("so many", &[]),
    ("greatest", &[]),
    ("stands in the", &[]),
    ("stands on", &[]),
    ("what is ", &[]),
    ("what was ", &[]),
    ("that there are not", &[]),
    ("dearest", &[]),
    ("heaviest", &[]),
    ("judge", &[]),
    ("judges", &[]),
    ("judged", &[]),
    // A message of serde_json.
    ("lone ", &["leading surrogate in hex escape"]),
    ("house", &[]),
];

/// Forbidden first words of a comment or a paragraph.
const FORBIDDEN_STARTS: [&str; 7] = ["What ", "Whoever ", "Of ", "So ", "How many ", "With what ", "Whether "];

/// Files that quote forbidden wording, and a program whose text is part of a compiler's expected output.
const EXEMPT: [&str; 3] = ["docs/style.md", "tests/compile/fail/doc-comment.rs", "tests/tests/it/language.rs"];

/// Folders without text of this project.
const SKIPPED: [&str; 4] = [".git", "target", "snapshots", "wip"];

/// A comment, a string literal or a paragraph, with its lines joined by spaces.
struct Text {
    text: String,
    /// Offset and number of each line.
    lines: Vec<(usize, usize)>,
    is_prose: bool,
}

impl Text {
    fn new(line: usize, text: &str, is_prose: bool) -> Self {
        Self { text: text.to_owned(), lines: vec![(0, line)], is_prose }
    }

    fn push(&mut self, line: usize, text: &str) {
        self.text.push(' ');
        self.lines.push((self.text.len(), line));
        self.text.push_str(text);
    }

    fn line_at(&self, offset: usize) -> usize {
        self.lines.iter().rev().find(|(start, _)| *start <= offset).map_or(0, |(_, line)| *line)
    }
}

struct Finding {
    file: PathBuf,
    line: usize,
    wording: &'static str,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn collect_files(folder: &Path, files: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        let name = path.file_name().unwrap().to_str().unwrap();
        if path.is_symlink() || SKIPPED.contains(&name) {
            continue;
        }
        if path.is_dir() {
            collect_files(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs" || extension == "md") {
            files.push(path);
        }
    }
}

/// Returns the comments and string literals of Rust code. Consecutive line comments are one text.
fn rust_texts(code: &str) -> Vec<Text> {
    let mut texts: Vec<Text> = Vec::new();
    let mut rest = code;
    let mut line = 1;
    let mut last_comment_line = 0;
    // True if only white space precedes in the line.
    let mut is_alone = true;
    while let Some(first) = rest.chars().next() {
        let length = if let Some(comment) = rest.strip_prefix("//") {
            let comment = comment.lines().next().unwrap_or_default();
            let content = comment.trim_start_matches(['/', '!']).trim();
            match texts.last_mut() {
                Some(last) if is_alone && last_comment_line + 1 == line && !content.is_empty() => {
                    last.push(line, content);
                }
                _ => texts.push(Text::new(line, content, true)),
            }
            last_comment_line = if content.is_empty() || !is_alone { 0 } else { line };
            2 + comment.len()
        } else if let Some(length) = string_length(rest) {
            let mut lines = rest[..length].lines();
            let mut text = Text::new(line, lines.next().unwrap_or_default(), false);
            lines.zip(line + 1..).for_each(|(content, line)| text.push(line, content.trim()));
            texts.push(text);
            length
        } else if let Some(length) = char_length(rest) {
            length
        } else {
            first.len_utf8()
        };
        is_alone = first == '\n' || is_alone && first.is_whitespace();
        line += rest[..length].matches('\n').count();
        rest = &rest[length..];
    }
    texts
}

/// Returns the length of the string literal at the start of the code.
fn string_length(code: &str) -> Option<usize> {
    if let Some(raw) = code.strip_prefix('r') {
        let hashes = raw.len() - raw.trim_start_matches('#').len();
        let content = raw[hashes..].strip_prefix('"')?;
        let end = format!("\"{}", "#".repeat(hashes));
        return Some(2 + hashes + content.find(&end)? + end.len());
    }
    let mut escaped = false;
    for (index, character) in code.strip_prefix('"')?.char_indices() {
        match character {
            '"' if !escaped => return Some(index + 2),
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    None
}

/// Returns the length of the character literal at the start of the code. Lifetimes are not literals.
fn char_length(code: &str) -> Option<usize> {
    let content = code.strip_prefix('\'')?;
    let character = content.chars().next()?;
    if character == '\\' {
        return Some(3 + content.get(2..)?.find('\'')?);
    }
    content[character.len_utf8()..].starts_with('\'').then_some(2 + character.len_utf8())
}

/// Returns the paragraphs, list items and table rows of Markdown.
fn markdown_texts(page: &str) -> Vec<Text> {
    let mut texts: Vec<Text> = Vec::new();
    let mut is_new = true;
    for (index, content) in page.lines().enumerate() {
        let content = content.trim();
        let starts_item = content.starts_with(['*', '-', '|', '#']) || content.starts_with("```");
        if content.is_empty() || is_new || starts_item {
            texts.push(Text::new(index + 1, content.trim_start_matches(['*', '-', '|', '#', ' ']), true));
        } else if let Some(last) = texts.last_mut() {
            last.push(index + 1, content);
        }
        is_new = content.is_empty() || content.starts_with("```");
    }
    texts
}

fn findings() -> Vec<Finding> {
    let root = root();
    let mut files = Vec::new();
    collect_files(&root, &mut files);
    let mut findings = Vec::new();
    for path in files {
        let file = path.strip_prefix(&root).unwrap().to_owned();
        if EXEMPT.iter().any(|exempt| file == Path::new(exempt)) {
            continue;
        }
        let content = fs::read_to_string(&path).unwrap();
        let is_rust = path.extension().is_some_and(|extension| extension == "rs");
        let texts = if is_rust { rust_texts(&content) } else { markdown_texts(&content) };
        for text in texts {
            let found = forbidden(&text).into_iter();
            findings.extend(found.map(|(line, wording)| Finding { file: file.clone(), line, wording }));
        }
    }
    findings
}

/// Returns the forbidden wording of one text, each with its line.
fn forbidden(text: &Text) -> Vec<(usize, &'static str)> {
    let lower = text.text.to_ascii_lowercase();
    let mut found = Vec::new();
    for (wording, allowed) in FORBIDDEN {
        for (start, _) in lower.match_indices(wording) {
            let after = &lower[start + wording.len()..];
            let continues = lower[..start].ends_with(char::is_alphanumeric)
                || !wording.ends_with(' ') && after.starts_with(char::is_alphanumeric);
            if !continues && !allowed.iter().any(|allowed| after.starts_with(allowed)) {
                found.push((text.line_at(start), wording));
            }
        }
    }
    let starts = FORBIDDEN_STARTS.iter().filter(|start| text.is_prose && text.text.starts_with(**start));
    found.extend(starts.map(|start| (text.line_at(0), *start)));
    found
}

/// Lists the findings, and their number in each crate or file at the root.
fn report(findings: &[Finding]) -> String {
    let mut report = String::from("\n");
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for Finding { file, line, wording } in findings {
        writeln!(report, "{}:{line}: `{wording}`", file.display()).unwrap();
        *counts.entry(crate_of(file)).or_default() += 1;
    }
    for (name, count) in counts {
        writeln!(report, "{count:>6} {name}").unwrap();
    }
    report
}

fn crate_of(file: &Path) -> String {
    let folder = file.ancestors().skip(1).find(|folder| root().join(folder).join("Cargo.toml").exists()).unwrap();
    if folder == Path::new("") { file.display().to_string() } else { folder.display().to_string() }
}

#[test]
fn every_file_has_plain_wording() {
    let findings = findings();
    assert!(findings.is_empty(), "{}", report(&findings));
}

#[test]
fn comments_and_strings_are_searched() {
    let code = "/// One is\n/// no word.\nconst A: char = '\"'; // Whoever\nlet b = \"are no words\";\nlet c = r#\"so many\"#;\n";
    let found: Vec<(usize, &str)> = rust_texts(code).iter().flat_map(forbidden).collect();
    assert_eq!(found, [(1, "is no "), (3, "whoever"), (4, "are no "), (5, "so many")]);
    let code = "fn is_no_word<'a>() {} // The item is no longer listed.";
    assert!(rust_texts(code).iter().all(|text| forbidden(text).is_empty()));
    let code = "/// Whether it holds.\n\n// A household in a lone house, judged by a judgement.\n";
    let found: Vec<(usize, &str)> = rust_texts(code).iter().flat_map(forbidden).collect();
    assert_eq!(found, [(1, "Whether "), (3, "judged"), (3, "lone "), (3, "house")]);
}
