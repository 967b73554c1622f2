//! Attacks, and how each is met.
//!
//! A service that hands out scoped credentials writes names into policies: tenants, tables, folders. Whoever chooses
//! such a name can try to choose what the policy means. This chapter goes through the ways that are known. In each
//! section the attack is attempted, and is either refused or means exactly itself. The judge is
//! [`pattern::Pattern`](crate::pattern::Pattern), IAM's language of wildcards: `Pattern::resource(text).matches(arn)`
//! says whether a resource of a policy takes in an ARN.
//!
//! What is said here holds of [`policy!`](crate::policy), [`policy_file!`](crate::policy_file) and
//! [`#[derive(PolicyTemplate)]`](derive@crate::PolicyTemplate), whose holes take the types of [`value`](crate::value).
//! It does **not** hold of [`Policy::builder`](crate::Policy::builder) and of text that arrives as a whole: there,
//! names stand as they are. The last section says what else is not met.
//!
//! # Wildcards
//!
//! In a resource, and in the values of conditions such as `StringLike`, `*` is any text, slashes included, and `?` any
//! one character. A tenant who is called `*` would get what all tenants have:
//!
//! ```
//! use sts_policy::pattern::Pattern;
//!
//! let tenant = "*";
//! let resource = format!("arn:aws:s3:::reports/{tenant}/*");
//! assert!(Pattern::resource(&resource).matches("arn:aws:s3:::reports/tenant-b/2026.csv"));
//! ```
//!
//! A hole writes `*` as `${*}` and `?` as `${?}`, which IAM takes for the characters themselves (User Guide, "IAM
//! policy elements: Variables and tags"). The tenant gets the folder that is called `*`, and nothing else:
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
//! The same holds in the values of conditions, where the folder of a listing is named:
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
//! The one type whose wildcards are meant is [`value::Pattern`](crate::value::Pattern). It takes a name of its own to
//! let them in, and does not stand where IAM knows no wildcards: not in the partition, region or account of an ARN, not
//! in the name of a bucket, not under `StringEquals`.
//!
//! # Policy variables
//!
//! `${aws:PrincipalTag/team}` in a policy is replaced by what the request has under that key. A name that is one would
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
//! A hole writes `$` as `${$}`, so no variable ever begins in it; not with its neighbours either, since each `$` is
//! written so by itself:
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
//! // A variable has a `:` in its name, and a segment none.
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
//! A hole inside of a variable, `${aws:PrincipalTag/{key}}`, does not compile. Nor does what only a file can have, by the escapes
//! of JSON: one behind a `$`, `"\u0024{folder}"`, and one inside of a variable whose braces are escaped, `"$\u007b{key}\u007d"`.
//! Variables and their escapes are of the version 2012-10-17 of the policy language: `policy!` and templates always have it, and a file with holes does not compile without it.
//!
//! # Fields of an ARN
//!
//! A `:` ends a field of an ARN, so a name with colons could say which account, and which service, the rest is about.
//! Partition, region and account each take one type alone, and none of the three can hold a `:`. The other holes stand
//! in the last field, which colons cannot leave:
//!
//! ```
//! use sts_policy::value::{AccountId, BucketName, Partition, Region, RoleName, Segment};
//!
//! assert!(AccountId::new("444455556666:role/admin").is_err());
//! assert!(Region::new("eu-west-1:444455556666").is_err());
//! assert!(Partition::new("aws:iam").is_err());
//! assert!(BucketName::new("arn:aws:s3:::reports").is_err());
//! assert!(RoleName::new("reader:admin").is_err());
//! // Many services separate the parts of a resource by colons too.
//! assert!(Segment::<36>::new("group:log-stream:audit").is_err());
//! ```
//!
//! A type that may hold more than its field does not compile there:
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
//! 22,000 right forms compile. Of about 108,000 wrong ones (type missing, type misspelt, the other separator, a region too many
//! or too few, an account too many or too few) 61 compile, and the snapshots of the test list them.
//!
//! # Paths
//!
//! IAM compares text and resolves no paths: to it, `reports/tenant-a/../tenant-b` is a key like any other. But clients
//! and proxies may resolve them, and a `/` reaches into another folder in any case. A
//! [`Segment`](crate::value::Segment) is one part of a path, and has no `/`; a [`KeyPath`](crate::value::KeyPath) has
//! slashes between its parts alone, and no part that is `.` or `..`:
//!
//! ```
//! use sts_policy::value::{KeyPath, Pattern, Segment};
//!
//! for name in ["tenant-a/../tenant-b", "../tenant-b", "tenant-b/", "/", "..", "."] {
//!     assert!(Segment::<36>::new(name).is_err());
//!     assert!(KeyPath::<36>::new(name).is_err());
//! }
//! assert!(KeyPath::<36>::new("tenant-a//tenant-b").is_err());
//! // Values that serde reads are checked as well.
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
//! What only some server takes for a slash or for dots is plain text to IAM, and is written as it is: `%2e%2e%2f`, or a
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
//! A quotation mark ends a string of JSON, and what follows could be another resource, or a statement:
//!
//! ```
//! let folder = r#"x","arn:aws:s3:::*"],"NotAction":["x"#;
//! let text = format!(r#"{{"Resource":["arn:aws:s3:::reports/{folder}"]}}"#);
//! let json: serde_json::Value = serde_json::from_str(&text).unwrap();
//! assert_eq!(json["Resource"][1], "arn:aws:s3:::*");
//! ```
//!
//! A hole writes `"`, `\` and control characters as JSON does, so that no string ends in it:
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
//! STS takes U+0009, U+000A, U+000D and U+0020 to U+00FF in the text of a policy, and refuses all else (service model,
//! `sessionPolicyDocumentType`). A hole writes what is above as an escape of JSON. So a name in any script can be
//! carried, and what plays with the look of a text, such as U+202E (right-to-left override), is there for all to see.
//! Characters that only look like `*`, `/` or `:` are not those characters:
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
//! Control characters are refused, those of U+0080 to U+009F too. Nothing is normalized, here or by IAM: `é` as one
//! character and as `e` with a combining accent are two names. Where a service treats both as one tenant, it must
//! choose one form before it makes a value of it:
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
//! A session policy has at most 2,048 bytes ([`limits::SESSION_POLICY_BYTES`](crate::limits::SESSION_POLICY_BYTES)),
//! and one name that is long enough makes STS refuse the request. Each type of value has a greatest length, so a name
//! of 4 KB is refused where it comes in:
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
//! And a policy that its longest values would make longer than 2,048 bytes does not compile:
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
//! The greatest length counts four bytes for each byte of a text, as `*` is written `${*}`. So the longest names still
//! fit when they are hostile:
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
//! The *packed* size is a second limit: STS compresses the policy, and AWS does not say how, or how much room there is.
//! What repeats takes little of it, random names take most, and whoever chooses names can choose random ones. The
//! macros warn, while compiling, of a policy that is likely too large with such names: a template goes by the types of its
//! fields, the others take each text for 36 bytes. At run time [`packed`](crate::packed) estimates it. Both are estimates:
//! be ready for `PackedPolicyTooLarge`.
//!
//! ```
//! use sts_policy::packed::{Operation, PackedRequest};
//! use sts_policy::value::KeyPath;
//! use sts_policy::{Policy, policy};
//!
//! let estimate = |name: String| {
//!     let folder = KeyPath::<480>::new(name).unwrap();
//!     let policy = policy! { allow "s3:GetObject" on "arn:aws:s3:::reports/{folder}/*"; };
//!     let policy = Policy::from_json(policy.as_str()).unwrap();
//!     PackedRequest::new(Operation::AssumeRole).policy(&policy).estimate().unwrap()
//! };
//! // 480 bytes each: of one letter, and of letters that nothing compresses.
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
//! The same template with the same values gives the same bytes, in every process and on every machine: nothing in a
//! policy is ordered by a hash. So a policy can be a key of a cache, be compared with the one of yesterday, or be
//! signed. It is the canonical form too, which the checks read when the same text arrives as JSON:
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
//! An empty name leaves only the text around it, which may mean more:
//!
//! ```
//! use sts_policy::pattern::Pattern;
//!
//! let tenant = "";
//! let resource = format!("arn:aws:s3:::reports/{tenant}*");
//! assert!(Pattern::resource(&resource).matches("arn:aws:s3:::reports/tenant-b/2026.csv"));
//! ```
//!
//! No value is empty:
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
//! # What is not met
//!
//! ## Holes side by side
//!
//! Each hole means itself, but two of them can mean together what two others mean. **The author of the policy must see
//! to this**; nothing warns of it.
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
//! Put between two holes what the first cannot hold: a `/` or a `:` behind a segment, a `-` behind a number without
//! sign. Or let the first be of a type whose values all have one length, such as `AccountId` or `uuid::Uuid`.
//!
//! The same holds of a hole before a wildcard: `{tenant}*` takes in all tenants whose names begin as this one's does.
//! Close the name, as in `{tenant}/*`:
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
//! * A [`value::Pattern`](crate::value::Pattern) from an untrusted hand grants what its wildcards reach. Take one from
//!   those who write policies only.
//! * A [`KeyPath`](crate::value::KeyPath) may hold `:` and `/`. In a resource whose parts are separated by these, such
//!   as `log-group:{name}:*`, it reaches into the next part; a [`Segment`](crate::value::Segment) does not.
//! * The quotation marks of a default value, as in `${aws:PrincipalTag/team, 'a}b'}`, are read as the documentation of IAM
//!   writes them. Whether IAM ends such a variable at the first brace was not observed; no hole can stand inside either way.
//! * A value says that a text can be a name, not that it is the name of whoever asks. Who the tenant is must come from
//!   what was authenticated, and not from what was asked for.
//! * What is proven is that the policy is well-formed, means what its holes say, and is small enough. Two values may still not
//!   belong together, such as a `{partition}` and a `{region}` of another one: the ARN then matches nothing. Take the
//!   partition from the region, with [`Partition::of`](crate::value::Partition::of).
//!   With `arn:aws:` written out, a `{region}` of China or GovCloud does the same.
//! * What a key of a condition takes is checked of values without holes. A hole may be any text of its type: under
//!   `aws:SourceVpc` one that is no ID of a VPC, which then matches nothing. [`Region::unlisted`](crate::value::Region::unlisted)
//!   takes regions that the checks do not know. So the checks may find errors in a policy that a macro has made, of what a value
//!   is; never of what it is in.
//! * Names are compared as they are, case and all. If `Tenant-A` and `tenant-a` are the same customer to you, choose
//!   one form first; most of all in a `deny`, which the other form would slip by.
//!
//! ## Servers that are not AWS
//!
//! `${*}`, `${?}` and `${$}` are escapes because IAM replaces them. A server that imitates STS may not. One that knows
//! no variables at all sees a wildcard between `${` and `}`: a tenant called `*` then does not reach the folder `*`,
//! but those whose names have that form; and a `deny` does not deny what it was meant to.
//!
//! ```
//! use sts_policy::pattern::Pattern;
//!
//! // The patterns of actions know no variables.
//! let without_variables = Pattern::action("arn:aws:s3:::reports/${*}/*");
//! assert!(!without_variables.matches("arn:aws:s3:::reports/*/2026.csv"));
//! assert!(!without_variables.matches("arn:aws:s3:::reports/tenant-b/2026.csv"));
//! assert!(without_variables.matches("arn:aws:s3:::reports/${tenant-b}/2026.csv"));
//! ```
//!
//! What another server does with them is not known to this crate. Test it, or refuse names with `*`, `?` and `$` where
//! such a server is served.
//!
//! ## What a session policy is
//!
//! It only takes rights away from those of the role or user, and cannot be wider. What the role itself grants, what
//! resource policies grant to the session (User Guide, "Policies and permissions in IAM", "Session policies"), and who
//! may see the credentials, is beyond this crate. That a policy compiles is no proof that it grants what you mean.
