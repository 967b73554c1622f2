use std::fmt::{self, Write};
use std::str::FromStr;
use std::time::SystemTime;

use sts_policy::Quoted;
use zeroize::Zeroizing;

use super::{Credentials, Shown};

/// The forms in which credentials are handed to other programs.
///
/// ```
/// use sts_token::ExportFormat;
///
/// assert_eq!("credential-process".parse(), Ok(ExportFormat::CredentialProcess));
/// assert_eq!(ExportFormat::Env.name(), "env");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ExportFormat {
    /// What the setting `credential_process` of a profile wants from a program, version 1.
    CredentialProcess,
    /// Lines for a shell, `export AWS_ACCESS_KEY_ID=…`, with the expiry as `AWS_CREDENTIAL_EXPIRATION`.
    Env,
    /// A profile for the file `credentials`, with the expiry as `x_security_token_expires`.
    Profile(ProfileName),
    /// What the instance metadata service answers for the credentials of a role.
    InstanceMetadata,
    /// An object as in the answers of the AWS command line: `AccessKeyId`, `SecretAccessKey`, `SessionToken`, `Expiration`.
    Json,
}

impl ExportFormat {
    /// The name, such as `credential-process`.
    pub const fn name(&self) -> &'static str {
        match self {
            ExportFormat::CredentialProcess => "credential-process",
            ExportFormat::Env => "env",
            ExportFormat::Profile(_) => "profile",
            ExportFormat::InstanceMetadata => "instance-metadata",
            ExportFormat::Json => "json",
        }
    }
}

impl FromStr for ExportFormat {
    type Err = UnknownExportFormat;

    /// Reads a name; `profile` means the profile `default`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let formats = [
            ExportFormat::CredentialProcess,
            ExportFormat::Env,
            ExportFormat::Profile(ProfileName::default()),
            ExportFormat::InstanceMetadata,
            ExportFormat::Json,
        ];
        formats.into_iter().find(|format| format.name() == text).ok_or(UnknownExportFormat)
    }
}

/// The text names no form of export.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownExportFormat;

impl fmt::Display for UnknownExportFormat {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(
            "not a form of export; these are `credential-process`, `env`, `profile`, `instance-metadata`, `json`",
        )
    }
}

impl std::error::Error for UnknownExportFormat {}

/// The name of a profile in the file `credentials`; `default` unless given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProfileName(String);

impl ProfileName {
    /// Takes a name.
    ///
    /// # Errors
    ///
    /// When it is empty, or holds white space, a control, `[`, `]`, `#` or `;`.
    pub fn new(name: impl Into<String>) -> Result<Self, InvalidProfileName> {
        let name = name.into();
        let bad = |character: char| {
            character.is_whitespace() || character.is_control() || matches!(character, '[' | ']' | '#' | ';')
        };
        if name.is_empty() || name.contains(bad) { Err(InvalidProfileName(name)) } else { Ok(Self(name)) }
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for ProfileName {
    fn default() -> Self {
        Self("default".to_owned())
    }
}

/// The text cannot be the name of a profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidProfileName(String);

impl fmt::Display for InvalidProfileName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "profile name {} is empty or holds a blank, a control, `[`, `]`, `#` or `;`", Quoted(&self.0))
    }
}

impl std::error::Error for InvalidProfileName {}

/// Credentials as text, secrets and all: erased from memory when dropped, and not shown by `Debug`.
#[derive(Clone)]
pub struct ExportedCredentials(Zeroizing<String>);

impl ExportedCredentials {
    /// The text, with the secrets. It ends with a line feed.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for ExportedCredentials {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("ExportedCredentials(** redacted **)")
    }
}

