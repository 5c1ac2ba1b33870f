//! IAM.

use crate::json::{Object, Value, parse};
use playground_core::ops::iam::IamOutput;

pub(super) fn render(output: &IamOutput) -> Value {
    let mut out = Object::new();
    match output {
        IamOutput::Nothing => &mut out,
        // The CLI shows a policy document as JSON, not as a text.
        IamOutput::UserPolicy(which, policy) => out
            .text("UserName", &which.user)
            .text("PolicyName", &which.policy)
            .with("PolicyDocument", parse(&policy.text).unwrap_or_else(|_| Value::string(&*policy.text))),
    }
    .done()
}
