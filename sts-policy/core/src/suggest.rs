//! "Did you mean": the known name closest to a misspelt one.

/// Names longer than this are not compared: no name of IAM's is, and the cost grows with the square.
const LONGEST: usize = 64;

/// The closest of the candidates, if one is close enough to have been meant: the same but for case, or at most a third of the
/// letters inserted, left out, replaced or swapped with their neighbour. Of equally close ones the first.
pub(crate) fn closest<'c>(name: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    if name.is_empty() || name.len() > LONGEST {
        return None;
    }
    let most = (name.len() / 3).clamp(1, 3);
    candidates
        .into_iter()
        .filter(|candidate| candidate.len().abs_diff(name.len()) <= most)
        .map(|candidate| (distance(name.as_bytes(), candidate.as_bytes()), candidate))
        .filter(|(distance, _)| *distance <= most)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// The optimal string alignment distance of two texts, ignoring ASCII case.
fn distance(left: &[u8], right: &[u8]) -> usize {
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=right.len()).collect();
    let mut left_before = None;
    for (row, left_byte) in left.iter().enumerate() {
        let mut current = Vec::with_capacity(last.len());
        current.push(row + 1);
        let mut right_before = None;
        for (column, right_byte) in right.iter().enumerate() {
            let cell = |cells: &[usize], index: usize| cells.get(index).copied().unwrap_or(usize::MAX - 1);
            let same = left_byte.eq_ignore_ascii_case(right_byte);
            let mut cost = (cell(&last, column) + usize::from(!same))
                .min(cell(&last, column + 1) + 1)
                .min(cell(&current, column) + 1);
            let swapped = |byte: Option<&u8>, other: &u8| byte.is_some_and(|byte| byte.eq_ignore_ascii_case(other));
            if column > 0 && swapped(left_before, right_byte) && swapped(right_before, left_byte) {
                cost = cost.min(cell(&before_last, column - 1) + 1);
            }
            current.push(cost);
            right_before = Some(right_byte);
        }
        before_last = std::mem::replace(&mut last, current);
        left_before = Some(left_byte);
    }
    last.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances() {
        for (left, right, expected) in
            [("", "", 0), ("Effect", "effect", 0), ("Efect", "Effect", 1), ("Efefct", "Effect", 1), ("abc", "", 3)]
        {
            assert_eq!(distance(left.as_bytes(), right.as_bytes()), expected, "{left} {right}");
        }
    }

    #[test]
    fn only_what_may_have_been_meant() {
        let names = ["Effect", "Action", "NotAction"];
        assert_eq!(closest("efect", names), Some("Effect"));
        assert_eq!(closest("Actions", names), Some("Action"));
        assert_eq!(closest("Principal", names), None);
        assert_eq!(closest("", names), None);
        assert_eq!(closest(&"Effect".repeat(1_000_000), names), None);
    }
}
