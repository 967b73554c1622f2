use std::borrow::Cow;
use std::fmt::{self, Write};
use std::str::FromStr;
use std::time::SystemTime;

use sts_policy::__private::Quoted;
use zeroize::Zeroizing;

use super::Credentials;
use super::time::Iso8601;
use crate::enum_text::text_of_enum;

/// A format for credentials that another program reads.
///
/// ```
/// use sts_token::ExportFormat;
///
/// assert_eq!("credential-process".parse(), Ok(ExportFormat::CredentialProcess));
/// assert_eq!(ExportFormat::Env.as_str(), "env");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ExportFormat {
    /// The output of a `credential_process` program, version 1.
    CredentialProcess,
    /// Lines of a shell script, `export AWS_ACCESS_KEY_ID=…`, with the expiration as `AWS_CREDENTIAL_EXPIRATION`.
    Env,
    /// A profile of the file `credentials`, with the expiration as `x_security_token_expires`.
    Profile(ProfileName),
    /// The response of the instance metadata service for the credentials of a role.
    InstanceMetadata,
    /// The JSON object of the AWS CLI: `AccessKeyId`, `SecretAccessKey`, `SessionToken`, `Expiration`.
    Json,
}

impl ExportFormat {
    /// All formats, with the profile name `default`.
    pub const ALL: &'static [Self] = &[
        ExportFormat::CredentialProcess,
        ExportFormat::Env,
        ExportFormat::Profile(ProfileName::DEFAULT),
        ExportFormat::InstanceMetadata,
        ExportFormat::Json,
    ];

    /// Returns the name, such as `credential-process`. It does not include the profile name.
    pub const fn as_str(&self) -> &'static str {
        match self {
            ExportFormat::CredentialProcess => "credential-process",
            ExportFormat::Env => "env",
            ExportFormat::Profile(_) => "profile",
            ExportFormat::InstanceMetadata => "instance-metadata",
            ExportFormat::Json => "json",
        }
    }
}

text_of_enum!(
    ExportFormat,
    /// The error for a text that is not the name of an [`ExportFormat`].
    UnknownExportFormat: "unknown export format: "
);

/// The name of a profile in the file `credentials`.
///
/// ```
/// use sts_token::ProfileName;
///
/// assert_eq!(ProfileName::new("tenant-a")?.as_str(), "tenant-a");
/// assert_eq!(ProfileName::default().as_str(), "default");
/// assert!(ProfileName::new("[a]").is_err());
/// # Ok::<(), sts_token::InvalidProfileName>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProfileName(Cow<'static, str>);

impl ProfileName {
    /// The name `default`.
    const DEFAULT: Self = Self(Cow::Borrowed("default"));

    /// Checks a name.
    ///
    /// # Errors
    ///
    /// Fails if the name is empty, or contains white space, a control character, `[`, `]`, `#` or `;`.
    pub fn new(name: impl Into<String>) -> Result<Self, InvalidProfileName> {
        let name = name.into();
        let is_forbidden = |character: char| {
            character.is_whitespace() || character.is_control() || matches!(character, '[' | ']' | '#' | ';')
        };
        if name.is_empty() || name.contains(is_forbidden) {
            return Err(InvalidProfileName(name));
        }
        Ok(Self(Cow::Owned(name)))
    }

    /// Returns the name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for ProfileName {
    /// Returns the name `default`.
    fn default() -> Self {
        Self::DEFAULT
    }
}

impl fmt::Display for ProfileName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl FromStr for ProfileName {
    type Err = InvalidProfileName;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::new(text)
    }
}

/// The error of an invalid profile name.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct InvalidProfileName(String);

impl fmt::Display for InvalidProfileName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "invalid profile name {}: must not be empty or contain white space, control characters, `[`, `]`, `#` or `;`",
            Quoted(&self.0)
        )
    }
}

impl std::error::Error for InvalidProfileName {}

/// Exported credentials, including the secrets. The text is erased from memory when dropped, and `Debug` redacts it.
///
/// ```
/// use sts_token::{Credentials, ExportFormat};
///
/// fn print_profile(credentials: &Credentials) {
///     print!("{}", credentials.export(&ExportFormat::Profile(Default::default())).expose());
/// }
/// ```
#[derive(Clone)]
pub struct ExportedCredentials(Zeroizing<String>);

impl ExportedCredentials {
    /// Returns the text, including the secrets. It ends with a line feed.
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
    /// Exports the credentials, **including the secrets**, in a format for another program. [`Credentials::from_export`] parses it.
    ///
    /// Every format includes the expiration, rounded down to whole seconds.
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
        // A string that grows leaves copies of the secrets in freed memory. The capacity suffices if every character is escaped.
        let capacity = 512 + 4 * (self.access_key_id().len() + secret.len() + token.len());
        let mut text = Zeroizing::new(String::with_capacity(capacity));
        let expiration = Iso8601(self.expiration()).to_string();
        match format {
            ExportFormat::CredentialProcess => {
                text.push_str("{\"Version\":1");
                self.write_members(&mut text, "SessionToken", &expiration);
            }
            ExportFormat::InstanceMetadata => {
                text.push_str("{\"Code\":\"Success\",\"LastUpdated\":\"");
                text.push_str(&Iso8601(SystemTime::now()).to_string());
                text.push_str("\",\"Type\":\"AWS-HMAC\"");
                self.write_members(&mut text, "Token", &expiration);
            }
            ExportFormat::Json => {
                text.push('{');
                self.write_members(&mut text, "SessionToken", &expiration);
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
                // Writing to a string cannot fail.
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

    /// Returns the variables of [`ExportFormat::Env`], **including the secrets**, for the environment of a process.
    ///
    /// Remove inherited variables of other credentials, such as `AWS_PROFILE` and `AWS_ACCOUNT_ID`. Some programs prefer a profile to
    /// these variables.
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
            ("AWS_CREDENTIAL_EXPIRATION", Iso8601(self.expiration()).to_string()),
        ]
        .map(|(name, value)| (name, Zeroizing::new(value)))
    }

