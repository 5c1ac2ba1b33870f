//! Built-in policies: the default policy of a new key, the policy of the AWS managed key for RDS, and the
//! identity policies that every world begins with.
//!
//! Each is written as a text and as a value; a test in `playground-aws` parses the text and compares the two.

use super::condition::{Condition, Quantifier, Test};
use super::condition_key::ConditionKey;
use super::pattern::Pattern;
use super::policy::{Effect, Policy, Statement, Who};
use crate::edition::Edition;
use crate::ids::{AccountId, Principal, Region};
use crate::map::Map;
use crate::profile::PROFILES;
use std::rc::Rc;

/// The name of the identity policy that each profile begins with.
pub const ADMINISTRATOR: &str = "AdministratorAccess";
/// The name of the identity policy of the profile `dev`.
pub const RDS_ONLY: &str = "RDSFullAccess";

/// The description that AWS gives to `alias/aws/rds`.
pub const fn rds_key_description(edition: Edition) -> &'static str {
    match edition {
        Edition::Y2020 => {
            "Default master key that protects my RDS database volumes when no other key is defined"
        }
        Edition::Y2026 => "Default key that protects my RDS database volumes when no other key is defined",
    }
}

/// The description that AWS gives to `alias/aws/secretsmanager`.
pub const SECRETS_KEY: &str =
    "Default key that protects my Secrets Manager data when no other key is defined";

/// After how many days the material of an AWS managed key is rotated: every three years until May 2022, yearly since.
pub const fn aws_managed_rotation(edition: Edition) -> u32 {
    match edition {
        Edition::Y2020 => 1_095,
        Edition::Y2026 => 365,
    }
}

/// The policy of a key that is created without one: the identity policies of its account decide.
pub fn default_key_policy(account: AccountId) -> Policy {
    let id = account.to_string();
    let text = [
        "{\n  \"Version\" : \"2012-10-17\",\n  \"Id\" : \"key-default-1\",\n  \"Statement\" : [ {\n    \
         \"Sid\" : \"Enable IAM User Permissions\",\n    \"Effect\" : \"Allow\",\n    \"Principal\" : {\n      \
         \"AWS\" : \"arn:aws:iam::",
        &id,
        ":root\"\n    },\n    \"Action\" : \"kms:*\",\n    \"Resource\" : \"*\"\n  } ]\n}",
    ];
    let root = Who::One(Principal::Root(account));
    Policy {
        text: text.concat().into(),
        statements: vec![allow(Some("Enable IAM User Permissions"), root, &["kms:*"])],
    }
}

const THROUGH: &str =
    "Allow access through RDS for all principals in the account that are authorized to use RDS";
const DIRECT: &str = "Allow direct access to key metadata to the account";
const USE: [&str; 7] = [
    "kms:Encrypt",
    "kms:Decrypt",
    "kms:ReEncrypt*",
    "kms:GenerateDataKey*",
    "kms:CreateGrant",
    "kms:ListGrants",
    "kms:DescribeKey",
];
const READ: [&str; 4] = ["kms:Describe*", "kms:Get*", "kms:List*", "kms:RevokeGrant"];

/// What is special in the policy of an AWS managed key.
struct Managed {
    id: &'static str,
    through: &'static str,
    service: &'static str,
    actions: &'static [&'static str],
}

const RDS: Managed = Managed { id: "auto-rds-2", through: THROUGH, service: "rds", actions: &USE };
const SECRETS_MANAGER: Managed = Managed {
    id: "auto-secretsmanager-2",
    through: "Allow access through AWS Secrets Manager for all principals in the account that are authorized to use AWS \
              Secrets Manager",
    service: "secretsmanager",
    actions: &[
        "kms:Encrypt",
        "kms:Decrypt",
        "kms:ReEncrypt*",
        "kms:GenerateDataKey*",
        "kms:CreateGrant",
        "kms:DescribeKey",
    ],
};

/// The policy of `alias/aws/rds`: everyone in the account may use the key, but only through RDS of the key's
/// Region. It allows no `kms:Put…`, `kms:Disable…` or `kms:Schedule…`, so nobody can manage the key.
pub fn rds_key_policy(account: AccountId, region: Region) -> Policy {
    managed_policy(account, region, &RDS)
}

/// The same of `alias/aws/secretsmanager`, through Secrets Manager.
pub fn secrets_key_policy(account: AccountId, region: Region) -> Policy {
    managed_policy(account, region, &SECRETS_MANAGER)
}

