//! "Did you mean": the known name closest to a misspelt one.

/// Names longer than this are not compared: no name of IAM's is, and the cost grows with the square.
const LONGEST: usize = 64;

/// The closest of the candidates, if one is close enough to have been meant: the same but for case, or at most a third of the
/// letters inserted, left out, replaced or swapped with their neighbour. Of equally close ones the first.
pub fn closest<'c>(name: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    if name.is_empty() || name.len() > LONGEST {
        return None;
    }
    let most = (name.len() / 3).clamp(1, 3);
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        // Only what is closer than the closest so far is of interest.
        let limit = best.map_or(most, |(distance, _)| distance.saturating_sub(1));
        if candidate.len().abs_diff(name.len()) <= limit
            && let Some(distance) = distance(name.as_bytes(), candidate.as_bytes(), limit)
        {
            best = Some((distance, candidate));
            if distance == 0 {
                break;
            }
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// A row of distances: of no more letters than are compared, and some more.
type Row = [usize; LONGEST + 4];

/// The optimal string alignment distance of two texts, ignoring ASCII case, if it is not above the limit.
fn distance(left: &[u8], right: &[u8], limit: usize) -> Option<usize> {
    let cell = |cells: &Row, index: usize| cells.get(index).copied().unwrap_or(usize::MAX / 2);
    let mut before_last: Row = [usize::MAX / 2; LONGEST + 4];
    let mut last: Row = before_last;
    for (column, cell) in last.iter_mut().enumerate().take(right.len() + 1) {
        *cell = column;
    }
    let mut left_before = None;
    for (row, left_byte) in left.iter().enumerate() {
        let mut current: Row = [usize::MAX / 2; LONGEST + 4];
        let mut least = row + 1;
        if let Some(first) = current.first_mut() {
            *first = row + 1;
        }
        let mut before = row + 1;
        let mut right_before = None;
        for (column, right_byte) in right.iter().enumerate() {
            let same = left_byte.eq_ignore_ascii_case(right_byte);
            let mut cost = (cell(&last, column) + usize::from(!same)).min(cell(&last, column + 1) + 1).min(before + 1);
            let swapped = |byte: Option<&u8>, other: &u8| byte.is_some_and(|byte| byte.eq_ignore_ascii_case(other));
            if column > 0 && swapped(left_before, right_byte) && swapped(right_before, left_byte) {
                cost = cost.min(cell(&before_last, column - 1) + 1);
            }
            if let Some(cell) = current.get_mut(column + 1) {
                *cell = cost;
            }
            before = cost;
            least = least.min(cost);
            right_before = Some(right_byte);
        }
        // From here on it only grows, but for a swap that is under way.
        if least > limit + 1 {
            return None;
        }
        before_last = std::mem::replace(&mut last, current);
        left_before = Some(left_byte);
    }
    Some(cell(&last, right.len())).filter(|distance| *distance <= limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances() {
        for (left, right, expected) in
            [("", "", 0), ("Effect", "effect", 0), ("Efect", "Effect", 1), ("Efefct", "Effect", 1), ("abc", "", 3)]
        {
            assert_eq!(distance(left.as_bytes(), right.as_bytes(), 3), Some(expected), "{left} {right}");
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
