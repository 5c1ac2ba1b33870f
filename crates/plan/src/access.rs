//! Candidates for getting permission: from the owner of the key, and from the caller's account. Which of the
//! two is missing is found by trying; no policy is read here.

use playground_core::ids::KeyArn;
use playground_core::profile::{PROFILES, Profile};

use crate::question::Question;
use crate::step::{Candidate, Choice, Step};

/// For a call that KMS denied: the keys that it may be about, and who has to give permission.
pub(crate) fn denied(q: &Question<'_>) -> Choice {
    let members = ["KmsKeyId", "KeyId", "DestinationKeyId"];
    let spoken = members.iter().find_map(|member| q.asked.get(member)).and_then(|text| q.key_named(text));
    let read = q.snapshot().and_then(|snapshot| snapshot.encryption.key());
    let of_cluster = q.cluster().and_then(|cluster| cluster.encryption.key());
    let keys = [spoken, read, of_cluster].into_iter().flatten();
    keys.flat_map(|key| allowing(q, key, &q.again().into())).collect()
}

/// Candidates with the fewest permissions first (IAM, key policy, both), each followed by a request.
pub(crate) fn allowing(q: &Question<'_>, key: &KeyArn, then: &Step) -> Choice {
    let (user, owner) = (iam_policy(q, key), key_policy(q, key));
    let candidates = [
        ("Give the user the rights on the key by IAM, then repeat the command.", vec![user.clone()]),
        ("The owner allows your account in the key policy. This replaces the policy.", vec![owner.clone()]),
        ("Both sides allow it: the key policy, which this replaces, and IAM.", vec![owner, user]),
    ];
    let whole = |(text, parts): (&'static str, Vec<Option<Step>>)| {
        let mut steps: Vec<Step> = parts.into_iter().collect::<Option<_>>()?;
        steps.push(then.clone());
        Some(Candidate::new(text, steps))
    };
    candidates.into_iter().filter_map(whole).collect()
}

/// An administrator of the caller's account allows the user what RDS does in the user's name.
fn iam_policy(q: &Question<'_>, key: &KeyArn) -> Option<Step> {
    let caller = Profile::find(q.asked.profile())?;
    let admin =
        PROFILES.iter().find(|profile| profile.account == caller.account && profile.user == "admin")?;
    let document = [
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[\"kms:DescribeKey\",\"kms:CreateGrant\"],\"Resource\":\"",
        &key.to_string(),
        "\"}]}",
    ];
    let put = q.another("PutUserPolicy", playground_core::ids::Region::DEFAULT)?.by(admin);
    let put = put.text("UserName", caller.user).text("PolicyName", "use-key");
    Some(put.text("PolicyDocument", &document.concat()).into())
}

/// The key's owner lets the caller's account use the key, also through AWS services.
fn key_policy(q: &Question<'_>, key: &KeyArn) -> Option<Step> {
    let owner = PROFILES.iter().find(|profile| profile.account == key.account && profile.user == "admin")?;
    let document = [
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::",
        &key.account.to_string(),
        ":root\"},\"Action\":\"kms:*\",\"Resource\":\"*\"},{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::",
        &q.account().to_string(),
        ":root\"},\"Action\":[\"kms:Encrypt\",\"kms:Decrypt\",\"kms:ReEncrypt*\",\"kms:GenerateDataKey*\",\"kms:DescribeKey\",\"kms:CreateGrant\"],\"Resource\":\"*\"}]}",
    ];
    let put = q.another("PutKeyPolicy", key.region)?.by(owner).text("KeyId", &key.id.to_string());
    Some(put.text("PolicyName", "default").text("Policy", &document.concat()).into())
}
