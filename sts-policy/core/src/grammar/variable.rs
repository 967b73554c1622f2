//! Policy variables: `${aws:username}`, `${aws:PrincipalTag/team, 'none'}`, and the escapes `${*}`, `${?}`, `${$}`.
//!
//! Source: User Guide, "IAM policy elements: Variables and tags".

use crate::steps;

/// One `${…}` in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Variable<'a> {
    /// The text between the braces. Without the closing brace, it ends at the next variable or at the end of the text.
    pub(crate) inner: &'a str,
    /// True if the variable has a closing brace.
    pub(crate) is_closed: bool,
}

/// The beginning of a variable.
pub(crate) const OPEN: &str = "${";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TextPart<'a> {
    /// Characters outside of variables.
    Text(&'a str),
    /// A variable or an escape.
    Variable(Variable<'a>),
}

/// Splits a text into variables and other text. All rules read policy variables with this function, so they agree on fields, separators
/// and wildcards. The work is linear in the length of the text.
pub(crate) fn text_parts(text: &str) -> impl Iterator<Item = TextPart<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let Some(after) = rest.strip_prefix(OPEN) else {
            let (before, after) = rest.find(OPEN).and_then(|at| rest.split_at_checked(at)).unwrap_or((rest, ""));
            steps::add(before.len());
            rest = after;
            return Some(TextPart::Text(before));
        };
        // A variable ends before the next one begins.
        let (before_next, _) = after.split_once(OPEN).unwrap_or((after, ""));
        steps::add(OPEN.len() + before_next.len());
        let (inner, is_closed) = closing_brace(before_next)
            .and_then(|end| before_next.split_at_checked(end))
            .map_or((before_next, false), |(inner, _)| (inner, true));
        rest = after.get(inner.len() + usize::from(is_closed)..).unwrap_or_default();
        Some(TextPart::Variable(Variable { inner, is_closed }))
    })
}

impl TextPart<'_> {
    /// Length in bytes, with the braces.
    pub(crate) fn len(&self) -> usize {
        match self {
            TextPart::Text(text) => text.len(),
            TextPart::Variable(variable) => OPEN.len() + variable.inner.len() + usize::from(variable.is_closed),
        }
    }
}

/// Returns the variables of a text, in order.
pub(crate) fn variables(text: &str) -> impl Iterator<Item = Variable<'_>> {
    text_parts(text).filter_map(|part| match part {
        TextPart::Variable(variable) => Some(variable),
        TextPart::Text(_) => None,
    })
}

/// Returns the offset of the first closing brace outside of the quoted default value.
fn closing_brace(after: &str) -> Option<usize> {
    let first = after.find('}')?;
    let end_of_default = || {
        let (name, default) = after.get(..first)?.split_once(',')?;
        let spaces = default.len() - default.trim_start().len();
        let quote = name.len() + ','.len_utf8() + spaces;
        let content = after.get(quote..)?.strip_prefix('\'')?;
        Some(quote + '\''.len_utf8() + content.find('\'')?)
    };
    match end_of_default() {
        Some(from) => after.get(from..)?.find('}').map(|end| from + end),
        None => Some(first),
    }
}

/// Returns true if a text has a variable or an escape, valid or not.
pub(crate) fn has_variable(text: &str) -> bool {
    // Most texts have no `$`, and a search for one byte is much faster than a search for two.
    text.contains('$') && text.contains(OPEN)
}

impl<'a> Variable<'a> {
    /// Returns true for the escape of a special character.
    pub(crate) fn is_escape(self) -> bool {
        self.is_closed && matches!(self.inner, "*" | "?" | "$")
    }

    /// Returns the name and, after a comma, the default value.
    pub(crate) fn name_and_default(self) -> (&'a str, Option<&'a str>) {
        match self.inner.split_once(',') {
            Some((name, default)) => (name, Some(default)),
            None => (self.inner, None),
        }
    }
}

/// Returns the offset of the first occurrence of an ASCII character outside of the variables of a text.
pub(crate) fn find_outside_variables(text: &str, wanted: u8) -> Option<usize> {
    // Most texts have no variable before it.
    let first = text.bytes().position(|byte| byte == wanted || byte == b'$')?;
    if text.as_bytes().get(first) == Some(&wanted) {
        return Some(first);
    }
    let find = |text: &str| text.bytes().position(|byte| byte == wanted);
    let mut start = 0;
    text_parts(text).find_map(|part| {
        let offset = start;
        start += part.len();
        match part {
            TextPart::Text(text) => find(text).map(|at| offset + at),
            TextPart::Variable(_) => None,
        }
    })
}

/// Returns true if a text has a wildcard outside of its variables.
pub(crate) fn has_wildcard(text: &str) -> bool {
    const WILDCARDS: [char; 2] = ['*', '?'];
    text.contains(WILDCARDS)
        && text_parts(text).any(|part| matches!(part, TextPart::Text(text) if text.contains(WILDCARDS)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&str, bool)> {
        variables(text).map(|variable| (variable.inner, variable.is_closed)).collect()
    }

    #[test]
    fn finds_variables_in_order() {
        assert_eq!(found("no $ or { or }"), []);
        assert_eq!(found("${aws:username}/${*}"), [("aws:username", true), ("*", true)]);
        assert_eq!(found("a${aws:x/${aws:y}"), [("aws:x/", false), ("aws:y", true)]);
        assert_eq!(found("${aws:x"), [("aws:x", false)]);
        assert_eq!(found("${}$${"), [("", true), ("", false)]);
    }

    #[test]
    fn default_values_follow_a_comma() {
        let variable = variables("${aws:PrincipalTag/team, 'a, b'}").next().unwrap();
        assert_eq!(variable.name_and_default(), ("aws:PrincipalTag/team", Some(" 'a, b'")));
        assert_eq!(found("${aws:x, 'a}b'}/c"), [("aws:x, 'a}b'", true)]);
        assert_eq!(found("${aws:x, 'a}/c"), [("aws:x, 'a", true)]);
        assert_eq!(found("${aws:x,'}'}${aws:y, 'a' }"), [("aws:x,'}'", true), ("aws:y, 'a' ", true)]);
        // A quotation mark in the name begins no default value.
        assert_eq!(found("${aws:x's}/'}"), [("aws:x's", true)]);
        // A default value does not reach beyond the next variable.
        assert_eq!(found("${aws:x, '}${aws:y}'}"), [("aws:x, '", true), ("aws:y", true)]);
    }

    #[test]
    fn finds_characters_outside_of_variables() {
        assert_eq!(find_outside_variables("${aws:PrincipalTag/x, '}:'}:c", b':'), Some(27));
        assert_eq!(find_outside_variables("${aws:x}${aws:y}", b':'), None);
        assert_eq!(find_outside_variables("a:${aws:y}", b':'), Some(1));
        assert_eq!(find_outside_variables("é/a", b'/'), Some(2));
        // Without a closing brace, a variable ends where the next one begins.
        assert_eq!(find_outside_variables("${aws:x/${aws:y}/z", b'/'), Some(16));
        assert!(has_wildcard("${aws:x}?") && !has_wildcard("${aws:x, 'a}*b'}") && !has_wildcard("${*}"));
    }
}
