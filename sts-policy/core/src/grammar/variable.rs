//! Policy variables: `${aws:username}`, `${aws:PrincipalTag/team, 'none'}`, and the escapes `${*}`, `${?}`, `${$}`.
//!
//! Source: User Guide, "IAM policy elements: Variables and tags".

/// One `${…}` in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Variable<'a> {
    /// The text between the braces; up to the end of the whole text where the closing brace is missing.
    pub(crate) inner: &'a str,
    /// Whether the closing brace is there.
    pub(crate) closed: bool,
}

/// What a variable begins with.
pub(crate) const OPEN: &str = "${";

/// A part of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Piece<'a> {
    /// Characters that are no variable.
    Text(&'a str),
    /// A variable or an escape.
    Variable(Variable<'a>),
}

/// The parts of a text, in order.
pub(crate) fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = text;
    // Behind the last brace none closes; without that, a text of openings alone would be searched over and over.
    let last_brace = text.rfind('}').map_or(0, |at| at + 1);
    let length = text.len();
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let Some(after) = rest.strip_prefix(OPEN) else {
            let (before, behind) = rest.find(OPEN).and_then(|at| rest.split_at_checked(at)).unwrap_or((rest, ""));
            rest = behind;
            return Some(Piece::Text(before));
        };
        let has_brace = length - after.len() < last_brace;
        let (inner, closed) = (if has_brace { closing_brace(after) } else { None })
            .and_then(|end| after.split_at_checked(end))
            .map_or((after, false), |(inner, _)| (inner, true));
        // Another variable begins before the brace: this one is not closed.
        let (inner, closed) = inner.split_once(OPEN).map_or((inner, closed), |(inner, _)| (inner, false));
        rest = after.get(inner.len() + usize::from(closed)..).unwrap_or_default();
        Some(Piece::Variable(Variable { inner, closed }))
    })
}

/// The variables of a text, in order.
pub(crate) fn variables(text: &str) -> impl Iterator<Item = Variable<'_>> {
    pieces(text).filter_map(|piece| match piece {
        Piece::Variable(variable) => Some(variable),
        Piece::Text(_) => None,
    })
}

/// Where the brace is that closes a variable: the first one, but for those inside of a quoted default value.
fn closing_brace(after: &str) -> Option<usize> {
    let first = after.find('}')?;
    let quoted = after.get(..first)?.find('\'');
    let end_of_quoted = quoted.and_then(|start| {
        let end = after.get(start + 1..)?.find('\'')?;
        Some(start + 1 + end + 1)
    });
    match end_of_quoted.and_then(|from| Some((from, after.get(from..)?))) {
        Some((from, rest)) => rest.find('}').map(|end| from + end),
        None => Some(first),
    }
}

/// Whether a text has a variable or an escape, well-formed or not.
pub(crate) fn has_variable(text: &str) -> bool {
    // Most texts have no `$` at all; looking for one byte is much cheaper than for two.
    text.contains('$') && text.contains(OPEN)
}

impl<'a> Variable<'a> {
    /// Whether it is the escape of a special character.
    pub(crate) fn is_escape(self) -> bool {
        self.closed && matches!(self.inner, "*" | "?" | "$")
    }

    /// The name and, behind a comma, the default value.
    pub(crate) fn parts(self) -> (&'a str, Option<&'a str>) {
        match self.inner.split_once(',') {
            Some((name, default)) => (name, Some(default)),
            None => (self.inner, None),
        }
    }
}

/// A text without its variables and escapes: what is left are literal characters and wildcards.
pub(crate) fn outside_variables(text: &str) -> impl Iterator<Item = char> {
    let mut characters = text.chars().peekable();
    std::iter::from_fn(move || {
        loop {
            let character = characters.next()?;
            if character == '$' && characters.peek() == Some(&'{') {
                for inside in characters.by_ref() {
                    if inside == '}' {
                        break;
                    }
                }
                continue;
            }
            return Some(character);
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&str, bool)> {
        variables(text).map(|variable| (variable.inner, variable.closed)).collect()
    }

    #[test]
    fn variables_are_found_in_order() {
        assert_eq!(found("no $ or { or }"), []);
        assert_eq!(found("${aws:username}/${*}"), [("aws:username", true), ("*", true)]);
        assert_eq!(found("a${aws:x/${aws:y}"), [("aws:x/", false), ("aws:y", true)]);
        assert_eq!(found("${aws:x"), [("aws:x", false)]);
        assert_eq!(found("${}$${"), [("", true), ("", false)]);
    }

    #[test]
    fn default_values_follow_a_comma() {
        let variable = variables("${aws:PrincipalTag/team, 'a, b'}").next().unwrap();
        assert_eq!(variable.parts(), ("aws:PrincipalTag/team", Some(" 'a, b'")));
        assert_eq!(found("${aws:x, 'a}b'}/c"), [("aws:x, 'a}b'", true)]);
        assert_eq!(found("${aws:x, 'a}/c"), [("aws:x, 'a", true)]);
    }

    #[test]
    fn the_rest_of_a_text() {
        assert_eq!(outside_variables("a${*}b*${aws:x}$c${?").collect::<String>(), "ab*$c");
    }
}
