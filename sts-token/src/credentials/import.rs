use std::fmt;
use std::time::SystemTime;

use serde::Deserialize;
use zeroize::Zeroizing;

use super::{Credentials, InvalidCredentials, Shown, time};

/// A text is taken for credentials up to this size, in bytes.
const GREATEST: usize = 256 * 1_024;

impl Credentials {
    /// Reads what [`Credentials::export`] wrote, in whichever form, or an answer of the AWS command line with `Credentials` in it.
    ///
    /// # Errors
    ///
    /// See [`InvalidExport`]; credentials that have expired are refused, and so are those that do not say when they do. No message
    /// shows anything of the text.
    ///
    /// ```
    /// use sts_token::{Credentials, InvalidExport};
    ///
    /// let lines = "AWS_ACCESS_KEY_ID=ASIAIOSFODNN7EXAMPLE\nAWS_SECRET_ACCESS_KEY=secret\nAWS_SESSION_TOKEN=token\n";
    /// let kept = format!("{lines}AWS_CREDENTIAL_EXPIRATION=2100-01-01T00:00:00Z\n");
    /// assert_eq!(Credentials::from_export(&kept)?.expose_session_token(), "token");
    ///
    /// let old = format!("{lines}AWS_CREDENTIAL_EXPIRATION=2020-01-01T00:00:00Z\n");
    /// assert_eq!(
    ///     Credentials::from_export(&old).unwrap_err().to_string(),
    ///     "the credentials expired at 2020-01-01T00:00:00Z; get new ones"
    /// );
    /// # Ok::<(), InvalidExport>(())
    /// ```
    pub fn from_export(text: &str) -> Result<Self, InvalidExport> {
        Self::from_export_at(text, SystemTime::now())
    }

    /// As [`Credentials::from_export`], at a given time.
    ///
    /// # Errors
    ///
    /// As [`Credentials::from_export`].
    pub fn from_export_at(text: &str, now: SystemTime) -> Result<Self, InvalidExport> {
        if text.len() > GREATEST {
            return Err(InvalidExport::TooLong);
        }
        let parts = if text.trim_start().starts_with('{') { from_json(text)? } else { from_lines(text)? };
        let expiration = parts.expiration.as_deref().map(String::as_str).filter(|text| !text.is_empty());
        let expiration =
            time::parse(expiration.ok_or(InvalidExport::NoExpiration)?).ok_or(InvalidExport::Expiration)?;
        let part = |part: Option<Zeroizing<String>>| part.map(|text| text.to_string()).unwrap_or_default();
        let credentials = Self::new(
            part(parts.access_key_id),
            part(parts.secret_access_key),
            part(parts.session_token.or(parts.token)),
            expiration,
        )?;
        if credentials.is_expired_at(now, std::time::Duration::ZERO) {
            return Err(InvalidExport::Expired { at: expiration });
        }
        Ok(credentials)
    }
}

/// All that the forms hold.
#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
struct Parts {
    version: Option<u64>,
    code: Option<String>,
    access_key_id: Option<Zeroizing<String>>,
    secret_access_key: Option<Zeroizing<String>>,
    session_token: Option<Zeroizing<String>>,
    token: Option<Zeroizing<String>>,
    expiration: Option<Zeroizing<String>>,
    credentials: Option<Box<Parts>>,
}

fn from_json(text: &str) -> Result<Parts, InvalidExport> {
    // What serde_json says may quote the text.
    let mut parts: Parts = serde_json::from_str(text)
        .map_err(|error| InvalidExport::Json { line: error.line(), column: error.column() })?;
    if let Some(inner) = parts.credentials.take() {
        parts = *inner;
    }
    if parts.version.is_some_and(|version| version != 1) {
        return Err(InvalidExport::Version);
    }
    if parts.code.as_deref().is_some_and(|code| code != "Success") {
        return Err(InvalidExport::NoSuccess);
    }
    Ok(parts)
}

