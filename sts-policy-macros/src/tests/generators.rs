//! Generators of policies, files and templates, most of them invalid.

use proc_macro2::{Delimiter, Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::samples::{FILES, JSON, LITERALS, PARTS, PLAUSIBLE, POLICIES, WORDS};

pub(super) fn parsed(source: &str) -> TokenStream {
    source.parse().unwrap()
}

/// Any text.
pub(super) fn text() -> impl Strategy<Value = String> {
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

/// Any tokens.
pub(super) fn tokens() -> impl Strategy<Value = TokenStream> {
    vec(token(), 0..24).prop_map(|tokens| tokens.into_iter().collect())
}

/// A typing mistake.
#[derive(Debug, Clone)]
enum Mistake<T> {
    Delete(Index),
    Duplicate(Index),
    Swap(Index, Index),
    Insert(Index, T),
    Replace(Index, T),
}

fn mistakes<T: Clone + std::fmt::Debug>(
    item: impl Strategy<Value = T> + Clone,
) -> impl Strategy<Value = Vec<Mistake<T>>> {
    let at = any::<Index>;
    vec(
        prop_oneof![
            at().prop_map(Mistake::Delete),
            at().prop_map(Mistake::Duplicate),
            (at(), at()).prop_map(|(one, other)| Mistake::Swap(one, other)),
            (at(), item.clone()).prop_map(|(at, item)| Mistake::Insert(at, item)),
            (at(), item).prop_map(|(at, item)| Mistake::Replace(at, item)),
        ],
        1..4,
    )
}

fn with_mistakes<T: Clone>(mut items: Vec<T>, mistakes: Vec<Mistake<T>>) -> Vec<T> {
    for slip in mistakes {
        if items.is_empty() {
            return items;
        }
        let length = items.len();
        match slip {
            Mistake::Delete(at) => drop(items.remove(at.index(length))),
            Mistake::Duplicate(at) => items.insert(at.index(length), items[at.index(length)].clone()),
            Mistake::Swap(one, other) => items.swap(one.index(length), other.index(length)),
            Mistake::Insert(at, item) => items.insert(at.index(length), item),
            Mistake::Replace(at, item) => items[at.index(length)] = item,
        }
    }
    items
}

/// Flattens groups of tokens.
fn flatten(tokens: TokenStream, into: &mut Vec<Flat>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                into.push(Flat::Open(group.delimiter()));
                flatten(group.stream(), into);
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

/// Groups flattened tokens again. The end closes all open groups.
fn group(flat: &mut impl Iterator<Item = Flat>) -> TokenStream {
    let mut tokens = TokenStream::new();
    while let Some(item) = flat.next() {
        match item {
            Flat::Open(delimiter) => tokens.extend([TokenTree::from(Group::new(delimiter, group(flat)))]),
            Flat::Close => break,
            Flat::Token(token) => tokens.extend([token]),
        }
    }
    tokens
}

/// One of the sources with mistakes.
pub(super) fn mutated(sources: &'static [&'static str]) -> impl Strategy<Value = TokenStream> {
    let item = token().prop_map(Flat::Token).boxed();
    (select(sources), mistakes(item)).prop_map(|(source, mistakes)| {
        let mut items = Vec::new();
        flatten(parsed(source), &mut items);
        group(&mut with_mistakes(items, mistakes).into_iter())
    })
}

/// Applies mistakes to the parts of a text, which are words and single characters.
fn reword(text: &str, mistakes: Vec<Mistake<&'static str>>) -> String {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let word = rest.find(|character: char| !character.is_alphanumeric()).unwrap_or(rest.len());
        let (part, behind) = rest.split_at(word.max(first.len_utf8()));
        parts.push(part);
        rest = behind;
    }
    with_mistakes(parts, mistakes).concat()
}

/// One of the policies with mistakes in its texts.
pub(super) fn with_other_texts() -> impl Strategy<Value = TokenStream> {
    (select(&POLICIES[..]), vec((any::<Index>(), mistakes(select(&PLAUSIBLE[..]))), 1..4)).prop_map(
        |(source, changes)| {
            let mut items = Vec::new();
            flatten(parsed(source), &mut items);
            for (at, mistakes) in changes {
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
                **literal = Literal::string(&reword(text, mistakes));
            }
            group(&mut items.into_iter())
        },
    )
}

/// Structs with attributes of any content.
pub(super) fn templates() -> impl Strategy<Value = TokenStream> {
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

/// The text of a file.
pub(super) fn json() -> impl Strategy<Value = String> {
    let characters = prop_oneof![select(&JSON[..]), select(&PARTS[..])].boxed();
    let with_mistakes =
        (select(&FILES[..]), mistakes(characters.clone())).prop_map(|(source, mistakes)| reword(source, mistakes));
    let plausible =
        (select(&FILES[..]), mistakes(select(&PLAUSIBLE[..]))).prop_map(|(source, mistakes)| reword(source, mistakes));
    let texts = text().prop_map(|text| {
        let text = serde_json::Value::from(text).to_string();
        format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Sid":{text},"Effect":"Allow","Action":[{text},"s3:GetObject"],"Resource":{text},"Condition":{{"StringLike":{{{text}:{text}}}}}}}]}}"#
        )
    });
    prop_oneof![3 => with_mistakes, 3 => plausible, 2 => texts, 1 => vec(characters, 0..20).prop_map(|parts| parts.concat())]
}
