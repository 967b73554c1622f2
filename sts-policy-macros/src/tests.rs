//! Whatever is written between the braces, the macros answer with tokens: they never panic.

use proc_macro2::{Delimiter, Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};
use proptest::array::uniform4;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use sts_policy_core::PolicyKind;

use crate::cases::cases;
use crate::errors::Errors;
use crate::expand::{plan, refused};
use crate::{check, derive, file, invocation, packed};

/// Policies of every element.
const POLICIES: [&str; 5] = [
    r#"allow "s3:GetObject" on "arn:aws:s3:::reports/*";"#,
    r#"Read: allow "s3:GetObject", "s3:GetObjectVersion" on "arn:{partition}:s3:::{bucket}/{tenant}/*";
       allow "s3:ListBucket" on "arn:{partition}:s3:::{bucket}"
           when StringLike "s3:prefix" = ["{tenant}/*", "${aws:PrincipalTag/team}/*"] and Bool "aws:SecureTransport" = true;
       deny except "s3:*" on * when StringNotEquals "aws:RequestedRegion" = "{region}";"#,
    r#"kind = federation; allow "sqs:SendMessage" on "arn:aws:sqs:{region}:{account}:jobs-{name}";"#,
    r#"kind = identity;
       deny "ec2:CreateTags" on except "arn:aws:ec2:*:{account}:instance/*"
           when ForAnyValue:StringNotLikeIfExists "aws:TagKeys" = ["team", "{{cost}}-*"] and Null "aws:TagKeys" = false;"#,
    r#"allow unchecked "s3:GetObjectOfTomorrow" on *
           when NumericLessThan "aws:MultiFactorAuthAge" = -1.5 and DateLessThan "aws:CurrentTime" = "{end}"
            and IpAddress "aws:SourceIp" = ["{office}", "203.0.113.0/24"] and ArnLike "aws:PrincipalArn" = "arn:aws:iam::{account}:role/{name}"
            and BinaryEquals "aws:PrincipalTag/key" = "QmluYXJ5";"#,
];

/// Words of the language, words near to them, and words of Rust.
const WORDS: [&str; 48] = [
    "allow",
    "deny",
    "on",
    "when",
    "and",
    "except",
    "unchecked",
    "kind",
    "session",
    "federation",
    "identity",
    "alow",
    "wen",
    "excpet",
    "identiy",
    "StringEquals",
    "StringLike",
    "StringEqualsIfExists",
    "ForAnyValue",
    "ForAllValues",
    "NumericLessThan",
    "DateGreaterThan",
    "Bool",
    "IpAddress",
    "ArnLike",
    "Null",
    "BinaryEquals",
    "true",
    "false",
    "Version",
    "Id",
    "Statement",
    "Principal",
    "Sid",
    "Effect",
    "Action",
    "NotAction",
    "Resource",
    "Condition",
    "Read",
    "tenant",
    "self",
    "Self",
    "crate",
    "type",
    "_",
    "gen",
    "租",
];

/// What texts are made of: parts of ARNs and the like, and what is special to Rust, to IAM, to JSON, and to terminals.
const PARTS: [&str; 63] = [
    "{tenant//}",
    "{/**/tenant}",
    "{\u{feff}tenant}",
    "arn:",
    "aws",
    "aws-cn",
    ":",
    "::",
    ":::",
    "s3",
    "s3:",
    "GetObject",
    "s3:ListBucket",
    "iam:PassRole",
    "sqs",
    "eu-west-1",
    "111122223333",
    "reports",
    "/",
    "*",
    "?",
    "{",
    "}",
    "{{",
    "}}",
    "{}",
    "{tenant}",
    "{account}",
    "{r#type}",
    "{type}",
    "{self}",
    "{_}",
    "{don't}",
    "{/*}",
    "{租}",
    "$",
    "${",
    "${aws:username}",
    "${aws:PrincipalTag/team, 'a'}",
    "${*}",
    "${$}",
    "aws:SourceIp",
    "aws:PrincipalTag/",
    "s3:prefix",
    "\"",
    "'",
    "\\",
    "\\u0000",
    "~",
    "~1",
    "#",
    " ",
    "\n",
    "\u{0}",
    "\u{7f}",
    "\u{85}",
    "é",
    "租",
    "\u{202e}",
    "\u{1f600}",
    "\u{f0000}",
    "\u{10ffff}",
    "2026-01-01T00:00:00Z",
];

