//! Shapes of texts: each makes a text of a given length.

pub(crate) mod actions;
pub(crate) mod build;
pub(crate) mod conditions;
pub(crate) mod json;
pub(crate) mod products;
pub(crate) mod resources;
pub(crate) mod statements;

pub(crate) struct Shape {
    pub(crate) name: &'static str,
    /// True if the shape uses a budget.
    pub(crate) is_budgeted: bool,
    pub(crate) make: Box<dyn Fn(usize) -> String>,
}

/// Returns the shapes of all groups.
pub(crate) fn all() -> Vec<Shape> {
    [
        json::shapes(),
        actions::shapes(),
        resources::shapes(),
        conditions::shapes(),
        products::shapes(),
        statements::shapes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
