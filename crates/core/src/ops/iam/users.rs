//! Users: `CreateUser`, `GetUser`, `ListUsers`, `DeleteUser`. Those that every world begins with have profiles; nobody has the
//! credentials of the others, which policies can name.
//!
//! Refused, in this order: values; no IAM permission; no such user, or one of that name; policies that the user still has.

use super::IamOutput;
use super::access;
use super::holder::{On, OneUser};
use super::roles::without_policies;
use super::unique_id::{self, Kind, user_id};
use crate::env::Time;
use crate::event::IamEvent;
use crate::iam::role::{Named, User};
use crate::iam::{Holder, IamRefusal};
use crate::ids::{AccountId, Principal};
use crate::map::Map;
use crate::ops::Tx;
use crate::ops::rds::values::Tags;
use crate::profile::{PROFILES, Profile};
use crate::refusal::Refusal;
use crate::sort::sorted;
use crate::world::World;
use std::rc::Rc;

/// Creates a user, whom policies can name.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(writes, errors(AccessDenied, EntityAlreadyExists, ValidationError))]
#[operation(refused(PermissionsBoundary))]
pub struct CreateUser {
    /// The path; `/` if none is given.
    #[member(Path)]
    pub path: Option<Rc<str>>,
    /// The user's name.
    #[member(UserName)]
    pub name: Rc<str>,
    /// The tags.
    #[member(Tags)]
    pub tags: Tags,
}

/// Shows a user, or whoever asks.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(errors(AccessDenied, NoSuchEntity, ValidationError))]
pub struct GetUser {
    /// The user's name; the caller if it is not given.
    #[member(UserName)]
    pub name: Option<Rc<str>>,
}

/// Lists the account's users.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(errors(AccessDenied))]
#[operation(refused(Marker))]
pub struct ListUsers {
    /// Only those with this path.
    #[member(PathPrefix)]
    pub path: Option<Rc<str>>,
}

/// Deletes a user who was created and has no policies any more.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(writes, errors(AccessDenied, DeleteConflict, NoSuchEntity, ValidationError))]
pub struct DeleteUser {
    /// The user.
    #[members]
    pub of: OneUser,
}

/// A user that every world begins with.
fn from_start(world: &World, profile: &Profile) -> Rc<User> {
    let named = Named { account: profile.account, path: "/".into(), name: profile.user.into() };
    let id = user_id(&profile.principal()).into();
    Rc::new(User { named, id, created: Time::start(world.edition), tags: Map::new() })
}

/// The users of an account, by name.
fn all(world: &World, account: AccountId) -> Vec<Rc<User>> {
    let start = PROFILES.iter().filter(|profile| profile.account == account);
    let created = world.users.values().filter(|user| user.named.account == account).cloned();
    let users = start.map(|profile| from_start(world, profile)).chain(created).collect();
    sorted(users, |one: &Rc<User>, other| one.named.name.cmp(&other.named.name))
}

impl CreateUser {
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<IamOutput, Refusal> {
        access::name("userName", &self.name, 1, 64)?;
        let named =
            Named { account: tx.account, path: access::path(self.path.as_ref())?, name: self.name.clone() };
        let arn = Principal::User(tx.account, named.in_arn()).to_string();
        access::allowed(tx, "iam:CreateUser", &arn, &arn)?;
        if all(&tx.world, tx.account).iter().any(|user| user.named.name.eq_ignore_ascii_case(&self.name)) {
            return Err(IamRefusal::HolderExists(Holder::User, self.name.clone()).into());
        }
        let (id, created) = (unique_id::new(tx, Kind::User).into(), tx.world.now);
        let user = Rc::new(User { named, id, created, tags: self.tags.0.clone() });
        tx.emit(IamEvent::UserPut(user.clone()).into());
        Ok(IamOutput::User(user))
    }
}

impl GetUser {
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<IamOutput, Refusal> {
        let name = match (&self.name, &tx.who) {
            (Some(name), _) => name.clone(),
            (None, Principal::User(_, named)) => named.rsplit('/').next().unwrap_or_default().into(),
            (None, _) => return Err(IamRefusal::SessionIsNoUser.into()),
        };
        let on = On { kind: Holder::User, name: &name, permission: "iam:GetUser" };
        on.find(tx)?;
        let found = all(&tx.world, tx.account).into_iter().find(|user| user.named.name == name);
        found.map(IamOutput::User).ok_or_else(|| on.missing().into())
    }
}

impl ListUsers {
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<IamOutput, Refusal> {
        let prefix = self.path.as_deref().unwrap_or("/");
        let arn = ["arn:aws:iam::", &tx.account.to_string(), ":user", prefix].concat();
        access::allowed(tx, "iam:ListUsers", &arn, &arn)?;
        let mut users = all(&tx.world, tx.account);
        users.retain(|user| user.named.path.starts_with(prefix));
        Ok(IamOutput::Users(users))
    }
}

impl DeleteUser {
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<IamOutput, Refusal> {
        let name = &self.of.name;
        let on = On { kind: Holder::User, name, permission: "iam:DeleteUser" };
        let who = on.find(tx)?;
        if !tx.world.users.contains_key(&(tx.account, name.clone())) {
            return Err(IamRefusal::ProfilesUser(name.clone()).into());
        }
        without_policies(tx, &who)?;
        tx.emit(IamEvent::UserRemoved(tx.account, name.clone()).into());
        Ok(IamOutput::Nothing)
    }
}
