//! IAM and STS.

use super::Call;
use crate::policy;
use playground_core::ops::iam::{IamOp, UserPolicy};

#[inline(never)]
pub(super) fn bind(call: &Call<'_>) -> IamOp {
    let which =
        UserPolicy { user: call.args.text("UserName").into(), policy: call.args.text("PolicyName").into() };
    match call.operation.name {
        "PutUserPolicy" => IamOp::PutUserPolicy(
            which,
            policy::read(call.args.text("PolicyDocument"), policy::Kind::Identity),
        ),
        "GetUserPolicy" => IamOp::GetUserPolicy(which),
        "DeleteUserPolicy" => IamOp::DeleteUserPolicy(which),
        _ => IamOp::GetCallerIdentity,
    }
}
