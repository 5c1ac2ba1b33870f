//! Placeholder until the policy engine lands.
use std::rc::Rc;
/// A key policy.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Policy {
    /// As put.
    pub text: Rc<str>,
}
/// IAM policies at the start.
pub fn initial_identity_policies() -> crate::map::Map<(crate::ids::Principal, Rc<str>), Rc<Policy>> {
    crate::map::Map::new()
}
