//! Extracts elements and entities without an XML parser, because responses may be invalid XML.

use super::steps;

/// Returns the decoded text of the first element with this name, at any depth, or `None` if the text is empty or contains markup.
pub(crate) fn element(body: &str, name: &str) -> Option<String> {
    steps::count(body.len());
    let (_, after) = body.split_once(&format!("<{name}>"))?;
    let (text, _) = after.split_once(&format!("</{name}>"))?;
    let text = text.trim();
    if text.is_empty() || text.contains('<') {
        return None;
    }
    Some(decode(text))
}

/// Returns a text with its entities decoded. Unknown ones are kept.
pub(super) fn decode(text: &str) -> String {
    // A string that grows would leave copies of a secret in freed memory.
    let mut decoded = String::with_capacity(text.len());
    for (index, piece) in text.split('&').enumerate() {
        steps::count(piece.len() + 1);
        let entity = piece.split_once(';').filter(|_| index > 0);
        match entity.and_then(|(name, rest)| Some((character(name)?, rest))) {
            Some((character, rest)) => {
                decoded.push(character);
                decoded.push_str(rest);
            }
            None => {
                if index > 0 {
                    decoded.push('&');
                }
                decoded.push_str(piece);
            }
        }
    }
    decoded
}

/// Returns the character of an entity, such as `amp` or `#x41`.
fn character(name: &str) -> Option<char> {
    Some(match name {
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "amp" => '&',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?)?
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_elements_in_all_dialects() {
        for (body, code, message) in [
            (
                "<ErrorResponse xmlns=\"x\"><Error><Code>Throttling</Code><Message>Rate &lt;exceeded&gt;</Message></Error></ErrorResponse>",
                Some("Throttling"),
                Some("Rate <exceeded>"),
            ),
            ("<Error><Code>AccessDenied</Code><Message></Message></Error>", Some("AccessDenied"), None),
            ("<html><Code>5</Code", None, None),
            ("", None, None),
        ] {
            assert_eq!(element(body, "Code").as_deref(), code, "{body}");
            assert_eq!(element(body, "Message").as_deref(), message, "{body}");
        }
    }

    #[test]
    fn decodes_entities_once() {
        for (text, decoded) in [
            ("a &lt;&gt;&quot;&apos;&amp;&#39;&#x41;&#X41; b", "a <>\"'&'AA b"),
            ("&amp;lt; & &; &bad; &#xd800; &#; &#x; a;b", "&lt; & &; &bad; &#xd800; &#; &#x; a;b"),
        ] {
            assert_eq!(decode(text), decoded);
        }
    }
}
