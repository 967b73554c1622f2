//! Command lines of `credential_process` that start this program.

use std::env;
use std::path::{Path, PathBuf};

use crate::nesting;

/// A command line that starts this program.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct OwnCall {
    /// The profile that it names.
    pub(crate) profile: Option<String>,
}

impl OwnCall {
    /// Parses a command line without expansions. `None` if it starts another program, which may start this one: the depth of calls
    /// bounds that.
    pub(crate) fn of(process: &str) -> Option<Self> {
        /// With another value of these, the profiles or the credentials are not those here.
        const UNDECIDABLE: [&str; 4] = ["AWS_ACCESS_KEY_ID", "AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE", "HOME"];

        let words = words(process);
        let mut words = words.iter().map(String::as_str);
        let (mut profile, mut is_env) = (None, false);
        let program = loop {
            match words.next()? {
                "-u" | "--unset" | "-C" | "--chdir" if is_env => drop(words.next()),
                word if is_env && word.starts_with("-S") => return None,
                word if is_env && word.starts_with('-') => {}
                word @ ("command" | "env" | "exec") => is_env = word == "env",
                word => match word.split_once('=').filter(|(name, _)| !name.contains('/')) {
                    Some((name, _)) if UNDECIDABLE.contains(&name) => return None,
                    Some(("AWS_PROFILE", name)) => profile = Some(name.to_owned()),
                    Some(_) => {}
                    None => break word,
                },
            }
        };
        if !is_this_program(program) {
            return None;
        }
        let mut arguments = words.take_while(|word| *word != "--");
        while let Some(argument) = arguments.next() {
            if argument == "--profile" {
                profile = arguments.next().map(str::to_owned);
            } else if let Some(name) = argument.strip_prefix("--profile=") {
                profile = Some(name.to_owned());
            }
        }
        Some(Self { profile })
    }
}

/// Returns the words of the first command of a command line.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let (mut word, mut quote) = (None::<String>, None);
    let mut characters = line.trim().chars();
    while let Some(character) = characters.next() {
        match (quote, character) {
            (Some(open), _) if character == open => quote = None,
            (None, '"' | '\'') => {
                quote = Some(character);
                word.get_or_insert_default();
            }
            // It separates folders on Windows.
            (None | Some('"'), '\\') if cfg!(not(windows)) => word.get_or_insert_default().extend(characters.next()),
            (None, ';' | '|' | '&' | '\n') => break,
            (None, _) if character.is_whitespace() => words.extend(word.take()),
            _ => word.get_or_insert_default().push(character),
        }
    }
    words.extend(word);
    words
}

/// Returns true if a program is the file of this one.
fn is_this_program(program: &str) -> bool {
    let path = match (program.strip_prefix("~/"), env::home_dir()) {
        (Some(rest), Some(home)) => home.join(rest),
        _ => PathBuf::from(program),
    };
    find(path).zip(find(nesting::this_program())).is_some_and(|(file, this)| is_same_file(&file, &this))
}

/// Returns the file that a shell runs for a program.
fn find(program: PathBuf) -> Option<PathBuf> {
    if program.components().count() > 1 || program.is_absolute() {
        return Some(program);
    }
    let folders = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&folders).map(|folder| folder.join(&program)).find(|file| file.is_file())
}

#[cfg(unix)]
fn is_same_file(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;

    let id = |file: &Path| file.metadata().map(|file| (file.dev(), file.ino())).ok();
    id(one).is_some() && id(one) == id(other)
}

#[cfg(not(unix))]
fn is_same_file(one: &Path, other: &Path) -> bool {
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_words_as_a_shell_does() {
        for (line, expected) in [
            ("a b\tc", &["a", "b", "c"][..]),
            (r#" "/a b/c" 'd "e' f\ g "h\"i" "#, &["/a b/c", "d \"e", "f g", "h\"i"]),
            ("a'b'\"c\" ''", &["abc", ""]),
            ("a; b", &["a"]),
            ("a 'x;y' | b", &["a", "x;y"]),
            ("", &[]),
        ] {
            assert_eq!(words(line), expected, "{line}");
        }
    }

    #[test]
    fn finds_the_profile_of_a_call_of_this_program() {
        let this = env::current_exe().unwrap();
        let this = this.to_str().unwrap();
        let call = |profile: Option<&str>| Some(OwnCall { profile: profile.map(str::to_owned) });
        for (line, expected) in [
            ("THIS mint --name a", call(None)),
            ("THIS mint --profile vendor", call(Some("vendor"))),
            ("'THIS' mint --profile=vendor", call(Some("vendor"))),
            ("THIS exec -- x --profile vendor", call(None)),
            ("AWS_PROFILE=vendor THIS mint", call(Some("vendor"))),
            ("env AWS_PROFILE=vendor exec THIS mint --profile other", call(Some("other"))),
            ("env -i -u X --unset Y -C / - PATH=/bin AWS_REGION=x THIS mint", call(None)),
            ("env -u STS_TOKEN_DEPTH THIS mint --profile vendor", call(Some("vendor"))),
            // These may have other credentials or other profiles.
            ("env AWS_ACCESS_KEY_ID=a AWS_SECRET_ACCESS_KEY=b THIS mint", None),
            ("AWS_CONFIG_FILE=/other THIS mint", None),
            ("env -i HOME=/other THIS mint", None),
            ("env -S 'THIS mint'", None),
            // Other files, whatever their names.
            ("THIS/../sts-token mint", None),
            ("/usr/local/bin/sts-token.sh mint", None),
            ("aws THIS", None),
            ("", None),
        ] {
            assert_eq!(OwnCall::of(&line.replace("THIS", this)), expected, "{line}");
        }
    }
}
