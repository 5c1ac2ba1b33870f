//! IAM and STS.

use super::shown;
use crate::json::{Object, Value, parse};
use playground_core::ops::iam::IamOutput;

pub(super) fn render(output: &IamOutput) -> Value {
    match output {
        IamOutput::Nothing => Object::new(),
        // The CLI shows a policy document as what it says, not as the text it was.
        IamOutput::UserPolicy(which, policy) => Object::new()
            .text("UserName", &*which.user)
            .text("PolicyName", &*which.policy)
            .with("PolicyDocument", parse(&policy.text).unwrap_or_else(|_| Value::string(&*policy.text))),
        IamOutput::Caller { user_id, account, arn } => Object::new()
            .text("UserId", user_id.clone())
            .text("Account", shown(account))
            .text("Arn", shown(arn)),
    }
    .done()
}
