//! Known attacks, and the defence against each.
//!
//! A service that vends scoped credentials writes names into policies: tenants, tables, folders. An attacker who chooses such
//! a name can try to change the meaning of the policy. Each section of this chapter attempts one attack: the value is refused,
//! or it means exactly itself. [`pattern::Pattern`](crate::pattern::Pattern) implements IAM's wildcards and serves as the
//! oracle: `Pattern::resource(text).matches(arn)` is true if a resource of a policy matches an ARN.
//!
//! The defences apply to [`policy!`](macro@crate::policy), [`policy_file!`](crate::policy_file) and
//! [`#[derive(PolicyTemplate)]`](derive@crate::PolicyTemplate), whose holes accept the types of [`value`](crate::value).
//! They do **not** apply to [`Policy::builder`](crate::Policy::builder) and to a policy that arrives as text: names are not
//! escaped there. The last section lists the remaining limits.
//!
//! # Wildcards
//!
//! In a resource, and in the values of conditions such as `StringLike`, `*` matches any text, including slashes, and `?`
//! matches one character. A tenant named `*` would get access to the data of all tenants:
//!
//! ```
//! use sts_policy::pattern::Pattern;
//!
//! let tenant = "*";
//! let resource = format!("arn:aws:s3:::reports/{tenant}/*");
//! assert!(Pattern::resource(&resource).matches("arn:aws:s3:::reports/tenant-b/2026.csv"));
//! ```
//!
//! A hole writes `*` as `${*}` and `?` as `${?}`, which IAM replaces by the characters themselves (User Guide, "IAM
//! policy elements: Variables and tags"). The tenant gets access to the folder named `*` only:
//!
//! ```
//! use sts_policy::pattern::Pattern;
//! use sts_policy::policy;
//! use sts_policy::value::Segment;
//!
//! # fn resource(policy: &sts_policy::SessionPolicy) -> String {
//! #     let json: serde_json::Value = serde_json::from_str(policy.as_str()).unwrap();
//! #     json["Statement"][0]["Resource"].as_str().unwrap().to_owned()
//! # }
//! let reader = |name: &str| {
//!     let tenant = Segment::<36>::new(name)?;
//!     Ok::<_, sts_policy::value::InvalidValue>(policy! { allow "s3:GetObject" on "arn:aws:s3:::reports/{tenant}/*"; })
//! };
//!
//! let star = resource(&reader("*")?);
//! assert_eq!(star, "arn:aws:s3:::reports/${*}/*");
//! assert!(Pattern::resource(&star).matches("arn:aws:s3:::reports/*/2026.csv"));
//! assert!(!Pattern::resource(&star).matches("arn:aws:s3:::reports/tenant-b/2026.csv"));
//!
//! let question_marks = resource(&reader("tenant-?")?);
//! assert!(Pattern::resource(&question_marks).matches("arn:aws:s3:::reports/tenant-?/2026.csv"));
//! assert!(!Pattern::resource(&question_marks).matches("arn:aws:s3:::reports/tenant-b/2026.csv"));
//! # Ok::<(), sts_policy::value::InvalidValue>(())
//! ```
//!
//! The same applies to the values of conditions, such as the folder of a listing:
//!
//! ```
//! use sts_policy::pattern::Pattern;
//! use sts_policy::policy;
//! use sts_policy::value::Segment;
//!
//! let tenant = Segment::<36>::new("*")?;
//! let policy = policy! {
//!     allow "s3:ListBucket" on "arn:aws:s3:::reports" when StringLike "s3:prefix" = "{tenant}/*";
//! };
//! let json: serde_json::Value = serde_json::from_str(policy.as_str()).unwrap();
//! let prefix = json["Statement"][0]["Condition"]["StringLike"]["s3:prefix"].as_str().unwrap();
//! assert!(Pattern::resource(prefix).matches("*/2026"));
//! assert!(!Pattern::resource(prefix).matches("tenant-b/2026"));
//! # Ok::<(), sts_policy::value::InvalidValue>(())
//! ```
//!
//! [`value::Pattern`](crate::value::Pattern) is the only type with wildcards. It is not accepted where IAM has no wildcards,
//! nor where a wildcard would reach other tenants: in the partition, region or account of an ARN, in the name of a bucket,
//! under `StringEquals`.
//!
//! # Policy variables
//!
//! IAM replaces `${aws:PrincipalTag/team}` in a policy by the value of that key in the request. A name with that form would
//! stand for other names:
//!
//! ```
//! use sts_policy::pattern::Pattern;
//!
//! let tenant = "${aws:SourceIdentity}";
//! let resource = format!("arn:aws:s3:::reports/{tenant}/*");
//! assert!(Pattern::resource(&resource).matches("arn:aws:s3:::reports/tenant-b/2026.csv"));
//! ```
//!
//! A hole writes each `$` as `${$}`, so no variable begins in it, nor together with adjacent text:
//!
//! ```
//! use sts_policy::pattern::Pattern;
//! use sts_policy::policy;
//! use sts_policy::value::{KeyPath, Segment};
//!
//! # fn resource(policy: &sts_policy::SessionPolicy) -> String {
//! #     let json: serde_json::Value = serde_json::from_str(policy.as_str()).unwrap();
//! #     json["Statement"][0]["Resource"].as_str().unwrap().to_owned()
//! # }
//! // The name of a variable has a `:`, which a segment cannot contain.
//! assert!(Segment::<36>::new("${aws:SourceIdentity}").is_err());
//!
//! let folder = KeyPath::<36>::new("${aws:SourceIdentity}")?;
//! let policy = policy! { allow "s3:GetObject" on "arn:aws:s3:::reports/{folder}/*"; };
//! assert_eq!(resource(&policy), "arn:aws:s3:::reports/${$}{aws:SourceIdentity}/*");
//! assert!(Pattern::resource(&resource(&policy)).matches("arn:aws:s3:::reports/${aws:SourceIdentity}/2026.csv"));
//! assert!(!Pattern::resource(&resource(&policy)).matches("arn:aws:s3:::reports/tenant-b/2026.csv"));
//!
//! // Half of it in one hole, half in the next.
//! let (first, second) = (Segment::<8>::new("$")?, KeyPath::<36>::new("{aws:SourceIdentity}")?);
//! let policy = policy! { allow "s3:GetObject" on "arn:aws:s3:::reports/{first}{second}/*"; };
//! assert_eq!(resource(&policy), "arn:aws:s3:::reports/${$}{aws:SourceIdentity}/*");
//! # Ok::<(), sts_policy::value::InvalidValue>(())
//! ```
//!
//! A hole inside a variable, `${aws:PrincipalTag/{key}}`, does not compile. Neither do two forms that only the escapes of JSON in a
//! file can produce: a hole after a `$`, `"\u0024{folder}"`, and a hole inside a variable with escaped braces, `"$\u007b{key}\u007d"`.
//! Variables and their escapes need version 2012-10-17 of the policy language. `policy!` and templates always have it, and a file
//! with holes does not compile without it.
//!
//! # Fields of an ARN
//!
//! A `:` ends a field of an ARN, so a name with colons could choose the account or the service. Partition, region and account
//! each accept one type, and none of the three can contain a `:`. The other holes are in the last field, which a colon does
//! not end:
//!
//! ```
//! use sts_policy::value::{AccountId, BucketName, Partition, Region, RoleName, Segment};
//!
//! assert!(AccountId::new("444455556666:role/admin").is_err());
//! assert!(Region::new("eu-west-1:444455556666").is_err());
//! assert!(Partition::new("aws:iam").is_err());
//! assert!(BucketName::new("arn:aws:s3:::reports").is_err());
//! assert!(RoleName::new("reader:admin").is_err());
//! // Many services also separate the parts of a resource by colons.
//! assert!(Segment::<36>::new("group:log-stream:audit").is_err());
//! ```
//!
//! A type that can contain more than the field does not compile there:
//!
//! ```compile_fail,E0277
//! use sts_policy::policy;
//! use sts_policy::value::Segment;
//!
//! let account = Segment::<12>::new("111122223333").unwrap();
//! let policy = policy! { allow "iam:GetRole" on "arn:aws:iam::{account}:role/reader"; };
//! ```
//!
//! Fields, separators and wildcards are found outside policy variables. The slash in `${aws:PrincipalTag/team}` does not end
//! the name of a bucket, and the brace in the default value `'}:*:'` does not end the variable. So a value behind a variable
//! is held to the same rules: a [`KeyPath`](crate::value::KeyPath) or a [`Pattern`](crate::value::Pattern) cannot choose the
//! bucket.
//!
//! ```compile_fail,E0277
//! use sts_policy::policy;
//! use sts_policy::value::KeyPath;
//!
//! let folder = KeyPath::<36>::new("victim/secret").unwrap();
//! let policy = policy! { allow "s3:GetObject" on "arn:aws:s3:::${aws:PrincipalTag/team}-{folder}/public/*"; };
//! ```
//!
//! The rule for buckets applies wherever the service of the ARN may be `s3`: also to `arn:aws:*:::{folder}/public` in the
//! value of a condition.
//!
//! # The shape of an ARN
//!
//! An ARN whose type is missing or misspelt matches nothing in an Allow, and denies nothing in a Deny. A hole does not hide
//! that: the ARN is checked with plain text in place of the hole, once without separators and once with `/` and `:`, and an
//! error of both does not compile.
//!
//! ```compile_fail
//! use sts_policy::policy;
//! use sts_policy::value::{AccountId, Region, Segment};
//!
//! let (region, account) = (Region::new("eu-west-1").unwrap(), AccountId::new("111122223333").unwrap());
//! let key = Segment::<36>::new("1234abcd-12ab-34cd-56ef-1234567890ab").unwrap();
//! // error: service `kms` has no resources like `{key}`
//! let policy = policy! { allow "kms:Decrypt" on "arn:aws:kms:{region}:{account}:{key}"; };
//! ```
//!
//! A test goes through each action of AWS's service reference with each form of its ARNs, all parts of which are holes: about
//! 22,000 right forms compile. Among about 108,000 wrong ones (type missing, type misspelt, the other separator, a region too many
//! or too few, an account too many or too few) 61 compile, and the snapshots of the test list them.
//!
//! # Paths
//!
//! IAM compares text and does not resolve paths: `reports/tenant-a/../tenant-b` is a key like any other. But clients and
//! proxies may resolve it, and a `/` leads into another folder in any case. A [`Segment`](crate::value::Segment) is one part
//! of a path and has no `/`. A [`KeyPath`](crate::value::KeyPath) has slashes only between its parts, and no part is `.` or
//! `..`:
//!
//! ```
//! use sts_policy::value::{KeyPath, Pattern, Segment};
//!
//! for name in ["tenant-a/../tenant-b", "../tenant-b", "tenant-b/", "/", "..", "."] {
//!     assert!(Segment::<36>::new(name).is_err());
//!     assert!(KeyPath::<36>::new(name).is_err());
//! }
//! assert!(KeyPath::<36>::new("tenant-a//tenant-b").is_err());
//! // Deserialized values are checked too.
//! assert!(serde_json::from_str::<Segment<36>>(r#""..\u002ftenant-b""#).is_err());
//! assert!(Pattern::<36>::new("../*").is_err());
//! ```
//!
//! In the value of a condition [`Text`](crate::value::Text) may hold `/` and `..`. Keys whose values are paths, such as
//! `s3:prefix`, do not accept it:
//!
//! ```compile_fail,E0277
//! use sts_policy::policy;
//! use sts_policy::value::Text;
//!
//! let folder = Text::<64>::new("tenant-a/../tenant-b").unwrap();
//! let policy = policy! {
//!     allow "s3:ListBucket" on "arn:aws:s3:::reports" when StringLike "s3:prefix" = "{folder}/*";
//! };
//! ```
//!
//! Text that only some servers treat as a slash or as dots is plain text to IAM and stays as it is: `%2e%2e%2f`, or a
//! backslash.
//!
//! ```
//! use sts_policy::pattern::Pattern;
//! use sts_policy::policy;
//! use sts_policy::value::Segment;
//!
//! # fn resource(policy: &sts_policy::SessionPolicy) -> String {
//! #     let json: serde_json::Value = serde_json::from_str(policy.as_str()).unwrap();
//! #     json["Statement"][0]["Resource"].as_str().unwrap().to_owned()
//! # }
//! for name in ["%2e%2e%2ftenant-b", r"..\tenant-b"] {
//!     let tenant = Segment::<36>::new(name)?;
//!     let policy = policy! { allow "s3:GetObject" on "arn:aws:s3:::reports/{tenant}/*"; };
//!     let resource = resource(&policy);
//!     assert!(Pattern::resource(&resource).matches(&format!("arn:aws:s3:::reports/{name}/2026.csv")));
//!     assert!(!Pattern::resource(&resource).matches("arn:aws:s3:::reports/tenant-b/2026.csv"));
//!     assert!(!Pattern::resource(&resource).matches("arn:aws:s3:::tenant-b/2026.csv"));
//! }
//! # Ok::<(), sts_policy::value::InvalidValue>(())
//! ```
//!
//! # JSON
//!
//! A quotation mark ends a JSON string, and the text after it could be another resource or statement:
//!
//! ```
//! let folder = r#"x","arn:aws:s3:::*"],"NotAction":["x"#;
//! let text = format!(r#"{{"Resource":["arn:aws:s3:::reports/{folder}"]}}"#);
//! let json: serde_json::Value = serde_json::from_str(&text).unwrap();
//! assert_eq!(json["Resource"][1], "arn:aws:s3:::*");
//! ```
//!
//! A hole escapes `"`, `\` and control characters as JSON requires, so no string ends in it:
//!
//! ```
//! use sts_policy::policy;
//! use sts_policy::value::KeyPath;
//!
//! for name in [r#"x","Resource":"*"#, r#"x"}],"Statement":[{"Effect":"Allow"#, r"x\", r#"x\","*"#, r"\u0022,"] {
//!     let folder = KeyPath::<64>::new(name)?;
//!     let policy = policy! { allow "s3:GetObject" on "arn:aws:s3:::reports/{folder}"; };
//!     let json: serde_json::Value = serde_json::from_str(policy.as_str()).unwrap();
//!     let resource = format!("arn:aws:s3:::reports/{}", name.replace('*', "${*}"));
//!     assert_eq!(
//!         json,
//!         serde_json::json!({
//!             "Version": "2012-10-17",
//!             "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": resource }],
//!         })
//!     );
//! }
//! # Ok::<(), sts_policy::value::InvalidValue>(())
//! ```
//!
//! # Unicode
//!
//! STS accepts U+0009, U+000A, U+000D and U+0020 to U+00FF in the text of a policy, and refuses other characters (service
//! model, `sessionPolicyDocumentType`). A hole writes characters above U+00FF as JSON escapes. So names in any script are
//! possible, and characters that change the display of a text, such as U+202E (right-to-left override), are visible in the
//! policy. Characters that look like `*`, `/` or `:` have no special meaning:
//!
//! ```
//! use sts_policy::limits::is_policy_character;
//! use sts_policy::pattern::Pattern;
//! use sts_policy::policy;
//! use sts_policy::value::Segment;
//!
//! # fn resource(policy: &sts_policy::SessionPolicy) -> String {
//! #     let json: serde_json::Value = serde_json::from_str(policy.as_str()).unwrap();
//! #     json["Statement"][0]["Resource"].as_str().unwrap().to_owned()
//! # }
//! for name in ["租户", "\u{202e}b-tnanet", "\u{2066}a\u{2069}", "\u{ff0a}", "\u{2215}", "\u{a789}", "\u{1f600}"] {
//!     let tenant = Segment::<36>::new(name)?;
//!     let policy = policy! { allow "s3:GetObject" on "arn:aws:s3:::reports/{tenant}/*"; };
//!     assert!(policy.as_str().chars().all(is_policy_character));
//!     let resource = resource(&policy);
//!     assert!(Pattern::resource(&resource).matches(&format!("arn:aws:s3:::reports/{name}/2026.csv")));
//!     assert!(!Pattern::resource(&resource).matches("arn:aws:s3:::reports/tenant-b/2026.csv"));
//! }
//!
//! let tenant = Segment::<36>::new("\u{202e}\u{1f600}")?;
//! let policy = policy! { allow "s3:GetObject" on "arn:aws:s3:::reports/{tenant}/*"; };
//! assert!(policy.as_str().contains(r"reports/\u202e\ud83d\ude00/*"));
//! # Ok::<(), sts_policy::value::InvalidValue>(())
//! ```
//!
//! Control characters are refused, including U+0080 to U+009F. Neither this crate nor IAM normalizes text: `é` as one
//! character and as `e` with a combining accent are two names. A service that treats both as one tenant must choose one form
//! before it creates the value:
//!
//! ```
//! use sts_policy::pattern::Pattern;
//! use sts_policy::policy;
//! use sts_policy::value::Segment;
//!
//! # fn resource(policy: &sts_policy::SessionPolicy) -> String {
//! #     let json: serde_json::Value = serde_json::from_str(policy.as_str()).unwrap();
//! #     json["Statement"][0]["Resource"].as_str().unwrap().to_owned()
//! # }
//! for name in ["tenant\0", "tenant\n", "\u{1b}[31mtenant", "tenant\u{7f}", "tenant\u{85}"] {
//!     assert!(Segment::<36>::new(name).is_err());
//! }
//!
//! let tenant = Segment::<36>::new("caf\u{e9}")?;
//! let policy = policy! { allow "s3:GetObject" on "arn:aws:s3:::reports/{tenant}/*"; };
//! assert!(Pattern::resource(&resource(&policy)).matches("arn:aws:s3:::reports/caf\u{e9}/2026.csv"));
//! assert!(!Pattern::resource(&resource(&policy)).matches("arn:aws:s3:::reports/cafe\u{301}/2026.csv"));
//! # Ok::<(), sts_policy::value::InvalidValue>(())
//! ```
//!
//! # Oversize
//!
//! A session policy has at most 2,048 bytes ([`limits::SESSION_POLICY_BYTES`](crate::limits::SESSION_POLICY_BYTES)), and a
//! single long name makes STS refuse the request. Each type of value has a maximum length, so a name of 4 KB is refused when
//! the value is created:
//!
//! ```
//! use sts_policy::value::{BucketName, KeyPath, Segment};
//!
//! let name = "a".repeat(4096);
//! assert!(Segment::<36>::new(&*name).is_err());
//! assert!(KeyPath::<200>::new(&*name).is_err());
//! assert!(BucketName::new(name).is_err());
//! ```
//!
//! A policy that could exceed 2,048 bytes with its longest values does not compile:
//!
//! ```compile_fail,E0080
//! use sts_policy::PolicyTemplate;
//! use sts_policy::value::KeyPath;
//!
//! #[derive(PolicyTemplate)]
//! #[policy {
//!     allow "s3:GetObject" on "arn:aws:s3:::reports/{folder}/*";
//! }]
//! struct Reader {
//!     folder: KeyPath<1024>,
//! }
//! ```
//!
//! The maximum length counts four bytes for each byte of a text, since `*` is written as `${*}`. So the longest hostile names
//! fit too:
//!
//! ```
//! use sts_policy::PolicyTemplate;
//! use sts_policy::value::Segment;
//!
//! #[derive(PolicyTemplate)]
//! #[policy {
//!     allow "s3:GetObject" on "arn:aws:s3:::reports/{tenant}/*";
//! }]
//! struct Reader {
//!     tenant: Segment<36>,
//! }
//!
//! let tenant = Segment::new("*".repeat(36))?;
//! assert_eq!(Reader { tenant }.to_policy().as_str().len(), Reader::MAX_BYTES);
//! # Ok::<(), sts_policy::value::InvalidValue>(())
//! ```
//!
//! The *packed* size is a second limit: STS compresses the policy. Repeated text takes little space and random names take the
//! most, and an attacker can choose random names. The macros warn at compile time if a policy is likely too large with such
//! names: a template uses the types of its fields, the others assume 36 bytes for each text. At run time
//! [`packed`](crate::packed) estimates the size. Both are estimates: handle `PackedPolicyTooLarge`.
//!
//! ```
//! use sts_policy::request::{Operation, SessionRequest};
//! use sts_policy::value::KeyPath;
//! use sts_policy::{Policy, policy};
//!
//! let estimate = |name: String| {
//!     let folder = KeyPath::<480>::new(name).unwrap();
//!     let policy = policy! { allow "s3:GetObject" on "arn:aws:s3:::reports/{folder}/*"; };
//!     let policy = Policy::from_json(policy.as_str()).unwrap();
//!     SessionRequest::new(Operation::AssumeRole).policy(policy).packed_size().unwrap()
//! };
//! // 480 bytes each: of one letter, and of random characters, which do not compress.
//! assert!(estimate("a".repeat(480)).expected() < 20.0);
//! let mut state = 1_u32;
//! let random = std::iter::from_fn(|| {
//!     state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
//!     char::from_u32(u32::from(b'0') + (state >> 26))
//! });
//! assert!(estimate(random.take(480).collect()).expected() > 100.0);
//! ```
//!
//! # Determinism
//!
//! The same template with the same values gives the same bytes in every process and on every machine: no hash decides the
//! order. So a policy can be a cache key, be compared with an older one, or be signed. It is in the canonical form, which
//! `from_json` produces from the same text too:
//!
//! ```
//! use sts_policy::value::{KeyPath, Segment};
//! use sts_policy::{SessionPolicy, policy};
//!
//! let reader = |tenant: &str, folder: &str| {
//!     let (tenant, folder) = (Segment::<36>::new(tenant)?, KeyPath::<64>::new(folder)?);
//!     Ok::<_, sts_policy::value::InvalidValue>(policy! {
//!         allow "s3:GetObject", "s3:GetObjectVersion" on "arn:aws:s3:::reports/{tenant}/{folder}/*";
//!         allow "s3:ListBucket" on "arn:aws:s3:::reports" when StringLike "s3:prefix" = "{tenant}/{folder}/*";
//!     })
//! };
//! let policy = reader("租 \"*\"", "2026/${x}")?;
//! assert_eq!(policy, reader("租 \"*\"", "2026/${x}")?);
//! assert_eq!(policy, SessionPolicy::from_json(policy.as_str()).unwrap());
//! # Ok::<(), sts_policy::value::InvalidValue>(())
//! ```
//!
//! # Empty names
//!
//! An empty name leaves only the text around it, which may match more:
//!
//! ```
//! use sts_policy::pattern::Pattern;
//!
//! let tenant = "";
//! let resource = format!("arn:aws:s3:::reports/{tenant}*");
//! assert!(Pattern::resource(&resource).matches("arn:aws:s3:::reports/tenant-b/2026.csv"));
//! ```
//!
//! Empty values are refused:
//!
//! ```
//! use sts_policy::value::{AccountId, BucketName, KeyPath, Partition, Pattern, Region, RoleName, Segment};
//!
//! assert!(Segment::<36>::new("").is_err());
//! assert!(KeyPath::<36>::new("").is_err());
//! assert!(Pattern::<36>::new("").is_err());
//! assert!(BucketName::new("").is_err());
//! assert!(RoleName::new("").is_err());
//! assert!(AccountId::new("").is_err());
//! assert!(Region::new("").is_err());
//! assert!(Partition::new("").is_err());
//! assert!("".parse::<sts_policy::value::IpNetwork>().is_err());
//! ```
//!
//! # Limits
//!
//! ## Holes side by side
//!
//! Each hole means itself, but two adjacent holes can together mean the same as two other values. **The author of the policy
//! must prevent this**; no check warns of it.
//!
//! ```
//! use sts_policy::policy;
//! use sts_policy::value::Segment;
//!
//! let reader = |tenant: &str, project: &str| {
//!     let (tenant, project) = (Segment::<36>::new(tenant)?, Segment::<36>::new(project)?);
//!     Ok::<_, sts_policy::value::InvalidValue>(policy! {
//!         allow "s3:GetObject" on "arn:aws:s3:::reports/{tenant}-{project}/*";
//!     })
//! };
//! // `a-b` with its project `c`, and `a` with its project `b-c`.
//! assert_eq!(reader("a-b", "c")?, reader("a", "b-c")?);
//! # Ok::<(), sts_policy::value::InvalidValue>(())
//! ```
//!
//! Separate two holes by a character that the first cannot contain: a `/` or a `:` after a segment, a `-` after an unsigned
//! number. Or use a type with a fixed length for the first, such as `AccountId` or `uuid::Uuid`.
//!
//! The same applies to a hole before a wildcard: `{tenant}*` matches all tenants whose names begin with this one. End the
//! name, as in `{tenant}/*`:
//!
//! ```
//! use sts_policy::pattern::Pattern;
//!
//! let open = Pattern::resource("arn:aws:s3:::reports/tenant-1*");
//! let closed = Pattern::resource("arn:aws:s3:::reports/tenant-1/*");
//! assert!(open.matches("arn:aws:s3:::reports/tenant-12/2026.csv"));
//! assert!(!closed.matches("arn:aws:s3:::reports/tenant-12/2026.csv"));
//! ```
//!
//! ## The wrong type, or the wrong name
//!
//! * A [`value::Pattern`](crate::value::Pattern) grants everything that its wildcards match. Do not accept one from a user.
//! * A [`KeyPath`](crate::value::KeyPath) may contain `:` and `/`. In a resource with these separators, such as
//!   `log-group:{name}:*`, it reaches into the next part; a [`Segment`](crate::value::Segment) does not.
//! * The quotation marks of a default value, as in `${aws:PrincipalTag/team, 'a}b'}`, are read as the documentation of IAM
//!   writes them. Whether IAM ends such a variable at the first brace was not observed; no hole can stand inside either way.
//! * A value proves that a text is a valid name, not that it belongs to the caller. Take the tenant from the authenticated
//!   identity, not from the request.
//! * The proof covers syntax, the meaning of the holes, and the size. Two values may still not fit together, such as a
//!   `{partition}` and a `{region}` of another one: the ARN then matches nothing. Derive the partition from the region with
//!   [`Partition::of`](crate::value::Partition::of). A `{region}` of China or GovCloud behind a written `arn:aws:` has the same
//!   effect.
//! * Only values without holes are checked against their condition key. A hole may be any text of its type: under
//!   `aws:SourceVpc` a text that is not a VPC ID, which then matches nothing. [`Region::unlisted`](crate::value::Region::unlisted)
//!   accepts regions that the checks do not know. So `check` may report the value of a hole in a policy from a macro, but never
//!   the text around it.
//! * Names are case-sensitive. If `Tenant-A` and `tenant-a` are the same customer, choose one form first, above all in a `deny`,
//!   which the other form would bypass.
//!
//! ## Servers that are not AWS
//!
//! `${*}`, `${?}` and `${$}` are escapes because IAM replaces them. Another implementation of STS may not. A server without
//! policy variables sees a wildcard between `${` and `}`: a tenant named `*` then reaches folders with names of that form
//! instead of the folder `*`, and a `deny` denies too little.
//!
//! ```
//! use sts_policy::pattern::Pattern;
//!
//! // Patterns of actions have no variables.
//! let without_variables = Pattern::action("arn:aws:s3:::reports/${*}/*");
//! assert!(!without_variables.matches("arn:aws:s3:::reports/*/2026.csv"));
//! assert!(!without_variables.matches("arn:aws:s3:::reports/tenant-b/2026.csv"));
//! assert!(without_variables.matches("arn:aws:s3:::reports/${tenant-b}/2026.csv"));
//! ```
//!
//! This crate does not know the behaviour of other servers. Test it, or refuse names with `*`, `?` and `$` for such a server.
//!
//! ## The scope of a session policy
//!
//! A session policy only reduces the permissions of the role or user. This crate does not check the permissions of the role,
//! those that resource policies grant to the session (User Guide, "Policies and permissions in IAM", "Session policies"), or
//! who sees the credentials. A policy that compiles may still not grant what you intend.
