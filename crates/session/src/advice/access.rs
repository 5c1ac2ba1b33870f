//! Ways to be allowed: the owner of the key agrees, the caller's account agrees.
//!
//! Which of the two is missing is found by trying, on a copy of the world: nothing
//! here reads a policy.

use playground_core::ids::KeyArn;
use playground_core::profile::{PROFILES, Profile};

use super::names::Names;
use super::ways::way;
use crate::view::Way;

/// For a call that KMS denied: the key in question, and who has to agree.
pub(super) fn denied(names: &Names<'_>, again: &str) -> Vec<Way> {
    let options = ["--kms-key-id", "--key-id", "--destination-key-id"];
    let spoken =
        options.iter().find_map(|option| names.asked.option(option)).and_then(|text| names.named(text));
    let read = names.snapshot().and_then(|snapshot| snapshot.encryption.key());
    let of_cluster = names.cluster().and_then(|cluster| cluster.encryption.key());
    for key in [spoken, read, of_cluster].into_iter().flatten() {
        let ways = allowing(names, key, again);
        if !ways.is_empty() {
            return ways;
        }
    }
    Vec::new()
}

/// The fewest permissions, in the order IAM, key policy, both, after which a command succeeds.
pub(super) fn allowing(names: &Names<'_>, key: &KeyArn, then: &str) -> Vec<Way> {
    let user = iam_policy(names, key);
    let owner = key_policy(names, key);
    let candidates = [
        ("Give the user the rights on the key by IAM, then repeat the command.", vec![user.clone()]),
        ("The owner allows your account in the key policy. This replaces the policy.", vec![owner.clone()]),
        ("Both sides allow it: the key policy, which this replaces, and IAM.", vec![owner, user]),
    ];
    for (text, parts) in candidates {
        let Some(mut commands) = parts.into_iter().collect::<Option<Vec<String>>>() else { continue };
        commands.push(String::from(then));
        if names.would_work(&commands) {
            return vec![way(text, commands)];
        }
    }
    Vec::new()
}

/// An administrator of the caller's account gives the caller's user what RDS asks for in its name.
fn iam_policy(names: &Names<'_>, key: &KeyArn) -> Option<String> {
    let caller = Profile::find(names.asked.profile())?;
    let admin =
        PROFILES.iter().find(|profile| profile.account == caller.account && profile.user == "admin")?;
    let parts = [
        "aws iam put-user-policy --user-name ",
        caller.user,
        " --policy-name use-key --policy-document '{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[\"kms:DescribeKey\",\"kms:CreateGrant\"],\"Resource\":\"",
        &key.to_string(),
        "\"}]}'",
        profile_option(admin),
    ];
    Some(parts.concat())
}

/// The key's owner lets the caller's account use the key, and AWS services for it.
fn key_policy(names: &Names<'_>, key: &KeyArn) -> Option<String> {
    let owner = PROFILES.iter().find(|profile| profile.account == key.account && profile.user == "admin")?;
    let own = key.account.to_string();
    let other = names.account().to_string();
    let region = if key.region == playground_core::ids::Region::DEFAULT { "" } else { key.region.as_str() };
    let parts = [
        "aws kms put-key-policy --key-id ",
        &key.id.to_string(),
        " --policy-name default --policy '{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::",
        &own,
        ":root\"},\"Action\":\"kms:*\",\"Resource\":\"*\"},{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::",
        &other,
        ":root\"},\"Action\":[\"kms:Encrypt\",\"kms:Decrypt\",\"kms:ReEncrypt*\",\"kms:GenerateDataKey*\",\"kms:DescribeKey\",\"kms:CreateGrant\"],\"Resource\":\"*\"}]}'",
        if region.is_empty() { "" } else { " --region " },
        region,
        profile_option(owner),
    ];
    Some(parts.concat())
}

fn profile_option(profile: &Profile) -> &'static str {
    match profile.name {
        "partner" => " --profile partner",
        "stranger" => " --profile stranger",
        _ => "",
    }
}
