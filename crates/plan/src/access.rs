//! Candidates for getting permission: from the owner of the key, and from the caller's account. Which of the
//! two is missing is found by trying; no policy is read here.

use playground_aws::policy::{self, Kind};
use playground_core::ids::{AccountId, KeyArn, KeyRef, Region};
use playground_core::kms::action::Action;
use playground_core::ops::iam::document::IdentityDocument;
use playground_core::ops::iam::holder::OneUser;
use playground_core::ops::iam::inline::PutUserPolicy;
use playground_core::ops::kms::put_key_policy::PutKeyPolicy;
use playground_core::ops::{Operation, Request};
use playground_core::profile::{PROFILES, Profile};

use crate::changes;
use crate::question::Question;
use crate::step::{Candidate, Choice, Step, Success};

/// The fewest permissions first: IAM, key policy, both; then a request. The IAM policy allows what RDS does with a key in the
/// caller's name, and what was refused.
pub(crate) fn allowing(q: &Question<'_>, key: &KeyArn, refused: &[Action], then: &Step) -> Choice {
    let (user, owner) = (iam_policy(q, key, refused), allow_account(q, key));
    let candidates = [
        ("Give the user IAM permissions on the key, then repeat the command.", vec![user.clone()]),
        (
            "The owner allows the caller's account in the key policy. This replaces the policy.",
            vec![owner.clone()],
        ),
        ("Both sides allow it: the key policy, which this replaces, and IAM.", vec![owner, user]),
    ];
    let whole = |(text, parts): (&'static str, Vec<Option<Step>>)| {
        let mut steps: Vec<Step> = parts.into_iter().collect::<Option<_>>()?;
        steps.push(then.clone());
        Some(Candidate::new(text, steps))
    };
    candidates.into_iter().filter_map(whole).collect()
}

/// The IAM permission for an action, where the request needs more than that.
pub(crate) fn permitted_at_least(q: &Question<'_>, key: &KeyArn, refused: Action) -> Option<Candidate> {
    let text = "Give the user IAM permissions on the key. The command then fails for another reason.";
    Some(Candidate::to(text, vec![iam_policy(q, key, &[refused])?], Success::Permitted))
}

/// Of what RDS itself is not permitted to do for the caller: other words about encryption, which a policy may ask for; then
/// permission for the action, on the resource and, if that is not all, on every resource.
pub(crate) fn permitted(q: &Question<'_>, permission: &str, resource: &str) -> Choice {
    let put = |resource| {
        let document = [
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"",
            permission,
            "\",\"Resource\":\"",
            resource,
            "\"}]}",
        ];
        let step = user_policy(q, "use-rds", &document.concat())?;
        Some(Candidate::new(
            "Give the user this IAM permission, then repeat the command.",
            vec![step, q.again()],
        ))
    };
    changes::encrypted(q).into_iter().flatten().chain(put(resource)).chain(put("*")).collect()
}

/// An administrator of the caller's account allows the user what RDS does in the user's name.
fn iam_policy(q: &Question<'_>, key: &KeyArn, refused: &[Action]) -> Option<Step> {
    let of_rds = [Action::DescribeKey, Action::CreateGrant];
    let more = refused.iter().filter(|action| !of_rds.contains(action));
    let actions = more.chain(&of_rds).map(|action| ["\"", &action.permission(), "\""].concat());
    let document = [
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[",
        &actions.collect::<Vec<_>>().join(","),
        "],\"Resource\":\"",
        &key.to_string(),
        "\"}]}",
    ];
    user_policy(q, "use-key", &document.concat())
}

/// An administrator of the caller's account gives the user a policy.
fn user_policy(q: &Question<'_>, name: &str, document: &str) -> Option<Step> {
    let caller = PROFILES.iter().find(|profile| profile.principal() == q.request.who)?;
    let admin =
        PROFILES.iter().find(|profile| profile.account == caller.account && profile.user == "admin")?;
    let put = PutUserPolicy {
        of: OneUser { name: caller.user.into() },
        policy: name.into(),
        document: IdentityDocument(policy::read(document, Kind::Identity)),
    };
    Some(by(admin, Region::DEFAULT, Operation::Iam(put.into())))
}

/// The key's owner lets the caller's account use the key, also through AWS services.
fn allow_account(q: &Question<'_>, key: &KeyArn) -> Option<Step> {
    let owner = PROFILES.iter().find(|profile| profile.account == key.account && profile.user == "admin")?;
    let document = key_policy(key.account, &[q.account()]);
    let put = PutKeyPolicy {
        key: KeyRef::Id(key.id),
        name: Some("default".into()),
        policy: policy::read(&document, Kind::Key),
        bypass_lockout_check: false,
    };
    Some(by(owner, key.region, Operation::Kms(put.into())))
}

/// A key policy that leaves everything to the identity policies of its owner's account, and lets other accounts use the key.
pub(crate) fn key_policy(owner: AccountId, users: &[AccountId]) -> String {
    let root = owner.to_string();
    let mut text = [
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::",
        &root,
        ":root\"},\"Action\":\"kms:*\",\"Resource\":\"*\"}",
    ]
    .concat();
    for user in users {
        text.extend([",", &use_statement(*user)]);
    }
    text.push_str("]}");
    text
}

/// The statement of a key policy that lets an account use the key, also through AWS services.
pub(crate) fn use_statement(user: AccountId) -> String {
    [
        "{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::",
        &user.to_string(),
        ":root\"},\"Action\":[\"kms:Encrypt\",\"kms:Decrypt\",\"kms:ReEncrypt*\",\"kms:GenerateDataKey*\",\"kms:DescribeKey\",\"kms:CreateGrant\"],\"Resource\":\"*\"}",
    ]
    .concat()
}

fn by(profile: &Profile, region: Region, operation: Operation) -> Step {
    Step::new(Request::new(profile.principal(), region, operation))
}
