//! What a call knows for condition keys: of its caller and how it came, of the key, and of the request.
//!
//! Not here: the encryption context, `kms:CallerAccount`, `kms:ViaService` and `kms:GrantIsForAWSResource`, which the
//! evaluation has as parts of the call.

use crate::ids::{Principal, Region};
use crate::kms::condition_key::ConditionKey;
use crate::kms::grant::{Constraint, GrantTerms};
use crate::kms::key::{Key, MultiRegion};
use crate::ops::iam::unique_id::user_id;
use crate::world::World;
use std::rc::Rc;

/// Condition keys with their values; one that has several values is there several times.
pub(in crate::ops) type Known = Vec<(ConditionKey, Rc<str>)>;

/// How a call came to its service.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::ops) enum Way {
    /// From the caller.
    Direct,
    /// Through a service that calls for the caller. AWS lists the services that `aws:CalledVia` names; KMS is one of them,
    /// RDS is none.
    Through(Option<&'static str>),
}

/// `true` and `false`, as conditions write them.
pub(in crate::ops) fn yes_or_no(is: bool) -> Rc<str> {
    if is { "true".into() } else { "false".into() }
}

/// What is known of the caller and of the way of the call ("AWS global condition context keys").
pub(in crate::ops) fn of_caller(world: &World, caller: &Principal, way: Way, region: Region) -> Known {
    let now = world.now;
    let mut known: Known = vec![
        (ConditionKey::SecureTransport, "true".into()),
        (ConditionKey::RequestedRegion, region.as_str().into()),
        (ConditionKey::CurrentTime, now.to_string().into()),
        (ConditionKey::EpochTime, now.0.to_string().into()),
        (ConditionKey::ViaAwsService, yes_or_no(way != Way::Direct)),
        (ConditionKey::PrincipalIsAwsService, yes_or_no(caller.account().is_none())),
    ];
    if let Some(account) = caller.account() {
        known.push((ConditionKey::PrincipalArn, caller.holder().to_string().into()));
        known.push((ConditionKey::PrincipalAccount, account.to_string().into()));
        let organization = world.organizations.get(&account).cloned();
        known.extend(organization.map(|id| (ConditionKey::PrincipalOrgId, id)));
        // Of a call through a service, AWS has the service's address.
        if way == Way::Direct {
            known.push((ConditionKey::SourceIp, world.address_of(caller)));
        }
    }
    match caller {
        Principal::Root(account) => {
            known.push((ConditionKey::PrincipalType, "Account".into()));
            known.push((ConditionKey::UserId, account.to_string().into()));
        }
        Principal::User(_, name) => {
            known.push((ConditionKey::PrincipalType, "User".into()));
            known.push((ConditionKey::UserId, user_id(caller).into()));
            known.push((ConditionKey::Username, name.rsplit('/').next().unwrap_or_default().into()));
        }
        Principal::Role(..) | Principal::NamedSession(..) => {
            known.push((ConditionKey::PrincipalType, "AssumedRole".into()));
        }
        Principal::Session(session) => {
            known.push((ConditionKey::PrincipalType, "AssumedRole".into()));
            known.push((ConditionKey::UserId, session.user_id().into()));
            if way == Way::Direct {
                known.push((ConditionKey::MultiFactorAuthPresent, yes_or_no(false)));
            }
        }
        Principal::Service(name) => {
            let service = name.split('.').next().unwrap_or_default();
            known.push((ConditionKey::PrincipalServiceName, [service, ".amazonaws.com"].concat().into()));
        }
    }
    if let Way::Through(service) = way {
        known.push((ConditionKey::MultiFactorAuthPresent, yes_or_no(false)));
        if let Some(service) = service {
            for key in [ConditionKey::CalledVia, ConditionKey::CalledViaFirst, ConditionKey::CalledViaLast] {
                known.push((key, service.into()));
            }
        }
    }
    known
}

/// What is known of a key; with its aliases, which are looked for among all of its account and Region, if `aliases`.
pub(in crate::ops) fn of_key(world: &World, key: &Key, aliases: bool) -> Known {
    let mut known: Known = vec![
        (ConditionKey::ResourceAccount, key.arn.account.to_string().into()),
        (ConditionKey::KeyOrigin, "AWS_KMS".into()),
        (ConditionKey::KeySpec, key.spec().into()),
        (ConditionKey::CustomerMasterKeySpec, key.spec().into()),
        (ConditionKey::KeyUsage, key.usage().name().into()),
        (ConditionKey::CustomerMasterKeyUsage, key.usage().name().into()),
        (ConditionKey::MultiRegion, yes_or_no(key.multi_region.is_some())),
    ];
    known.extend(
        key.multi_region.map(|kind: MultiRegion| (ConditionKey::MultiRegionKeyType, kind.name().into())),
    );
    known.extend(
        key.tags.iter().map(|(name, value)| (ConditionKey::ResourceTag(name.clone()), value.clone())),
    );
    if aliases {
        let names = world.aliases_of(&key.arn).map(|alias| alias.id.to_string().into());
        known.extend(names.map(|name| (ConditionKey::ResourceAliases, name)));
    }
    known
}

/// What is known of tags in a request.
pub(in crate::ops) fn of_tags(tags: &[(Rc<str>, Rc<str>)]) -> Known {
    let names = tags.iter().map(|(name, _)| (ConditionKey::TagKeys, name.clone()));
    let values = tags.iter().map(|(name, value)| (ConditionKey::RequestTag(name.clone()), value.clone()));
    names.chain(values).collect()
}

/// What is known of a grant that is to be created.
pub(in crate::ops) fn of_grant(terms: &GrantTerms) -> Known {
    let constraint = match terms.constraint {
        Some(Constraint::Equals(_)) => Some("EncryptionContextEquals"),
        Some(Constraint::Subset(_)) => Some("EncryptionContextSubset"),
        None => None,
    };
    let operations = terms.operations.iter().map(|one| (ConditionKey::GrantOperations, one.name().into()));
    let mut known: Known = operations.collect();
    known.push((ConditionKey::GranteePrincipal, terms.grantee.to_string().into()));
    known.extend(terms.retiring.iter().map(|who| (ConditionKey::RetiringPrincipal, who.to_string().into())));
    known.extend(constraint.map(|kind| (ConditionKey::GrantConstraintType, kind.into())));
    known
}
