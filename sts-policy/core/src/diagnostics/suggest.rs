//! Suggestions for misspelt names.

/// Maximum length of a name in bytes. The names of IAM are shorter, and the cost grows with the square of the length.
const MAX_LENGTH: usize = 64;

/// Maximum number of edits, whatever the length of the name.
const MAX_EDITS: usize = 3;

/// Returns the candidate that is closest to a misspelt name.
///
/// A candidate is close if it differs only in ASCII case, or if at most a third of the characters, and at most three, are inserted,
/// omitted, replaced or swapped with their neighbour. The first of several equally close candidates is returned.
///
/// ```
/// use sts_policy_core::__private::closest;
///
/// assert_eq!(closest("Efect", ["Effect", "Action"]), Some("Effect"));
/// assert_eq!(closest("Principal", ["Effect", "Action"]), None);
/// ```
pub fn closest<'c>(name: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    if name.is_empty() || name.len() > MAX_LENGTH {
        return None;
    }
    let max_distance = (name.len() / 3).clamp(1, MAX_EDITS);
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        // Only a smaller distance than the best one matters.
        let limit = best.map_or(max_distance, |(distance, _)| distance.saturating_sub(1));
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

/// A row of the table of distances. Candidates are at most [`MAX_EDITS`] bytes longer than the name.
type Row = [usize; MAX_LENGTH + MAX_EDITS + 1];

/// A distance that is larger than all others and does not overflow when it grows.
const UNKNOWN: usize = usize::MAX / 2;

/// Returns the optimal string alignment distance of two texts, ignoring ASCII case, if it is not above the limit.
fn distance(left: &[u8], right: &[u8], limit: usize) -> Option<usize> {
    let mut before_previous: Row = [UNKNOWN; MAX_LENGTH + MAX_EDITS + 1];
    let mut previous: Row = before_previous;
    for (column, cell) in previous.iter_mut().enumerate().take(right.len() + 1) {
        *cell = column;
    }
    let mut previous_byte = None;
    for (index, byte) in left.iter().enumerate() {
        let (row, min) = next_row((index, *byte, previous_byte), right, &previous, &before_previous);
        // Later rows are not smaller, except for a swap of two bytes that this row has begun.
        if min > limit + 1 {
            return None;
        }
        before_previous = std::mem::replace(&mut previous, row);
        previous_byte = Some(*byte);
    }
    Some(cell(&previous, right.len())).filter(|distance| *distance <= limit)
}

fn cell(row: &Row, column: usize) -> usize {
    row.get(column).copied().unwrap_or(UNKNOWN)
}

/// Computes the row of one byte of the left text. Returns it with its minimum.
fn next_row(
    (index, byte, previous_byte): (usize, u8, Option<u8>),
    right: &[u8],
    previous: &Row,
    before_previous: &Row,
) -> (Row, usize) {
    let is_same = |left: Option<u8>, right: Option<u8>| {
        left.zip(right).is_some_and(|(left, right)| left.eq_ignore_ascii_case(&right))
    };
    let mut row: Row = [UNKNOWN; MAX_LENGTH + MAX_EDITS + 1];
    let mut left_cell = index + 1;
    if let Some(first) = row.first_mut() {
        *first = left_cell;
    }
    let mut min = left_cell;
    let mut previous_right = None;
    for (column, right_byte) in right.iter().copied().enumerate() {
        let replaced = cell(previous, column) + usize::from(!byte.eq_ignore_ascii_case(&right_byte));
        let mut cost = replaced.min(cell(previous, column + 1) + 1).min(left_cell + 1);
        if column > 0 && is_same(previous_byte, Some(right_byte)) && is_same(previous_right, Some(byte)) {
            cost = cost.min(cell(before_previous, column - 1) + 1);
        }
        if let Some(cell) = row.get_mut(column + 1) {
            *cell = cost;
        }
        left_cell = cost;
        min = min.min(cost);
        previous_right = Some(right_byte);
    }
    (row, min)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_edits_and_swaps() {
        for (left, right, expected) in
            [("", "", 0), ("Effect", "effect", 0), ("Efect", "Effect", 1), ("Efefct", "Effect", 1), ("abc", "", 3)]
        {
            assert_eq!(distance(left.as_bytes(), right.as_bytes(), 3), Some(expected), "{left} {right}");
        }
    }

    #[test]
    fn suggests_close_names_only() {
        let names = ["Effect", "Action", "NotAction"];
        assert_eq!(closest("efect", names), Some("Effect"));
        assert_eq!(closest("Actions", names), Some("Action"));
        assert_eq!(closest("Principal", names), None);
        assert_eq!(closest("", names), None);
        assert_eq!(closest(&"Effect".repeat(1_000_000), names), None);
    }
}
