//! `User: … is not authorized to perform: … on resource: … because …`: who, what, on which resource, and which kind of policy
//! decided. The sentences are those of AWS's "Troubleshoot access denied error messages" in the IAM User Guide.

/// A kind of policy that AWS's sentence names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Policies {
    /// Identity policies of the caller.
    Identity,
    /// The resource's own policy, of a key the key policy.
    Resource,
    /// The policy that the caller's session was begun with.
    Session,
    /// Service control policies of the organization.
    ServiceControl,
    /// Resource control policies of the organization.
    ResourceControl,
    /// The caller's permissions boundary.
    Boundary,
    /// The policy of the VPC endpoint that the call came through.
    Endpoint,
}

/// Each kind as the sentence names it.
const NAMES: [(Policies, &str); 7] = [
    (Policies::Identity, "identity-based policy"),
    (Policies::Resource, "resource-based policy"),
    (Policies::Session, "session policy"),
    (Policies::ServiceControl, "service control policy"),
    (Policies::ResourceControl, "resource control policy"),
    (Policies::Boundary, "permissions boundary"),
    (Policies::Endpoint, "VPC endpoint policy"),
];

/// How it was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Because {
    /// A statement of these denies it.
    Denies(Option<Policies>),
    /// No statement of these allows it.
    NoneAllows(Policies),
    /// The resource isn't in the Region that was called, or its own policy doesn't let the caller: KMS tells no caller of
    /// another account which.
    OutOfSight,
    /// The sentence doesn't say: it is one from before 2021.
    Unsaid,
}

/// A refused call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The caller's ARN.
    pub who: String,
    /// `kms:CreateGrant`
    pub action: String,
    /// The resource's ARN, or `*`, if the sentence names one.
    pub resource: Option<String>,
    /// How it was decided.
    pub because: Because,
}

/// Reads the sentence, wherever it stands in a line.
pub(super) fn read(line: &str) -> Option<Refused> {
    let (before, rest) = line.split_once(" is not authorized to perform: ")?;
    let who = before.rsplit(' ').next().unwrap_or_default().trim_matches(['"', '\'', '`']);
    let action = word(rest);
    if !who.contains(':') || !action.contains(':') {
        return None;
    }
    let resource = rest.split_once(" on resource: ").map(|(_, named)| word(named));
    let policies =
        |text: &str| NAMES.iter().find(|(_, name)| text.starts_with(name)).map(|(policies, _)| *policies);
    let because = if rest.contains("because the resource does not exist in this Region") {
        Because::OutOfSight
    } else if let Some((_, kind)) = rest.split_once("because no ") {
        policies(kind).map_or(Because::Unsaid, Because::NoneAllows)
    } else if let Some((_, kind)) = rest.split_once("with an explicit deny") {
        let kind = kind.trim_start_matches(" in ").trim_start_matches("an ").trim_start_matches("a ");
        Because::Denies(policies(kind))
    } else {
        Because::Unsaid
    };
    Some(Refused { who: who.to_owned(), action, resource, because })
}

/// The first word, without what ends a sentence.
fn word(text: &str) -> String {
    let end = text.find([' ', '"', '\'', ')']).unwrap_or(text.len());
    text.get(..end).unwrap_or_default().trim_end_matches(['.', ',', ';']).to_owned()
}

#[cfg(test)]
mod tests {
    use playground_core::edition::Edition;
    use playground_core::ids::Principal;
    use playground_core::kms::authorize::Denied;

    use super::*;

    /// What the model prints is read as what the model meant.
    #[test]
    fn the_models_own_sentences() {
        let who = Principal::parse("arn:aws:iam::111122223333:user/ann").unwrap();
        let key = "arn:aws:kms:eu-west-1:111122223333:key/1";
        for (by, today, then) in [
            (Denied::ExplicitInKeyPolicy, Because::Denies(Some(Policies::Resource)), Because::Denies(None)),
            (
                Denied::ExplicitInIdentityPolicy,
                Because::Denies(Some(Policies::Identity)),
                Because::Denies(None),
            ),
            (
                Denied::ExplicitInServiceControlPolicy,
                Because::Denies(Some(Policies::ServiceControl)),
                Because::Denies(None),
            ),
            (
                Denied::ExplicitInSessionPolicy,
                Because::Denies(Some(Policies::Session)),
                Because::Denies(None),
            ),
            (Denied::NoKeyPolicy, Because::NoneAllows(Policies::Resource), Because::Unsaid),
            (Denied::NoIdentityPolicy, Because::NoneAllows(Policies::Identity), Because::Unsaid),
            (Denied::NoSessionPolicy, Because::NoneAllows(Policies::Session), Because::Unsaid),
        ] {
            for (edition, wanted) in [(Edition::Y2026, today), (Edition::Y2020, then)] {
                let text = by.message(edition, &who, "kms:CreateGrant", key);
                let read = read(&text).unwrap();
                assert_eq!(
                    (read.because, &*read.action, read.resource.as_deref()),
                    (wanted, "kms:CreateGrant", Some(key)),
                    "{text}"
                );
                assert_eq!(read.who, who.to_string());
            }
        }
    }
}