/// Lines of a shell or of a profile.
fn from_lines(text: &str) -> Result<Parts, InvalidExport> {
    let (mut parts, mut profiles) = (Parts::default(), 0);
    for line in text.lines().map(str::trim) {
        if line.is_empty() || line.starts_with(['#', ';']) {
            continue;
        }
        if line.starts_with('[') {
            profiles += 1;
            if profiles > 1 {
                return Err(InvalidExport::SeveralProfiles);
            }
            continue;
        }
        let line = line.strip_prefix("export ").unwrap_or(line);
        let (name, value) = line.split_once('=').ok_or(InvalidExport::Form)?;
        let place = match name.trim().to_ascii_lowercase().as_str() {
            "aws_access_key_id" => &mut parts.access_key_id,
            "aws_secret_access_key" => &mut parts.secret_access_key,
            "aws_session_token" => &mut parts.session_token,
            "aws_credential_expiration" | "x_security_token_expires" | "aws_expiration" | "expiration" => {
                &mut parts.expiration
            }
            _ => continue,
        };
        let value = value.trim();
        *place = Some(if profiles > 0 { Zeroizing::new(value.to_owned()) } else { shell_word(value)? });
    }
    Ok(parts)
}

/// Reads a word of a shell: plain, or with parts between apostrophes or quotation marks, without anything to be expanded.
fn shell_word(text: &str) -> Result<Zeroizing<String>, InvalidExport> {
    let mut word = Zeroizing::new(String::with_capacity(text.len()));
    let mut characters = text.chars();
    let mut open = None;
    while let Some(character) = characters.next() {
        match (open, character) {
            (None, '\'' | '"') => open = Some(character),
            (Some(mark), _) if mark == character => open = None,
            (None | Some('"'), '\\') => word.push(characters.next().ok_or(InvalidExport::Form)?),
            (None | Some('"'), '$' | '`') | (None, ' ' | ';' | '&' | '|') => return Err(InvalidExport::Form),
            _ => word.push(character),
        }
    }
    if open.is_some() { Err(InvalidExport::Form) } else { Ok(word) }
}

/// The text holds no credentials that can be used. No message shows anything of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum InvalidExport {
    /// It is longer than anything that was exported.
    TooLong,
    /// It begins like JSON and is none, or has members of other types.
    Json {
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
    },
    /// Its lines are neither those of a shell nor those of a profile.
    Form,
    /// It is of another version of `credential_process` than 1.
    Version,
    /// The instance metadata service answered that it has none.
    NoSuccess,
    /// It has more than one profile.
    SeveralProfiles,
    /// A part is missing, or cannot be sent.
    Credentials(InvalidCredentials),
    /// It does not say when the credentials expire.
    NoExpiration,
    /// When they expire is not written as ISO 8601.
    Expiration,
    /// They have expired.
    Expired {
        /// When they did.
        at: SystemTime,
    },
}

impl fmt::Display for InvalidExport {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            InvalidExport::TooLong => formatter.write_str("the text is too long to be exported credentials"),
            InvalidExport::Json { line, column } => write!(
                formatter,
                "the text is no JSON object of exported credentials: it goes wrong at line {line}, column {column}"
            ),
            InvalidExport::Form => formatter.write_str(
                "the text is neither JSON nor lines such as `export AWS_ACCESS_KEY_ID=…` or a profile of a credentials file",
            ),
            InvalidExport::Version => {
                formatter.write_str("the text is of another version of `credential_process` than 1")
            }
            InvalidExport::NoSuccess => formatter.write_str("the instance metadata service had no credentials to give"),
            InvalidExport::SeveralProfiles => {
                formatter.write_str("the text has several profiles; leave the one that is meant")
            }
            InvalidExport::Credentials(error) => error.fmt(formatter),
            InvalidExport::NoExpiration => {
                formatter.write_str("the text does not say when the credentials expire; temporary ones do")
            }
            InvalidExport::Expiration => formatter
                .write_str("when the credentials expire is not written as a date and time such as `2026-11-21T18:56:40Z`"),
            InvalidExport::Expired { at } => write!(formatter, "the credentials expired at {}; get new ones", Shown(*at)),
        }
    }
}