fn managed_policy(account: AccountId, region: Region, managed: &Managed) -> Policy {
    let id = account.to_string();
    let list = |names: &[&str]| ["[ \"", &names.join("\", \""), "\" ]"].concat();
    let text = [
        "{\n  \"Version\" : \"2012-10-17\",\n  \"Id\" : \"",
        managed.id,
        "\",\n  \"Statement\" : [ {\n    \"Sid\" : \"",
        managed.through,
        "\",\n    \"Effect\" : \"Allow\",\n    \"Principal\" : {\n      \"AWS\" : \"*\"\n    },\n    \
         \"Action\" : ",
        &list(managed.actions),
        ",\n    \"Resource\" : \"*\",\n    \"Condition\" : {\n      \"StringEquals\" : {\n        \
         \"kms:CallerAccount\" : \"",
        &id,
        "\",\n        \"kms:ViaService\" : \"",
        managed.service,
        ".",
        region.as_str(),
        ".amazonaws.com\"\n      }\n    }\n  }, {\n    \"Sid\" : \"",
        DIRECT,
        "\",\n    \"Effect\" : \"Allow\",\n    \"Principal\" : {\n      \"AWS\" : \"arn:aws:iam::",
        &id,
        ":root\"\n    },\n    \"Action\" : ",
        &list(&READ),
        ",\n    \"Resource\" : \"*\"\n  } ]\n}",
    ];
    let equals = |key, value: String| Condition {
        key,
        test: Test::Equals,
        negated: false,
        if_exists: false,
        quantifier: Quantifier::One,
        values: vec![value.into()],
    };
    let through_service = Statement {
        conditions: vec![
            equals(ConditionKey::CallerAccount, id.clone()),
            equals(
                ConditionKey::ViaService,
                [managed.service, ".", region.as_str(), ".amazonaws.com"].concat(),
            ),
        ],
        ..allow(Some(managed.through), Who::Anyone, managed.actions)
    };
    let root = Who::One(Principal::Root(account));
    Policy { text: text.concat().into(), statements: vec![through_service, allow(Some(DIRECT), root, &READ)] }
}

/// The identity policies at the start of every world, by user and name: the profile `dev` may use RDS and
/// nothing else, the others may do everything.
pub fn initial_identity_policies() -> Map<(Principal, Rc<str>), Rc<Policy>> {
    let everything = Rc::new(everything());
    let rds = Rc::new(identity("rds:*"));
    let mut policies = Map::new();
    for profile in &PROFILES {
        let dev = profile.name == "dev";
        let (name, policy) = if dev { (RDS_ONLY, &rds) } else { (ADMINISTRATOR, &everything) };
        policies.insert_mut((profile.principal(), name.into()), Rc::clone(policy));
    }
    policies
}

/// The policy of an administrator.
pub fn everything() -> Policy {
    identity("*")
}

/// The trust policy of a role that the account's own identity policies decide about.
pub fn trust(account: AccountId) -> Policy {
    let text = [
        "{\n    \"Version\": \"2012-10-17\",\n    \"Statement\": [\n        {\n            \
         \"Effect\": \"Allow\",\n            \"Principal\": {\n                \"AWS\": \"arn:aws:iam::",
        &account.to_string(),
        ":root\"\n            },\n            \"Action\": \"sts:AssumeRole\"\n        }\n    ]\n}",
    ];
    let root = Who::One(Principal::Root(account));
    Policy { text: text.concat().into(), statements: vec![allow(None, root, &["sts:AssumeRole"])] }
}

fn identity(action: &'static str) -> Policy {
    let text = [
        "{\n    \"Version\": \"2012-10-17\",\n    \"Statement\": [\n        {\n            \
         \"Effect\": \"Allow\",\n            \"Action\": \"",
        action,
        "\",\n            \"Resource\": \"*\"\n        }\n    ]\n}",
    ];
    Policy { text: text.concat().into(), statements: vec![allow(None, Who::Anyone, &[action])] }
}

fn allow(sid: Option<&str>, who: Who, actions: &[&'static str]) -> Statement {
    let actions = actions.iter().map(|text| Pattern::known(text)).collect();
    let sid = sid.map(Rc::from);
    Statement { sid, ..Statement::new(Effect::Allow, vec![who], actions, vec![Pattern::known("*")]) }
}