impl Credentials {
    /// The credentials, **secrets and all**, in a form for another program. [`Credentials::from_export`] reads it back.
    ///
    /// The expiry is in every form, in whole seconds and never later than it is.
    ///
    /// ```
    /// use std::time::{Duration, SystemTime};
    ///
    /// use sts_token::{Credentials, ExportFormat};
    ///
    /// let expiration = SystemTime::UNIX_EPOCH + Duration::from_secs(4_102_444_800);
    /// let credentials = Credentials::new("ASIAIOSFODNN7EXAMPLE", "secret", "token", expiration)?;
    /// assert_eq!(
    ///     credentials.export(&ExportFormat::CredentialProcess).expose(),
    ///     "{\"Version\":1,\"AccessKeyId\":\"ASIAIOSFODNN7EXAMPLE\",\"SecretAccessKey\":\"secret\",\
    ///      \"SessionToken\":\"token\",\"Expiration\":\"2100-01-01T00:00:00Z\"}\n"
    /// );
    /// # Ok::<(), sts_token::InvalidCredentials>(())
    /// ```
    pub fn export(&self, format: &ExportFormat) -> ExportedCredentials {
        let (secret, token) = (self.expose_secret_access_key(), self.expose_session_token());
        // A text that grows leaves copies of itself behind: twice the length has room for every character escaped.
        let room = 512 + 4 * (self.access_key_id().len() + secret.len() + token.len());
        let mut text = Zeroizing::new(String::with_capacity(room));
        let expiration = Shown(self.expiration()).to_string();
        match format {
            ExportFormat::CredentialProcess => {
                text.push_str("{\"Version\":1");
                self.members(&mut text, "SessionToken", &expiration);
            }
            ExportFormat::InstanceMetadata => {
                text.push_str("{\"Code\":\"Success\",\"LastUpdated\":\"");
                text.push_str(&Shown(SystemTime::now()).to_string());
                text.push_str("\",\"Type\":\"AWS-HMAC\"");
                self.members(&mut text, "Token", &expiration);
            }
            ExportFormat::Json => {
                text.push('{');
                self.members(&mut text, "SessionToken", &expiration);
            }
            ExportFormat::Env => {
                for (name, value) in self.expose_environment() {
                    text.push_str("export ");
                    text.push_str(name);
                    text.push('=');
                    push_shell_word(&mut text, &value);
                    text.push('\n');
                }
            }
            ExportFormat::Profile(profile) => {
                // Writing into a string does not fail.
                let _ = writeln!(text, "[{}]", profile.as_str());
                for (name, value) in [
                    ("aws_access_key_id", self.access_key_id()),
                    ("aws_secret_access_key", secret),
                    ("aws_session_token", token),
                    ("x_security_token_expires", &expiration),
                ] {
                    let _ = writeln!(text, "{name} = {value}");
                }
            }
        }
        ExportedCredentials(text)
    }

    /// As variables for the environment of a process, **secrets and all**: those of [`ExportFormat::Env`].
    ///
    /// What the process would inherit from this one and speaks of others, a profile (`AWS_PROFILE`), their account
    /// (`AWS_ACCOUNT_ID`) or other sources of credentials, should be removed: some programs go by a profile first.
    ///
    /// ```no_run
    /// use std::process::Command;
    ///
    /// use sts_token::Credentials;
    ///
    /// fn list(credentials: &Credentials) -> std::io::Result<std::process::ExitStatus> {
    ///     let mut list = Command::new("aws");
    ///     list.args(["s3", "ls"]).env_remove("AWS_PROFILE").env_remove("AWS_ACCOUNT_ID");
    ///     list.envs(credentials.expose_environment()).status()
    /// }
    /// ```
    pub fn expose_environment(&self) -> [(&'static str, Zeroizing<String>); 4] {
        [
            ("AWS_ACCESS_KEY_ID", self.access_key_id().to_owned()),
            ("AWS_SECRET_ACCESS_KEY", self.expose_secret_access_key().to_owned()),
            ("AWS_SESSION_TOKEN", self.expose_session_token().to_owned()),
            ("AWS_CREDENTIAL_EXPIRATION", Shown(self.expiration()).to_string()),
        ]
        .map(|(name, value)| (name, Zeroizing::new(value)))
    }

    /// The members that all JSON forms have, and the end of the object.
    fn members(&self, text: &mut String, session_token: &str, expiration: &str) {
        for (name, value) in [
            ("AccessKeyId", self.access_key_id()),
            ("SecretAccessKey", self.expose_secret_access_key()),
            (session_token, self.expose_session_token()),
            ("Expiration", expiration),
        ] {
            if !text.ends_with('{') {
                text.push(',');
            }
            text.push('"');
            text.push_str(name);
            text.push_str("\":\"");
            for character in value.chars() {
                if matches!(character, '"' | '\\') {
                    text.push('\\');
                }
                text.push(character);
            }
            text.push('"');
        }
        text.push_str("}\n");
    }
}

/// Writes a word for a shell, between apostrophes if it could mean something else without.
fn push_shell_word(text: &mut String, word: &str) {
    let plain =
        |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'+' | b'/' | b'=' | b'.' | b':');
    if word.bytes().all(plain) {
        text.push_str(word);
        return;
    }
    text.push('\'');
    for character in word.chars() {
        if character == '\'' { text.push_str("'\\''") } else { text.push(character) }
    }
    text.push('\'');
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn credentials() -> Credentials {
        let expiration = SystemTime::UNIX_EPOCH + Duration::new(1_795_287_400, 999_999_999);
        Credentials::new("ASIAIOSFODNN7EXAMPLE", "wJalr/XUtn+FEMI", "IQoJ\"'\\$b3JpZ2lu==", expiration).unwrap()
    }

