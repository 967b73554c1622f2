use std::fmt;
use std::time::SystemTime;

use serde::Deserialize;
use zeroize::Zeroizing;

use super::time::{self, Iso8601};
use super::{Credentials, InvalidCredentials};

/// Maximum size in bytes of a text that is parsed as credentials.
const MAX_BYTES: usize = 256 * 1_024;

impl Credentials {
    /// Parses the output of [`Credentials::export`] in any format, or output of the AWS CLI with an object `Credentials`.
    ///
    /// # Errors
    ///
    /// See [`InvalidExport`]. Credentials that have expired or have no expiration are rejected. No message contains parts of the text.
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

    /// Parses credentials like [`Credentials::from_export`], and checks their expiration at a given time.
    ///
    /// # Errors
    ///
    /// Fails like [`Credentials::from_export`].
    pub fn from_export_at(text: &str, now: SystemTime) -> Result<Self, InvalidExport> {
        if text.len() > MAX_BYTES {
            return Err(InvalidExport::TooLong);
        }
        let parts = if text.trim_start().starts_with('{') { from_json(text)? } else { from_lines(text)? };
        let expiration = parts.expiration.as_deref().map(String::as_str).filter(|text| !text.is_empty());
        let expiration =
            time::parse(expiration.ok_or(InvalidExport::MissingExpiration)?).ok_or(InvalidExport::InvalidExpiration)?;
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

/// The members of all formats.
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
    // Messages of serde_json may contain parts of the text.
    let mut parts: Parts = serde_json::from_str(text)
        .map_err(|error| InvalidExport::Json { line: error.line(), column: error.column() })?;
    if let Some(inner) = parts.credentials.take() {
        parts = *inner;
    }
    if parts.version.is_some_and(|version| version != 1) {
        return Err(InvalidExport::Version);
    }
    if parts.code.as_deref().is_some_and(|code| code != "Success") {
        return Err(InvalidExport::Failed);
    }
    Ok(parts)
}

/// Parses lines of a shell script or of a profile.
fn from_lines(text: &str) -> Result<Parts, InvalidExport> {
    let (mut parts, mut profiles) = (Parts::default(), 0);
    for line in text.lines().map(str::trim) {
        if line.is_empty() || line.starts_with(['#', ';']) {
            continue;
        }
        if line.starts_with('[') {
            profiles += 1;
            if profiles > 1 {
                return Err(InvalidExport::MultipleProfiles);
            }
            continue;
        }
        let line = line.strip_prefix("export ").unwrap_or(line);
        let (name, value) = line.split_once('=').ok_or(InvalidExport::Format)?;
        let part = match name.trim().to_ascii_lowercase().as_str() {
            "aws_access_key_id" => &mut parts.access_key_id,
            "aws_secret_access_key" => &mut parts.secret_access_key,
            "aws_session_token" => &mut parts.session_token,
            "aws_credential_expiration" | "x_security_token_expires" | "aws_expiration" | "expiration" => {
                &mut parts.expiration
            }
            _ => continue,
        };
        let value = value.trim();
        *part = Some(if profiles > 0 { Zeroizing::new(value.to_owned()) } else { shell_word(value)? });
    }
    Ok(parts)
}

/// Parses a word of a shell with quotes and escapes. Expansions are rejected.
fn shell_word(text: &str) -> Result<Zeroizing<String>, InvalidExport> {
    let mut word = Zeroizing::new(String::with_capacity(text.len()));
    let mut characters = text.chars();
    let mut open = None;
    while let Some(character) = characters.next() {
        match (open, character) {
            (None, '\'' | '"') => open = Some(character),
            (Some(mark), _) if mark == character => open = None,
            (None | Some('"'), '\\') => word.push(characters.next().ok_or(InvalidExport::Format)?),
            (None | Some('"'), '$' | '`') | (None, ' ' | ';' | '&' | '|') => return Err(InvalidExport::Format),
            _ => word.push(character),
        }
    }
    if open.is_some() { Err(InvalidExport::Format) } else { Ok(word) }
}

/// The error of a text without usable credentials. No message contains parts of the text.
///
/// ```
/// use sts_token::{Credentials, InvalidExport};
///
/// assert_eq!(Credentials::from_export("not credentials").unwrap_err(), InvalidExport::Format);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum InvalidExport {
    /// The text is longer than 256 KiB.
    TooLong,
    /// The text starts like JSON, but is invalid or has members of other types.
    Json {
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
    },
    /// The text is neither JSON, nor lines of a shell script or of a profile.
    Format,
    /// The version of `credential_process` is not 1.
    Version,
    /// The instance metadata service reported a failure.
    Failed,
    /// The text has more than one profile.
    MultipleProfiles,
    /// A part is missing or invalid.
    Credentials(InvalidCredentials),
    /// The expiration is missing.
    MissingExpiration,
    /// The expiration is not a date and time in ISO 8601.
    InvalidExpiration,
    /// The credentials have expired.
    Expired {
        /// The time at which they expired.
        at: SystemTime,
    },
}

