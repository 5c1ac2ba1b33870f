//! What all operations of IAM check: the caller's permission, and the forms of names and paths.

use crate::iam::IamRefusal;
use crate::ids::Region;
use crate::kms::action::Action;
use crate::kms::authorize::{self, Denied};
use crate::kms::condition_key::ConditionKey;
use crate::kms::context::EncryptionContext;
use crate::kms::pattern::Budget;
use crate::ops::Tx;
use crate::ops::kms::attempt::identity_policies;
use crate::ops::kms::known::{self, Way};
use crate::refusal::{Refusal, ValueConstraint};
use std::rc::Rc;

/// A call of the caller's to IAM, AWS STS or CloudTrail, as the evaluation sees it. The first two have no Region.
pub(in crate::ops) fn call<'a>(
    tx: &'a Tx,
    region: Region,
    context: &'a EncryptionContext,
    asked: Vec<(ConditionKey, Rc<str>)>,
) -> authorize::RequestContext<'a> {
    let mut known = known::of_caller(&tx.world, &tx.who, Way::Direct, region);
    known.extend(asked);
    authorize::RequestContext {
        caller: &tx.who,
        account: Some(tx.account),
        action: Action::DescribeKey, // not used: the permission is given beside it
        via: None,
        context,
        for_aws_resource: None,
        known,
        session: tx.world.session_policy(&tx.who),
        budget: Budget::default(),
    }
}

/// Decides by the caller's own policies, and those that limit them, whether `permission` is there on a resource.
pub(in crate::ops) fn decided(
    tx: &Tx,
    region: Region,
    permission: &str,
    resource: &str,
) -> Result<(), Denied> {
    let (context, identity) = (EncryptionContext::default(), identity_policies(&tx.world, &tx.who));
    let call = call(tx, region, &context, Vec::new());
    let limits = tx.world.limits_of(&tx.who);
    authorize::by_identity(&call, permission, resource, &identity, limits).map(|_| ())
}

/// Refuses a caller whose policies don't allow `permission` on a resource. The message names the resource as `shown`.
pub(super) fn allowed(tx: &Tx, permission: &'static str, resource: &str, shown: &str) -> Result<(), Refusal> {
    decided(tx, Region::DEFAULT, permission, resource).map_err(|by| {
        let (edition, who, resource) = (tx.world.edition, tx.who.clone(), shown.to_owned());
        IamRefusal::Denied { edition, who, permission, resource, by }.into()
    })
}

/// The refusal of a value that breaks a constraint of its member, by CloudTrail's name.
pub(in crate::ops) fn invalid(member: &str, value: &str, must: &ValueConstraint) -> IamRefusal {
    let parts = ["'", value, "' at '", member, "' failed to satisfy constraint: Member must ", &must.text()];
    IamRefusal::Value(parts.concat())
}

/// Checks a name: of letters, digits and a few signs.
pub(in crate::ops) fn name(member: &str, text: &str, least: usize, most: usize) -> Result<(), IamRefusal> {
    let broken = match text.chars().count() {
        length if length < least => ValueConstraint::Shortest(least),
        length if length > most => ValueConstraint::Longest(most),
        _ => ValueConstraint::Pattern("[\\w+=,.@-]+"),
    };
    let fits = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_+=,.@-".contains(&byte));
    match broken {
        ValueConstraint::Pattern(_) if fits => Ok(()),
        broken => Err(invalid(member, text, &broken)),
    }
}

/// Checks a number.
pub(in crate::ops) fn number(member: &str, number: u32, least: u32, most: u32) -> Result<(), IamRefusal> {
    let broken = match number {
        number if number < least => ValueConstraint::Least(least.into()),
        number if number > most => ValueConstraint::Most(most.into()),
        _ => return Ok(()),
    };
    Err(invalid(member, &number.to_string(), &broken))
}

/// The path of something new: `/` where none is given.
pub(super) fn path(given: Option<&Rc<str>>) -> Result<Rc<str>, IamRefusal> {
    let path = given.map_or("/", |path| &**path);
    let fits = path.bytes().all(|byte| byte.is_ascii_graphic()) && path.len() <= 512 && !path.contains("//");
    if fits && path.starts_with('/') && path.ends_with('/') {
        return Ok(path.into());
    }
    let must = ValueConstraint::Pattern("(\\u002F)|(\\u002F[\\u0021-\\u007F]+\\u002F)");
    Err(invalid("path", path, &must))
}