    /// Writes the members that all JSON formats have, and the end of the object.
    fn write_members(&self, text: &mut String, session_token: &str, expiration: &str) {
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

/// Writes a word of a shell, quoted if it contains special characters.
fn push_shell_word(text: &mut String, word: &str) {
    let is_plain =
        |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'+' | b'/' | b'=' | b'.' | b':');
    if word.bytes().all(is_plain) {
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
    fn exports_for_credential_process() {
        assert_eq!(
            credentials().export(&ExportFormat::CredentialProcess).expose(),
            "{\"Version\":1,\"AccessKeyId\":\"ASIAIOSFODNN7EXAMPLE\",\"SecretAccessKey\":\"wJalr/XUtn+FEMI\",\
             \"SessionToken\":\"IQoJ\\\"'\\\\$b3JpZ2lu==\",\"Expiration\":\"2026-11-21T18:56:40Z\"}\n"
        );
    }

    #[test]
    fn exports_json() {
        assert_eq!(
            credentials().export(&ExportFormat::Json).expose(),
            "{\"AccessKeyId\":\"ASIAIOSFODNN7EXAMPLE\",\"SecretAccessKey\":\"wJalr/XUtn+FEMI\",\
             \"SessionToken\":\"IQoJ\\\"'\\\\$b3JpZ2lu==\",\"Expiration\":\"2026-11-21T18:56:40Z\"}\n"
        );
    }

    #[test]
    fn exports_shell_variables() {
        assert_eq!(
            credentials().export(&ExportFormat::Env).expose(),
            "export AWS_ACCESS_KEY_ID=ASIAIOSFODNN7EXAMPLE\nexport AWS_SECRET_ACCESS_KEY=wJalr/XUtn+FEMI\n\
             export AWS_SESSION_TOKEN='IQoJ\"'\\''\\$b3JpZ2lu=='\nexport AWS_CREDENTIAL_EXPIRATION=2026-11-21T18:56:40Z\n"
        );
    }

    #[test]
    fn exports_a_profile() {
        let format = ExportFormat::Profile(ProfileName::new("tenant-a").unwrap());
        assert_eq!(
            credentials().export(&format).expose(),
            "[tenant-a]\naws_access_key_id = ASIAIOSFODNN7EXAMPLE\naws_secret_access_key = wJalr/XUtn+FEMI\n\
             aws_session_token = IQoJ\"'\\$b3JpZ2lu==\nx_security_token_expires = 2026-11-21T18:56:40Z\n"
        );
    }

    #[test]
    fn exports_as_the_instance_metadata_service() {
        let text = credentials().export(&ExportFormat::InstanceMetadata);
        assert!(text.expose().starts_with("{\"Code\":\"Success\",\"LastUpdated\":\"20"));
        assert!(text.expose().ends_with(
            "Z\",\"Type\":\"AWS-HMAC\",\"AccessKeyId\":\"ASIAIOSFODNN7EXAMPLE\",\"SecretAccessKey\":\"wJalr/XUtn+FEMI\",\
             \"Token\":\"IQoJ\\\"'\\\\$b3JpZ2lu==\",\"Expiration\":\"2026-11-21T18:56:40Z\"}\n"
        ));
    }

    #[test]
    fn the_text_never_grows_beyond_its_capacity() {
        let expiration = SystemTime::UNIX_EPOCH;
        let credentials = Credentials::new("'".repeat(128), "'".repeat(512), "'".repeat(8_192), expiration).unwrap();
        for format in [ExportFormat::Env, ExportFormat::Json, ExportFormat::InstanceMetadata] {
            let text = credentials.export(&format).0;
            assert_eq!(text.capacity(), 512 + 4 * (128 + 512 + 8_192), "{format:?}");
        }
    }

    #[test]
    fn parses_the_names_of_formats() {
        let names = ["credential-process", "env", "profile", "instance-metadata", "json"];
        assert_eq!(ExportFormat::ALL.iter().map(ExportFormat::as_str).collect::<Vec<_>>(), names);
        for name in names {
            assert_eq!(name.parse::<ExportFormat>().unwrap().as_str(), name);
        }
        assert_eq!(
            "xml".parse::<ExportFormat>().unwrap_err().to_string(),
            "unknown export format: must be `credential-process`, `env`, `profile`, `instance-metadata`, `json`"
        );
    }

    #[test]
    fn rejects_invalid_profile_names() {
        for name in ["", "a b", "a]", "a\n[b", "#a"] {
            assert!(ProfileName::new(name).is_err(), "{name}");
        }
        assert_eq!(
            ProfileName::new("a]").unwrap_err().to_string(),
            "invalid profile name `a]`: must not be empty or contain white space, control characters, `[`, `]`, `#` or `;`"
        );
    }
}
