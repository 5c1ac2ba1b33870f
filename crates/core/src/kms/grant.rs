//! Grants: a permission on one key for one principal, given by `CreateGrant` and taken back by
//! `RevokeGrant` or `RetireGrant`.

use super::action::Action;
use super::context::EncryptionContext;
use super::policy::same_service;
use crate::env::Time;
use crate::ids::{AccountId, GrantId, KeyArn, Principal, hex};
use std::rc::Rc;

/// The most grant tokens that a call may have.
pub const MOST_TOKENS: usize = 10;

/// Makes a grant token: 16 random bytes, the grant's id and the key's ARN, in hexadecimal. So no table of
/// tokens is needed. AWS does not publish the form of its tokens.
pub fn new_token(random: &[u8; 16], key: &KeyArn, id: GrantId) -> Rc<str> {
    [hex(random), hex(&id.0), hex(key.to_string().as_bytes())].concat().into()
}

/// The key and the grant that a token names, whether or not they exist.
pub fn read_token(token: &str) -> Option<(KeyArn, GrantId)> {
    let id = GrantId::parse(token.get(32..96)?).ok()?;
    let mut arn = String::new();
    let mut rest = token.get(96..)?;
    while let Some((pair, more)) = rest.split_at_checked(2) {
        arn.push(char::from(u8::from_str_radix(pair, 16).ok()?));
        rest = more;
    }
    Some((KeyArn::parse(&arn).ok()?, id))
}

/// What the encryption context of a call must have. Names are compared without case, values exactly.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub enum Constraint {
    /// `EncryptionContextEquals`: these pairs and no others.
    Equals(EncryptionContext),
    /// `EncryptionContextSubset`: at least these pairs.
    Subset(EncryptionContext),
}

impl Constraint {
    /// Returns whether the context of a call satisfies the constraint.
    pub fn holds(&self, context: &EncryptionContext) -> bool {
        match self {
            Self::Equals(wanted) => context.equals(wanted),
            Self::Subset(wanted) => context.includes(wanted),
        }
    }

    /// Returns whether a grant under this constraint can pass on no more than one under `other` allows.
    fn is_at_least(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Equals(own), _) => other.holds(own),
            (Self::Subset(own), Self::Subset(wanted)) => own.includes(wanted),
            (Self::Subset(_), Self::Equals(_)) => false,
        }
    }
}

/// What a grant says, without what KMS adds. Two grants of the same name with the same terms are one grant.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct GrantTerms {
    /// Who may act.
    pub grantee: Principal,
    /// Who may retire the grant, besides a grantee whose operations include `RetireGrant`.
    pub retiring: Option<Principal>,
    /// What the grantee may do: of [`Action::grantable_ones`], each once, in the order given.
    pub operations: Vec<Action>,
    /// The encryption context that calls must have.
    pub constraint: Option<Constraint>,
    /// A name, so that creating the grant twice makes one grant.
    pub name: Option<Rc<str>>,
}

/// A grant.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct Grant {
    /// Its id, 64 hexadecimal digits.
    pub id: GrantId,
    /// The key that it applies to.
    pub key: KeyArn,
    /// Its terms.
    pub terms: GrantTerms,
    /// The account that created it.
    pub issuer: AccountId,
    /// When it was created.
    pub created: Time,
}

impl Grant {
    /// Returns whether the grant lets `caller` perform the action with this context. Constraints apply to
    /// cryptographic operations: `DescribeKey`, `RetireGrant` and `CreateGrant` have no encryption context.
    pub fn permits(&self, caller: &Principal, action: Action, context: &EncryptionContext) -> bool {
        let without_context =
            matches!(action, Action::DescribeKey | Action::RetireGrant | Action::CreateGrant);
        self.is_to(caller)
            && self.terms.operations.contains(&action)
            && (without_context || self.terms.constraint.iter().all(|c| c.holds(context)))
    }

    /// Returns whether `caller` is the grantee.
    pub fn is_to(&self, caller: &Principal) -> bool {
        match (&self.terms.grantee, caller) {
            (Principal::Service(named), Principal::Service(calling)) => same_service(named, calling),
            (grantee, caller) => caller.acts_as(grantee),
        }
    }

    /// Returns whether `caller` may retire the grant without any policy: as the retiring principal, as a
    /// grantee with `RetireGrant`, or as the root of the account that created it.
    pub fn may_be_retired_by(&self, caller: &Principal) -> bool {
        let retiring = match (&self.terms.retiring, caller) {
            (Some(Principal::Service(named)), Principal::Service(calling)) => same_service(named, calling),
            (Some(retiring), caller) => caller.acts_as(retiring),
            (None, _) => false,
        };
        retiring
            || (self.is_to(caller) && self.terms.operations.contains(&Action::RetireGrant))
            || *caller == Principal::Root(self.issuer)
    }

