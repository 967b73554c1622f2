use sts_policy::packed::{PackedSize, Verdict, arn_points};

/// Minimum number of points that an advice must save.
const MIN_SAVING: f64 = 2.0;
/// A managed policy ARN of typical length.
const TYPICAL_ARN: &str = "arn:aws:iam::111122223333:policy/sessions/readers";

/// Returns the changes that make the request smaller, each with its effect in percentage points.
pub(super) fn advice(packed: &PackedSize, sid_points: f64) -> Vec<String> {
    let (policy, tags) = (packed.policy(), packed.tags());
    let arn = arn_points(TYPICAL_ARN);
    let may_exceed = packed.verdict() != Verdict::LikelyFits;
    let mut advice = Vec::new();
    if sid_points >= MIN_SAVING {
        advice.push(format!("remove the `Sid`s: they take about {sid_points:.0} points"));
    }
    if tags >= MIN_SAVING {
        advice.push(format!("shorten or remove tags: they take {tags:.0} points, because they are not compressed"));
    }
    if may_exceed && policy - arn >= MIN_SAVING {
        advice.push(format!(
            "move constant statements to a managed policy and send its ARN: the inline policy takes {policy:.0} points, an ARN \
             about {arn:.0}"
        ));
    }
    if may_exceed && policy > 0.0 {
        advice.push("share prefixes, use wildcards, merge statements: white space and order have no effect".to_owned());
    }
    advice
}
