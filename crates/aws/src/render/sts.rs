//! AWS STS.

use crate::json::{Object, Value};
use playground_core::ops::sts::get_caller_identity::Caller;

pub(super) fn render(caller: &Caller) -> Value {
    Object::new()
        .text("UserId", &caller.user_id)
        .show("Account", &caller.account)
        .show("Arn", &caller.arn)
        .done()
}