/// Parts that many texts are right with.
const PLAUSIBLE: [&str; 16] = [
    "*",
    "?",
    "/",
    "-",
    "a",
    "7",
    "{{",
    "}}",
    "{tenant}",
    "{account}",
    "{r#type}",
    "{租}",
    "${aws:username}",
    "${*}",
    "é",
    "租",
];

/// Literals that are no plain strings.
const LITERALS: [&str; 20] = [
    "0",
    "900",
    "1.5",
    "1.",
    "1e999",
    "0x10",
    "1_000",
    "900u32",
    "1f64",
    "99999999999999999999999999999999",
    "'a'",
    "b'a'",
    r#"b"s3:GetObject""#,
    r#"c"s3:GetObject""#,
    r###"r#"arn:aws:s3:::{bucket}/""#"###,
    r#""a"suffix"#,
    r#""""#,
    r#""\u{f0000}""#,
    "0b11",
    "1u8",
];

/// What `policy!` writes for these tokens.
fn policy(tokens: TokenStream) -> TokenStream {
    invocation::policy(&quote::quote!(::sts_policy), tokens)
}

/// The same for `policy_file!`.
fn policy_file(tokens: TokenStream) -> TokenStream {
    invocation::policy_file(&quote::quote!(::sts_policy), tokens)
}

fn parsed(source: &str) -> TokenStream {
    source.parse().unwrap()
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => vec(select(&PARTS[..]), 0..8).prop_map(|parts| parts.concat()),
        1 => any::<String>(),
        1 => vec(any::<char>(), 0..200).prop_map(|characters| characters.into_iter().collect()),
    ]
}

/// A token, or a group of tokens.
fn token() -> impl Strategy<Value = TokenTree> {
    let punctuation = (select(b"=,;:*-!#$&+.<>@^|/~?%'"), any::<bool>()).prop_map(|(character, is_joint)| {
        Punct::new(char::from(character), if is_joint { Spacing::Joint } else { Spacing::Alone }).into()
    });
    let leaf = prop_oneof![
        4 => select(&WORDS[..]).prop_map(|word| Ident::new(word, Span::call_site()).into()),
        1 => select(vec!["type", "allow", "when"]).prop_map(|word| Ident::new_raw(word, Span::call_site()).into()),
        4 => text().prop_map(|text| Literal::string(&text).into()),
        1 => select(&LITERALS[..]).prop_map(|literal| literal.parse::<Literal>().unwrap().into()),
        2 => punctuation,
    ];
    let delimiters = vec![Delimiter::Brace, Delimiter::Bracket, Delimiter::Parenthesis, Delimiter::None];
    leaf.prop_recursive(3, 24, 6, move |inner| {
        (select(delimiters.clone()), vec(inner, 0..6))
            .prop_map(|(delimiter, tokens)| Group::new(delimiter, tokens.into_iter().collect()).into())
    })
}

fn tokens() -> impl Strategy<Value = TokenStream> {
    vec(token(), 0..24).prop_map(|tokens| tokens.into_iter().collect())
}

/// A slip of whoever types.
#[derive(Debug, Clone)]
enum Slip<T> {
    Delete(Index),
    Duplicate(Index),
    Swap(Index, Index),
    Insert(Index, T),
    Replace(Index, T),
}

fn slips<T: Clone + std::fmt::Debug>(item: impl Strategy<Value = T> + Clone) -> impl Strategy<Value = Vec<Slip<T>>> {
    let at = any::<Index>;
    vec(
        prop_oneof![
            at().prop_map(Slip::Delete),
            at().prop_map(Slip::Duplicate),
            (at(), at()).prop_map(|(one, other)| Slip::Swap(one, other)),
            (at(), item.clone()).prop_map(|(at, item)| Slip::Insert(at, item)),
            (at(), item).prop_map(|(at, item)| Slip::Replace(at, item)),
        ],
        1..4,
    )
}

fn slipped<T: Clone>(mut items: Vec<T>, slips: Vec<Slip<T>>) -> Vec<T> {
    for slip in slips {
        if items.is_empty() {
            return items;
        }
        let length = items.len();
        match slip {
            Slip::Delete(at) => drop(items.remove(at.index(length))),
            Slip::Duplicate(at) => items.insert(at.index(length), items[at.index(length)].clone()),
            Slip::Swap(one, other) => items.swap(one.index(length), other.index(length)),
            Slip::Insert(at, item) => items.insert(at.index(length), item),
            Slip::Replace(at, item) => items[at.index(length)] = item,
        }
    }
    items
}

/// The tokens, with those of groups between tokens that stand for the group's ends.
fn flat(tokens: TokenStream, into: &mut Vec<Flat>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                into.push(Flat::Open(group.delimiter()));
                flat(group.stream(), into);
                into.push(Flat::Close);
            }
            token => into.push(Flat::Token(token)),
        }
    }
}