impl std::error::Error for InvalidExport {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            InvalidExport::Credentials(error) => Some(error),
            _ => None,
        }
    }
}

impl From<InvalidCredentials> for InvalidExport {
    fn from(error: InvalidCredentials) -> Self {
        InvalidExport::Credentials(error)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::super::{ExportFormat, ProfileName};
    use super::*;

    #[test]
    fn every_form_is_read_back() {
        let expiration = SystemTime::UNIX_EPOCH + Duration::from_secs(4_102_444_800);
        for token in ["IQoJb3JpZ2lu/+==", "a\"b'c\\d$e`f#;[]{}=&|"] {
            let credentials = Credentials::new("ASIAIOSFODNN7EXAMPLE", "wJalr/XUtn+FEMI", token, expiration).unwrap();
            for format in [
                ExportFormat::CredentialProcess,
                ExportFormat::Env,
                ExportFormat::Profile(ProfileName::default()),
                ExportFormat::InstanceMetadata,
                ExportFormat::Json,
            ] {
                let exported = credentials.export(&format);
                let back = Credentials::from_export(exported.expose()).unwrap();
                assert_eq!(back.access_key_id(), credentials.access_key_id(), "{format:?}");
                assert_eq!(back.expose_secret_access_key(), credentials.expose_secret_access_key(), "{format:?}");
                assert_eq!(back.expose_session_token(), token, "{format:?}");
                assert_eq!(back.expiration(), expiration, "{format:?}");
                assert_eq!(
                    Credentials::from_export_at(exported.expose(), expiration).unwrap_err(),
                    InvalidExport::Expired { at: expiration },
                    "{format:?}"
                );
            }
        }
    }

    #[test]
    fn an_answer_of_the_command_line() {
        let text = r#"{"Credentials":{"AccessKeyId":"A","SecretAccessKey":"S","SessionToken":"T","Expiration":"2100-01-01T00:00:00+00:00"},
            "FederatedUser":{"Arn":"arn"},"PackedPolicySize":6}"#;
        assert_eq!(Credentials::from_export(text).unwrap().expose_session_token(), "T");
    }

    #[test]
    fn what_is_no_export_is_told_without_showing_it() {
        let json = |members: &str| format!("{{\"AccessKeyId\":\"A\",\"SecretAccessKey\":\"5ecret\",{members}}}");
        let until = "\"Expiration\":\"2100-01-01T00:00:00Z\"";
        for (text, message) in [
            (String::new(), "the text does not say when the credentials expire; temporary ones do"),
            ("x".repeat(300_000), "the text is too long to be exported credentials"),
            (
                "{\"Version\":\"5ecret\"}".to_owned(),
                "the text is no JSON object of exported credentials: it goes wrong at line 1, column 19",
            ),
            (json(&format!("\"Version\":2,{until}")), "the text is of another version of `credential_process` than 1"),
            (json(&format!("\"Code\":\"Failed\",{until}")), "the instance metadata service had no credentials to give"),
            (json(until), "the session token is missing"),
            (json("\"SessionToken\":\"T\""), "the text does not say when the credentials expire; temporary ones do"),
            (
                json("\"SessionToken\":\"T\",\"Expiration\":\"5ecret\""),
                "when the credentials expire is not written as a date and time such as `2026-11-21T18:56:40Z`",
            ),
            (
                "5ecret".to_owned(),
                "the text is neither JSON nor lines such as `export AWS_ACCESS_KEY_ID=…` or a profile of a credentials file",
            ),
            (
                "AWS_SESSION_TOKEN=$(5ecret)".to_owned(),
                "the text is neither JSON nor lines such as `export AWS_ACCESS_KEY_ID=…` or a profile of a credentials file",
            ),
            ("[a]\n[b]\n".to_owned(), "the text has several profiles; leave the one that is meant"),
        ] {
            let error = Credentials::from_export(&text).unwrap_err();
            assert_eq!(error.to_string(), message);
            assert!(!format!("{error:?}").contains("5ecret"));
        }
    }
}