impl fmt::Display for InvalidExport {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            InvalidExport::TooLong => formatter.write_str("the text is too long: must be at most 256 KiB"),
            InvalidExport::Json { line, column } => {
                write!(formatter, "invalid JSON of exported credentials at line {line}, column {column}")
            }
            InvalidExport::Format => formatter
                .write_str("unknown format: must be JSON, lines such as `export AWS_ACCESS_KEY_ID=…`, or a profile"),
            InvalidExport::Version => formatter.write_str("unknown version of `credential_process`: must be 1"),
            InvalidExport::Failed => formatter.write_str("the instance metadata service reported a failure"),
            InvalidExport::MultipleProfiles => formatter.write_str("multiple profiles: must be 1; remove the others"),
            InvalidExport::Credentials(error) => error.fmt(formatter),
            InvalidExport::MissingExpiration => {
                formatter.write_str("missing expiration: temporary credentials must have one")
            }
            InvalidExport::InvalidExpiration => {
                formatter.write_str("invalid expiration: must be a date and time such as `2026-11-21T18:56:40Z`")
            }
            InvalidExport::Expired { at } => {
                write!(formatter, "the credentials expired at {}; get new ones", Iso8601(*at))
            }
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
    fn parses_the_output_of_every_format() {
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
    fn parses_output_of_the_aws_cli() {
        let text = r#"{"Credentials":{"AccessKeyId":"A","SecretAccessKey":"S","SessionToken":"T","Expiration":"2100-01-01T00:00:00+00:00"},
            "FederatedUser":{"Arn":"arn"},"PackedPolicySize":6}"#;
        assert_eq!(Credentials::from_export(text).unwrap().expose_session_token(), "T");
    }

    #[test]
    fn messages_do_not_contain_the_text() {
        let json = |members: &str| format!("{{\"AccessKeyId\":\"A\",\"SecretAccessKey\":\"5ecret\",{members}}}");
        let until = "\"Expiration\":\"2100-01-01T00:00:00Z\"";
        for (text, message) in [
            (String::new(), "missing expiration: temporary credentials must have one"),
            ("x".repeat(300_000), "the text is too long: must be at most 256 KiB"),
            ("{\"Version\":\"5ecret\"}".to_owned(), "invalid JSON of exported credentials at line 1, column 19"),
            (json(&format!("\"Version\":2,{until}")), "unknown version of `credential_process`: must be 1"),
            (json(&format!("\"Code\":\"Failed\",{until}")), "the instance metadata service reported a failure"),
            (json(until), "the session token is missing"),
            (json("\"SessionToken\":\"T\""), "missing expiration: temporary credentials must have one"),
            (
                json("\"SessionToken\":\"T\",\"Expiration\":\"5ecret\""),
                "invalid expiration: must be a date and time such as `2026-11-21T18:56:40Z`",
            ),
            (
                "5ecret".to_owned(),
                "unknown format: must be JSON, lines such as `export AWS_ACCESS_KEY_ID=…`, or a profile",
            ),
            (
                "AWS_SESSION_TOKEN=$(5ecret)".to_owned(),
                "unknown format: must be JSON, lines such as `export AWS_ACCESS_KEY_ID=…`, or a profile",
            ),
            ("[a]\n[b]\n".to_owned(), "multiple profiles: must be 1; remove the others"),
        ] {
            let error = Credentials::from_export(&text).unwrap_err();
            assert_eq!(error.to_string(), message);
            assert!(!format!("{error:?}").contains("5ecret"));
        }
    }
}