#[derive(Debug, Clone)]
enum Flat {
    Open(Delimiter),
    Close,
    Token(TokenTree),
}

/// The other way; what is not closed ends with the rest.
fn grown(flat: &mut impl Iterator<Item = Flat>) -> TokenStream {
    let mut tokens = TokenStream::new();
    while let Some(item) = flat.next() {
        match item {
            Flat::Open(delimiter) => tokens.extend([TokenTree::from(Group::new(delimiter, grown(flat)))]),
            Flat::Close => break,
            Flat::Token(token) => tokens.extend([token]),
        }
    }
    tokens
}

/// One of the sources, with slips.
fn mutated(sources: &'static [&'static str]) -> impl Strategy<Value = TokenStream> {
    let item = token().prop_map(Flat::Token).boxed();
    (select(sources), slips(item)).prop_map(|(source, slips)| {
        let mut items = Vec::new();
        flat(parsed(source), &mut items);
        grown(&mut slipped(items, slips).into_iter())
    })
}

/// A text with slips between its parts, which are runs of letters and digits, or any other character.
fn reworded(text: &str, slips: Vec<Slip<&'static str>>) -> String {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let run = rest.find(|character: char| !character.is_alphanumeric()).unwrap_or(rest.len());
        let (part, behind) = rest.split_at(run.max(first.len_utf8()));
        parts.push(part);
        rest = behind;
    }
    slipped(parts, slips).concat()
}

/// One of the policies, whose texts have slips.
fn with_other_texts() -> impl Strategy<Value = TokenStream> {
    (select(&POLICIES[..]), vec((any::<Index>(), slips(select(&PLAUSIBLE[..]))), 1..4)).prop_map(|(source, changes)| {
        let mut items = Vec::new();
        flat(parsed(source), &mut items);
        for (at, slips) in changes {
            let texts = items.iter_mut().filter_map(|item| match item {
                Flat::Token(TokenTree::Literal(literal)) => {
                    let text = syn::parse_str::<syn::LitStr>(&literal.to_string()).ok()?.value();
                    Some((literal, text))
                }
                _ => None,
            });
            let mut texts: Vec<_> = texts.collect();
            let at = at.index(texts.len());
            let (literal, text) = &mut texts[at];
            **literal = Literal::string(&reworded(text, slips));
        }
        grown(&mut items.into_iter())
    })
}

/// What comes out can be read, and is refused exactly if it says why.
fn hold(output: &TokenStream) -> Result<(), TestCaseError> {
    let text = output.to_string();
    prop_assert!(text.parse::<TokenStream>().is_ok(), "{}", text);
    prop_assert_eq!(text.contains("compile_error !"), text.contains(":: refused_"), "{}", text);
    Ok(())
}

#[test]
fn the_policies_are_right() {
    for source in POLICIES {
        let output = policy(parsed(source)).to_string();
        assert!(!output.contains("compile_error"), "{source}: {output}");
    }
    for source in TEMPLATES {
        let output = derive::policy_template(parsed(source)).to_string();
        assert!(!output.contains("compile_error"), "{source}: {output}");
    }
    for source in FILES {
        let output = of_file(source.to_owned(), &[]).to_string();
        assert!(!output.contains("compile_error"), "{source}: {output}");
    }
}

const TEMPLATES: [&str; 3] = [
    r#"#[policy { allow "s3:GetObject" on "arn:aws:s3:::{bucket}/{tenant}/*"; }]
       struct Reports { bucket: BucketName, tenant: Segment<36> }"#,
    r#"#[derive(Debug)] #[policy { kind = identity; Read: allow "s3:ListAllMyBuckets" on *; }] pub(crate) struct Unit;"#,
    r#"#[policy { allow "sqs:SendMessage" on "arn:{partition}:sqs:{region}:{account}:{name}" when StringEquals "aws:PrincipalTag/a" = "{other}"; }]
       struct Queue<'a, T: Clone + 'a, const N: usize = 3> where T: Copy {
           partition: Partition, region: &'a Region, account: AccountId, name: T, pub other: [Segment<N>; 2],
       }"#,
];

