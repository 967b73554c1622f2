use sts_policy::packed::PackedSize;

/// Width of the bar in characters.
const WIDTH: usize = 50;
/// Minimum percentage at the right end of the bar.
const MIN_SCALE: f64 = 125.0;

/// Draws the band on a scale: `=` up to its lower end, `~` up to its upper end, `|` at 100%.
pub(super) fn bar(size: &PackedSize) -> String {
    let scale = size.high().max(MIN_SCALE);
    let cell = |percent: f64| ((percent / scale * WIDTH as f64).round() as usize).min(WIDTH);
    let (low, high, full) = (cell(size.low()), cell(size.high()), cell(PackedSize::LIMIT).max(1));
    let cells: String = (0..WIDTH)
        .map(|index| match index {
            index if index + 1 == full => '|',
            index if index < low => '=',
            index if index < high => '~',
            _ => ' ',
        })
        .collect();
    format!("[{cells}] `|` is 100%")
}

#[cfg(test)]
mod tests {
    use sts_policy::request::{Operation, SessionRequest, SessionTags};

    use super::*;

    #[test]
    fn marks_the_band_and_the_limit() {
        let bar_of = |value: usize| {
            let keys = ["a", "b", "c", "d"].map(|key| (key, "x".repeat(value)));
            let request =
                SessionRequest::new(Operation::GetFederationToken).tags(SessionTags::from_pairs(keys).unwrap());
            bar(&request.packed_size().unwrap())
        };
        assert_eq!(bar_of(0), "[=~                                     |          ] `|` is 100%");
        assert_eq!(bar_of(111), "[=======================================|~         ] `|` is 100%");
        assert_eq!(bar_of(256), "[=====================|=========================~~~] `|` is 100%");
    }
}
