//! Command lines of `credential_process` that start this program.

use crate::program::is_this_program;

/// A command line that starts this program.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct SelfCall {
    /// The profile that it selects.
    pub(crate) profile: Option<String>,
}

impl SelfCall {
    /// Parses a command line without expansions. `None` if it starts another program. That program may start this one, which the depth of
    /// nested runs limits.
    pub(crate) fn parse(line: &str) -> Option<Self> {
        let words = split_words(line);
        let mut words = words.iter().map(String::as_str);
        let CommandStart { program, mut profile } = CommandStart::parse(&mut words)?;
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

/// The start of a command line: variables, and the program after prefixes such as `env` and `exec`.
struct CommandStart<'a> {
    program: &'a str,
    /// The value of `AWS_PROFILE`.
    profile: Option<String>,
}

impl<'a> CommandStart<'a> {
    fn parse(words: &mut impl Iterator<Item = &'a str>) -> Option<Self> {
        /// Variables that change the profiles or the credentials.
        const UNDECIDABLE: [&str; 4] = ["AWS_ACCESS_KEY_ID", "AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE", "HOME"];

        let (mut profile, mut is_env) = (None, false);
        loop {
            match words.next()? {
                "-u" | "--unset" | "-C" | "--chdir" if is_env => drop(words.next()),
                word if is_env && word.starts_with("-S") => return None,
                word if is_env && word.starts_with('-') => {}
                word @ ("command" | "env" | "exec") => is_env = word == "env",
                word => match word.split_once('=').filter(|(name, _)| !name.contains('/')) {
                    Some((name, _)) if UNDECIDABLE.contains(&name) => return None,
                    Some(("AWS_PROFILE", name)) => profile = Some(name.to_owned()),
                    Some(_) => {}
                    None => return Some(Self { program: word, profile }),
                },
            }
        }
    }
}

/// Returns the words of the first command of a command line.
fn split_words(line: &str) -> Vec<String> {
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
            // On Windows, it separates folders.
            (None | Some('"'), '\\') if cfg!(not(windows)) => word.get_or_insert_default().extend(characters.next()),
            (None, ';' | '|' | '&' | '\n') => break,
            (None, _) if character.is_whitespace() => words.extend(word.take()),
            _ => word.get_or_insert_default().push(character),
        }
    }
    words.extend(word);
    words
}

#[cfg(test)]
mod tests {
    use std::env;

    use super::*;

    #[test]
    fn splits_words_like_a_shell() {
        for (line, expected) in [
            ("a b\tc", &["a", "b", "c"][..]),
            (r#" "/a b/c" 'd "e' f\ g "h\"i" "#, &["/a b/c", "d \"e", "f g", "h\"i"]),
            ("a'b'\"c\" ''", &["abc", ""]),
            ("a; b", &["a"]),
            ("a 'x;y' | b", &["a", "x;y"]),
            ("", &[]),
        ] {
            assert_eq!(split_words(line), expected, "{line}");
        }
    }

    #[test]
    fn finds_the_profile_of_a_self_call() {
        let this = env::current_exe().unwrap();
        let this = this.to_str().unwrap();
        let call = |profile: Option<&str>| Some(SelfCall { profile: profile.map(str::to_owned) });
        for (line, expected) in [
            ("THIS mint --name a", call(None)),
            ("THIS mint --profile vendor", call(Some("vendor"))),
            ("'THIS' mint --profile=vendor", call(Some("vendor"))),
            ("THIS exec -- x --profile vendor", call(None)),
            ("AWS_PROFILE=vendor THIS mint", call(Some("vendor"))),
            ("env AWS_PROFILE=vendor exec THIS mint --profile other", call(Some("other"))),
            ("env -i -u X --unset Y -C / - PATH=/bin AWS_REGION=x THIS mint", call(None)),
            ("env -u STS_TOKEN_DEPTH THIS mint --profile vendor", call(Some("vendor"))),
            // The credentials or profiles may differ.
            ("env AWS_ACCESS_KEY_ID=a AWS_SECRET_ACCESS_KEY=b THIS mint", None),
            ("AWS_CONFIG_FILE=/other THIS mint", None),
            ("env -i HOME=/other THIS mint", None),
            ("env -S 'THIS mint'", None),
            // Other files.
            ("THIS/../sts-token mint", None),
            ("/usr/local/bin/sts-token.sh mint", None),
            ("aws THIS", None),
            ("", None),
        ] {
            assert_eq!(SelfCall::parse(&line.replace("THIS", this)), expected, "{line}");
        }
    }
}