    #[test]
    fn credential_process() {
        assert_eq!(
            credentials().export(&ExportFormat::CredentialProcess).expose(),
            "{\"Version\":1,\"AccessKeyId\":\"ASIAIOSFODNN7EXAMPLE\",\"SecretAccessKey\":\"wJalr/XUtn+FEMI\",\
             \"SessionToken\":\"IQoJ\\\"'\\\\$b3JpZ2lu==\",\"Expiration\":\"2026-11-21T18:56:40Z\"}\n"
        );
    }

    #[test]
    fn json() {
        assert_eq!(
            credentials().export(&ExportFormat::Json).expose(),
            "{\"AccessKeyId\":\"ASIAIOSFODNN7EXAMPLE\",\"SecretAccessKey\":\"wJalr/XUtn+FEMI\",\
             \"SessionToken\":\"IQoJ\\\"'\\\\$b3JpZ2lu==\",\"Expiration\":\"2026-11-21T18:56:40Z\"}\n"
        );
    }

    #[test]
    fn env() {
        assert_eq!(
            credentials().export(&ExportFormat::Env).expose(),
            "export AWS_ACCESS_KEY_ID=ASIAIOSFODNN7EXAMPLE\nexport AWS_SECRET_ACCESS_KEY=wJalr/XUtn+FEMI\n\
             export AWS_SESSION_TOKEN='IQoJ\"'\\''\\$b3JpZ2lu=='\nexport AWS_CREDENTIAL_EXPIRATION=2026-11-21T18:56:40Z\n"
        );
    }

    #[test]
    fn profile() {
        let format = ExportFormat::Profile(ProfileName::new("tenant-a").unwrap());
        assert_eq!(
            credentials().export(&format).expose(),
            "[tenant-a]\naws_access_key_id = ASIAIOSFODNN7EXAMPLE\naws_secret_access_key = wJalr/XUtn+FEMI\n\
             aws_session_token = IQoJ\"'\\$b3JpZ2lu==\nx_security_token_expires = 2026-11-21T18:56:40Z\n"
        );
    }

    #[test]
    fn instance_metadata() {
        let text = credentials().export(&ExportFormat::InstanceMetadata);
        assert!(text.expose().starts_with("{\"Code\":\"Success\",\"LastUpdated\":\"20"));
        assert!(text.expose().ends_with(
            "Z\",\"Type\":\"AWS-HMAC\",\"AccessKeyId\":\"ASIAIOSFODNN7EXAMPLE\",\"SecretAccessKey\":\"wJalr/XUtn+FEMI\",\
             \"Token\":\"IQoJ\\\"'\\\\$b3JpZ2lu==\",\"Expiration\":\"2026-11-21T18:56:40Z\"}\n"
        ));
    }

    #[test]
    fn nothing_is_left_behind_by_a_text_that_grows() {
        let expiration = SystemTime::UNIX_EPOCH;
        let credentials = Credentials::new("'".repeat(128), "'".repeat(512), "'".repeat(8_192), expiration).unwrap();
        for format in [ExportFormat::Env, ExportFormat::Json, ExportFormat::InstanceMetadata] {
            let text = credentials.export(&format).0;
            assert_eq!(text.capacity(), 512 + 4 * (128 + 512 + 8_192), "{format:?}");
        }
    }

    #[test]
    fn names() {
        for name in ["credential-process", "env", "profile", "instance-metadata", "json"] {
            assert_eq!(name.parse::<ExportFormat>().unwrap().name(), name);
        }
        assert_eq!(
            "xml".parse::<ExportFormat>().unwrap_err().to_string(),
            "not a form of export; these are `credential-process`, `env`, `profile`, `instance-metadata`, `json`"
        );
        for name in ["", "a b", "a]", "a\n[b", "#a"] {
            assert!(ProfileName::new(name).is_err(), "{name}");
        }
        assert_eq!(
            ProfileName::new("a]").unwrap_err().to_string(),
            "profile name `a]` is empty or holds a blank, a control, `[`, `]`, `#` or `;`"
        );
    }
}
