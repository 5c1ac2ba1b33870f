//! AWS STS.

use super::Iso;
use crate::base64;
use crate::json::{Object, Value};
use playground_core::iam::session::Credentials;
use playground_core::ops::sts::StsOutput;

pub(super) fn render(output: &StsOutput) -> Value {
    match output {
        StsOutput::Caller(caller) => Object::new()
            .text("UserId", &caller.user_id)
            .show("Account", &caller.account)
            .show("Arn", &caller.arn)
            .done(),
        StsOutput::Assumed(credentials) => assumed(credentials),
    }
}

fn assumed(it: &Credentials) -> Value {
    let credentials = Object::new()
        .text("AccessKeyId", &it.session.key)
        .text("SecretAccessKey", &base64::encode(&it.secret))
        .text("SessionToken", &base64::encode(&it.token))
        .show("Expiration", &Iso(it.expires))
        .done();
    let user = Object::new().text("AssumedRoleId", &it.session.user_id()).show("Arn", &it.principal()).done();
    Object::new().with("Credentials", credentials).with("AssumedRoleUser", user).done()
}
