//! What operations on users and on roles share: which one, and the caller's permission.

use super::access;
use crate::iam::{Holder, IamRefusal};
use crate::ids::{AccountId, Principal};
use crate::ops::Tx;
use crate::profile::{PROFILES, Profile};
use crate::refusal::Refusal;
use crate::world::World;
use std::rc::Rc;

/// A user of the caller's account.
#[derive(Clone, Debug, PartialEq, Eq, StableHash, Members)]
pub struct OneUser {
    /// The user's name.
    #[member(UserName)]
    pub name: Rc<str>,
}

/// A role of the caller's account.
#[derive(Clone, Debug, PartialEq, Eq, StableHash, Members)]
pub struct OneRole {
    /// The role's name.
    #[member(RoleName)]
    pub name: Rc<str>,
}

/// A call about a user or a role.
pub(super) struct On<'a> {
    pub(super) kind: Holder,
    pub(super) name: &'a Rc<str>,
    /// As a policy writes it: `iam:PutUserPolicy`.
    pub(super) permission: &'static str,
}

impl On<'_> {
    /// Finds it, once the caller's permission is checked.
    pub(super) fn find(&self, tx: &Tx) -> Result<Principal, Refusal> {
        let member = match self.kind {
            Holder::User => "userName",
            Holder::Role => "roleName",
        };
        access::name(member, self.name, 1, 128)?;
        let (named, shown) = named(&tx.world, tx.account, self.kind, self.name);
        let arn = shown.to_string();
        access::allowed(tx, self.permission, &arn, &[self.kind.word(), " ", self.name].concat())?;
        named.ok_or_else(|| self.missing().into())
    }

    /// The refusal where there is none of that name.
    pub(super) fn missing(&self) -> IamRefusal {
        IamRefusal::NoHolder(self.kind, self.name.clone())
    }
}

/// The user or role of that name, if there is one; and its principal, which has no path if there is none.
fn named(world: &World, account: AccountId, kind: Holder, name: &Rc<str>) -> (Option<Principal>, Principal) {
    let key = (account, name.clone());
    let (found, otherwise) = match kind {
        Holder::Role => {
            (world.roles.get(&key).map(|role| role.principal()), Principal::Role(account, name.clone()))
        }
        Holder::User => {
            let from_start = PROFILES.iter().find(|one| one.account == account && one.user == &**name);
            let created = world.users.get(&key).map(|user| user.principal());
            (from_start.map(Profile::principal).or(created), Principal::User(account, name.clone()))
        }
    };
    (found.clone(), found.unwrap_or(otherwise))
}

/// Declares an operation on users and the same on roles, which end in one function.
macro_rules! of_users_and_roles {
    (
        $(#[$operation:meta])*
        $user:ident $about_user:literal, $role:ident $about_role:literal
        { $($(#[$attribute:meta])* $field:ident: $type:ty,)* } = $decide:ident
    ) => {
        $crate::ops::iam::holder::of_users_and_roles! { @one User OneUser
            $(#[$operation])* $user $about_user { $($(#[$attribute])* $field: $type,)* } = $decide }
        $crate::ops::iam::holder::of_users_and_roles! { @one Role OneRole
            $(#[$operation])* $role $about_role { $($(#[$attribute])* $field: $type,)* } = $decide }
    };
    (
        @one $kind:ident $which:ident
        $(#[$operation:meta])* $name:ident $about:literal
        { $($(#[$attribute:meta])* $field:ident: $type:ty,)* } = $decide:ident
    ) => {
        #[doc = $about]
        #[derive(Clone, Debug, PartialEq, Eq, Operation)]
        $(#[$operation])*
        pub struct $name {
            /// Whose it is.
            #[members]
            pub of: $crate::ops::iam::holder::$which,
            $($(#[$attribute])* pub $field: $type,)*
        }

        impl $name {
            pub(super) fn decide(&self, tx: &mut Tx) -> Result<IamOutput, Refusal> {
                let on = On {
                    kind: Holder::$kind,
                    name: &self.of.name,
                    permission: concat!("iam:", stringify!($name)),
                };
                $decide(tx, &on, $(&self.$field),*)
            }
        }
    };
}
pub(super) use of_users_and_roles;