    /// Returns whether a principal whose only permission to create grants is this grant may create one with
    /// `terms`: the same operations or fewer, under a constraint that is as narrow or narrower.
    pub fn covers(&self, terms: &GrantTerms) -> bool {
        let operations = terms.operations.iter().all(|op| self.terms.operations.contains(op));
        let constraint = match (&self.terms.constraint, &terms.constraint) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(own), Some(asked)) => asked.is_at_least(own),
        };
        operations && constraint
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RDS: &str = "rds.us-east-1.amazonaws.com";

    fn context(pairs: &[(&str, &str)]) -> EncryptionContext {
        EncryptionContext::new(pairs.iter().map(|(n, v)| ((*n).into(), (*v).into())).collect()).unwrap()
    }

    fn grant(operations: &[Action], constraint: Option<Constraint>) -> Grant {
        Grant {
            id: GrantId([1; 32]),
            key: KeyArn::parse("arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab")
                .unwrap(),
            terms: GrantTerms {
                grantee: Principal::parse(RDS).unwrap(),
                retiring: None,
                operations: operations.to_vec(),
                constraint,
                name: None,
            },
            issuer: AccountId::from_number(111_122_223_333),
            created: Time::start(crate::edition::Edition::Y2020),
        }
    }

    #[test]
    fn a_grant_permits_its_grantee_its_operations_in_its_context() {
        let cluster = context(&[("aws:rds:dbc-id", "cluster-A")]);
        let grant = grant(&[Action::Decrypt, Action::DescribeKey], Some(Constraint::Subset(cluster.clone())));
        let wider = context(&[("AWS:rds:dbc-id", "cluster-A"), ("aws:ebs:id", "vol-1")]);
        let other = context(&[("aws:rds:dbc-id", "cluster-B")]);
        let none = EncryptionContext::default();
        for (caller, action, context, permitted) in [
            (RDS, Action::Decrypt, &cluster, true),
            (RDS, Action::Decrypt, &wider, true),
            (RDS, Action::Decrypt, &other, false),
            (RDS, Action::Decrypt, &none, false),
            (RDS, Action::DescribeKey, &none, true),
            (RDS, Action::Encrypt, &cluster, false),
            ("rds.eu-west-1.amazonaws.com", Action::Decrypt, &cluster, false),
            ("arn:aws:iam::111122223333:root", Action::Decrypt, &cluster, false),
        ] {
            let caller = Principal::parse(caller).unwrap();
            assert_eq!(grant.permits(&caller, action, context), permitted, "{caller} {action:?}");
        }
    }

    #[test]
    fn who_may_retire() {
        let row = |retiring: Option<&str>, operations: &[Action], caller: &str| {
            let mut grant = grant(operations, None);
            grant.terms.retiring = retiring.map(|text| Principal::parse(text).unwrap());
            grant.may_be_retired_by(&Principal::parse(caller).unwrap())
        };
        let admin = "arn:aws:iam::111122223333:user/admin";
        assert!(row(Some(admin), &[Action::Decrypt], admin));
        assert!(!row(None, &[Action::Decrypt], admin));
        assert!(row(None, &[Action::RetireGrant], RDS));
        assert!(!row(None, &[Action::Decrypt], RDS));
        assert!(row(None, &[], "arn:aws:iam::111122223333:root"));
        assert!(!row(None, &[], "arn:aws:iam::444455556666:root"));
    }

    #[test]
    fn a_grant_of_a_grantee_can_only_be_narrower() {
        let a = context(&[("a", "1")]);
        let ab = context(&[("a", "1"), ("b", "2")]);
        let own = grant(&[Action::Decrypt, Action::CreateGrant], Some(Constraint::Subset(a.clone())));
        for (operations, constraint, covered) in [
            (vec![Action::Decrypt], Some(Constraint::Subset(a.clone())), true),
            (vec![Action::Decrypt], Some(Constraint::Subset(ab.clone())), true),
            (vec![Action::Decrypt], Some(Constraint::Equals(ab)), true),
            (vec![Action::Decrypt], None, false),
            (vec![Action::Encrypt], Some(Constraint::Equals(a)), false),
        ] {
            let terms = grant(&operations, constraint).terms;
            assert_eq!(own.covers(&terms), covered, "{terms:?}");
        }
    }
}