/// Templates around any policy.
fn templates() -> impl Strategy<Value = TokenStream> {
    let policy = prop_oneof![tokens(), mutated(&POLICIES)];
    let structs = vec![
        "struct T { tenant: Segment<36>, bucket: BucketName, account: AccountId, region: Region, partition: Partition }",
        "struct T;",
        "struct T {}",
        "struct T(Segment<36>);",
        "enum T { A { tenant: Segment<36> } }",
        "union T { tenant: u8 }",
        "struct T<'a, const N: usize> { tenant: &'a Segment<N>, bucket: str, end: impl Fn() -> u8, name: (u8, !) }",
    ];
    let attribute = prop_oneof![
        4 => policy.prop_map(|policy| quote::quote!(#[policy { #policy }])),
        1 => tokens().prop_map(|tokens| quote::quote!(#[policy #tokens])),
        1 => tokens().prop_map(|tokens| quote::quote!(#[policy(#tokens)] #[policy[]])),
    ];
    (attribute, select(structs)).prop_map(|(attribute, item)| {
        let item = parsed(item);
        quote::quote!(#attribute #item)
    })
}

const FILES: [&str; 3] = [
    r#"{
  "Version": "2012-10-17",
  "Statement": { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::{bucket}/{tenant}/*" }
}"#,
    r#"{"Version":"2012-10-17","Statement":[{"Sid":"A","Effect":"Deny","NotAction":["s3:*"],"NotResource":["arn:aws:s3:::b","arn:aws:s3:::b/\u002a"],
"Condition":{"StringLike":{"s3:prefix":["{tenant}/*","${aws:PrincipalTag/team}\n"]},"Bool":{"aws:SecureTransport":true},"NumericLessThan":{"s3:max-keys":100}}}]}"#,
    r#"{"Version":"2012-10-17","Id":"x","Statement":[{"Effect":"Allow","Action":"sqs:SendMessage","Resource":"arn:aws:sqs:{region}:{account}:{{a}}"}]}"#,
];

/// What is special in files.
const JSON: [&str; 23] = [
    "{",
    "}",
    "[",
    "]",
    "\"",
    ",",
    ":",
    "\\",
    "\\u",
    "\\ud800",
    "\\\"",
    "null",
    "true",
    "-",
    "1e999",
    "0.1",
    "{a}",
    "{}",
    "${",
    "\n",
    "\u{f0000}",
    "\u{0}",
    "租",
];

fn json() -> impl Strategy<Value = String> {
    let characters = prop_oneof![select(&JSON[..]), select(&PARTS[..])].boxed();
    let slipped = (select(&FILES[..]), slips(characters.clone())).prop_map(|(source, slips)| reworded(source, slips));
    let plausible =
        (select(&FILES[..]), slips(select(&PLAUSIBLE[..]))).prop_map(|(source, slips)| reworded(source, slips));
    let texts = text().prop_map(|text| {
        let text = serde_json::Value::from(text).to_string();
        format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Sid":{text},"Effect":"Allow","Action":[{text},"s3:GetObject"],"Resource":{text},"Condition":{{"StringLike":{{{text}:{text}}}}}}}]}}"#
        )
    });
    prop_oneof![3 => slipped, 3 => plausible, 2 => texts, 1 => vec(characters, 0..20).prop_map(|parts| parts.concat())]
}

/// What `policy_file!` does with the text of a file.
fn of_file(text: String, unchecked: &[String]) -> TokenStream {
    let mut errors = Errors::default();
    let span = Span::call_site();
    let draft = file::draft("policies/x.json".to_owned(), text, span, PolicyKind::Session, unchecked, &mut errors);
    let checked = check::check(&draft, &mut errors).filter(|_| errors.is_empty());
    match checked.and_then(|checked| plan(&draft, checked, &quote::quote!(::sts_policy), &mut errors)) {
        Some(plan) => {
            let (warnings, expression) = (plan.warnings(), plan.of_variables());
            let packed = packed::warning(&draft, &|_| None, span);
            quote::quote!({ #warnings #packed #expression })
        }
        None => {
            let (errors, refused) = (errors.to_tokens(), refused(PolicyKind::Session, &quote::quote!(::sts_policy)));
            quote::quote!({ #errors #refused })
        }
    }
}

/// The messages of the errors in a file.
fn messages_of_file(text: String, kind: PolicyKind) -> Vec<String> {
    let mut errors = Errors::default();
    let draft = file::draft("x.json".to_owned(), text, Span::call_site(), kind, &[], &mut errors);
    check::check(&draft, &mut errors);
    errors.messages().map(str::to_owned).collect()
}

/// The samples of a hole differ in length, so one text may be far longer than the other.
#[test]
fn an_unknown_action_is_reported_at_every_length_of_the_file() {
    let start = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:GetObject","s3:Nope"],"Resource":"arn:aws:s3:::{b}/x"}"#;
    for length in [200, 65_480, 65_520, 65_525, 65_530, 65_536] {
        let text = format!("{start}{}]}}", " ".repeat(length - start.len() - 2));
        assert_eq!(text.len(), length);
        let messages = messages_of_file(text.clone(), PolicyKind::Session);
        let [message] = messages.as_slice() else { panic!("{length}: {messages:?}") };
        assert!(message.contains("service `s3` has no action `Nope`"), "{message}");
        let right = text.replace("Nope", "GetObjectTagging");
        assert!(messages_of_file(right, PolicyKind::Session).is_empty(), "{length}");
    }
}

#[test]
fn findings_of_a_sample_do_not_hide_errors_behind_them() {
    let values = vec![r#""{x}""#; 1_200].join(",");
    for key in ["aws:RequestedRegion", "aws:SourceVpc", "aws:PrincipalAccount"] {
        let policy = |action: &str| {
            format!(
                r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*","Condition":{{"StringEquals":{{"{key}":[{values}]}}}}}},{{"Effect":"Allow","Action":"s3:{action}","Resource":"arn:aws:s3:::b/*"}}]}}"#
            )
        };
        let messages = messages_of_file(policy("Nope"), PolicyKind::Identity);
        let [message] = messages.as_slice() else { panic!("{key}: {messages:?}") };
        assert!(message.contains("service `s3` has no action `Nope`"), "{message}");
        assert!(messages_of_file(policy("GetObjectTagging"), PolicyKind::Identity).is_empty(), "{key}");
    }
}

#[test]
fn messages_show_no_samples() {
    let mut resources: Vec<String> = (0..300).map(|index| format!(r#""arn:aws:s3:::reports/{{n{index}}}""#)).collect();
    resources.push(r#""arn:aws:iam::{a}:{last}{n7}0""#.to_owned());
    resources.push(r#""arn:aws:kms:{r}:{a}:key:{last}""#.to_owned());
    resources.push(r#""arn:aws:iam:{r}:{a}:role/{last}""#.to_owned());
    // A region that a sample could have.
    resources.push(r#""arn:aws:sqs:af-south-1:{a}:hole-{n0}""#.to_owned());
    let policy = format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":"s3:GetObject","Resource":[{}]}}]}}"#,
        resources.join(",")
    );
    let messages = messages_of_file(policy, PolicyKind::Session);
    let messages: Vec<&str> = messages.iter().filter_map(|message| message.split('\n').next()).collect();
    insta::assert_snapshot!(messages.join("\n"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(2_000)))]

    #[test]
    fn any_tokens_for_a_policy(tokens in tokens()) {
        hold(&policy(tokens))?;
    }

    #[test]
    fn slips_in_a_policy(tokens in mutated(&POLICIES)) {
        hold(&policy(tokens))?;
    }

    #[test]
    fn slips_in_the_texts_of_a_policy(tokens in with_other_texts()) {
        hold(&policy(tokens))?;
    }

    #[test]
    fn any_text_in_every_place([action, resource, key, value] in uniform4(text()), operator in select(&WORDS[15..27]), is_unchecked: bool) {
        let (unchecked, operator) = (is_unchecked.then(|| quote::format_ident!("unchecked")), quote::format_ident!("{operator}"));
        let output = policy(quote::quote! {
            allow #unchecked #action on #resource, #unchecked #value when #operator #unchecked #key = [#value, #resource];
        });
        hold(&output)?;
    }

    #[test]
    fn any_tokens_for_a_file(tokens in tokens()) {
        hold(&policy_file(tokens))?;
    }

    #[test]
    fn any_arguments_of_a_file(path in text(), tokens in tokens()) {
        hold(&policy_file(quote::quote!(#path, #tokens)))?;
    }

    #[test]
    fn any_file(text in json(), unchecked in vec(text(), 0..3)) {
        hold(&of_file(text, &unchecked))?;
    }

    #[test]
    fn any_template(tokens in templates()) {
        let output = derive::policy_template(tokens);
        // What is no item has no type to stand in for.
        let text = output.to_string();
        if text.contains("PolicyTemplate") {
            hold(&output)?;
        } else {
            prop_assert!(text.contains("compile_error !"), "{}", text);
        }
    }

    #[test]
    fn slips_in_a_template(tokens in mutated(&TEMPLATES)) {
        let text = derive::policy_template(tokens).to_string();
        prop_assert!(text.parse::<TokenStream>().is_ok(), "{}", text);
        prop_assert!(text.contains("compile_error !") || text.contains("PolicyTemplate"), "{}", text);
    }
}
