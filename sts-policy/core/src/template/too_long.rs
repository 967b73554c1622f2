//! Message for a policy that can become too long.

use super::length::{HoleLength, max_policy_bytes};
use crate::model::PolicyKind;

/// Message for a policy that can become too long. It is composed in a constant, without an allocator.
pub struct TooLong {
    text: [u8; 2048],
    length: usize,
}

/// Value that takes the place of `{}` in a template.
#[derive(Clone, Copy)]
enum Argument<'a> {
    Text(&'a str),
    Number(usize),
}

impl TooLong {
    /// Room for the help, and for one more hole without its name, in bytes.
    const RESERVED: usize = 256;

    /// Composes the message: the maximum length, and the shares of as many holes as there is room for.
    pub const fn new(kind: PolicyKind, literal: usize, holes: &[HoleLength<'_>], length: usize) -> Self {
        use Argument::{Number, Text};

        let max = max_policy_bytes(kind);
        let template = match (kind, holes) {
            (PolicyKind::Identity, []) => {
                "the policy is {} bytes long, {} too many: must be at most {}, IAM's quota for all policies of a role"
            }
            (PolicyKind::Identity, _) => {
                "the policy can be {} bytes long, {} too many: must be at most {}, IAM's quota for all policies of a role"
            }
            (_, []) => "the session policy is {} bytes long, {} too many: must be at most {}",
            (_, _) => "the session policy can be {} bytes long, {} too many: must be at most {}",
        };
        let mut message = TooLong { text: [0; 2048], length: 0 };
        message.fill(template, &[Number(length), Number(length.saturating_sub(max)), Number(max)]);
        if holes.is_empty() {
            message.fill("\nhelp: merge statements, use wildcards, or split the policy", &[]);
            return message;
        }
        message.fill("\nnote: the text without holes is {} bytes long", &[Number(literal)]);
        let mut rest = holes;
        while let [(name, uses, max_bytes), tail @ ..] = rest
            && message.length + name.len() < message.text.len() - Self::RESERVED
        {
            if *uses == 1 {
                message.fill("\nnote: `{}` takes up to {} bytes", &[Text(name), Number(*max_bytes)]);
            } else {
                message.fill(
                    "\nnote: `{}` takes up to {} bytes, {} times",
                    &[Text(name), Number(*max_bytes), Number(*uses)],
                );
            }
            rest = tail;
        }
        message.fill(
            "\nhelp: use types of fewer bytes, such as `Segment<36>` instead of `Segment<64>`, or use holes fewer times",
            &[],
        );
        message
    }

    /// Returns the message.
    pub const fn as_str(&self) -> &str {
        match std::str::from_utf8(self.text.split_at(self.length).0) {
            Ok(text) => text,
            Err(_) => "the policy can become too long",
        }
    }

    /// Appends a template, which is ASCII. Each `{}` in it is replaced by the argument at its position.
    const fn fill(&mut self, template: &str, arguments: &[Argument<'_>]) {
        let (mut template, mut arguments) = (template.as_bytes(), arguments);
        loop {
            template = match (template, arguments) {
                ([b'{', b'}', tail @ ..], [argument, others @ ..]) => {
                    match argument {
                        Argument::Text(text) => self.push(text.as_bytes()),
                        Argument::Number(number) => self.push_number(*number),
                    }
                    arguments = others;
                    tail
                }
                ([byte, tail @ ..], _) => {
                    self.push(&[*byte]);
                    tail
                }
                ([], _) => return,
            };
        }
    }

    /// Appends bytes if there is room for all of them.
    const fn push(&mut self, bytes: &[u8]) {
        if bytes.len() <= self.text.len() - self.length {
            let (_, room) = self.text.split_at_mut(self.length);
            room.split_at_mut(bytes.len()).0.copy_from_slice(bytes);
            self.length += bytes.len();
        }
    }

    const fn push_number(&mut self, number: usize) {
        if number >= 10 {
            self.push_number(number / 10);
        }
        self.push(&[b'0' + (number % 10) as u8]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_message_lists_the_holes() {
        let holes = [("tenant", 10, 256), ("bucket", 1, 63)];
        insta::assert_snapshot!(TooLong::new(PolicyKind::Session, 410, &holes, 3033).as_str(), @r"
        the session policy can be 3033 bytes long, 985 too many: must be at most 2048
        note: the text without holes is 410 bytes long
        note: `tenant` takes up to 256 bytes, 10 times
        note: `bucket` takes up to 63 bytes
        help: use types of fewer bytes, such as `Segment<36>` instead of `Segment<64>`, or use holes fewer times
        ");
        insta::assert_snapshot!(TooLong::new(PolicyKind::Identity, 10_241, &[], 10_241).as_str(), @r"
        the policy is 10241 bytes long, 1 too many: must be at most 10240, IAM's quota for all policies of a role
        help: merge statements, use wildcards, or split the policy
        ");
    }

    #[test]
    fn the_help_is_complete_after_many_holes() {
        let many = [("a_name_of_some_length", 9, 9999); 100];
        let message = TooLong::new(PolicyKind::Session, 1, &many, 9_000_000);
        assert!(message.as_str().ends_with(
            "`a_name_of_some_length` takes up to 9999 bytes, 9 times\nhelp: use types of fewer bytes, such as `Segment<36>` \
             instead of `Segment<64>`, or use holes fewer times"
        ));
    }
}
