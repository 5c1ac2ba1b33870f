//! `CreateGrant`.
//!
//! Refused, in this order: invalid operations, name or tokens; an invalid principal; key not found; no permission; the
//! key's state; more than the caller's own grant allows, if only a grant lets the caller create one; operations that
//! the key has not; `DryRun`. Creating the same terms under the same name again makes no second grant, but returns a
//! new token.

use super::KmsOutput;
use super::attempt::{Attempt, Usable, dry_run};
use super::check;
use super::find::Forms;
use super::known;
use super::tokens::check_tokens;
use crate::env::Purpose;
use crate::event::Event;
use crate::ids::{AccountId, GrantId, KeyArn, KeyRef, Principal};
use crate::kms::action::{Action, GRANT_OPERATIONS, LATER_GRANT_OPERATIONS, MODELLED_GRANT_OPERATIONS};
use crate::kms::authorize::Allowed;
use crate::kms::context::EncryptionContext;
use crate::kms::grant::{Constraint, Grant, GrantTerms, new_token};
use crate::kms::key::Key;
use crate::kms::refusal::KmsRefusal;
use crate::kms::spec::KeyUsage;
use crate::ops::Tx;
use crate::refusal::{Refusal, ValueConstraint};
use crate::trail::Told;
use std::rc::Rc;

/// Lets a principal use a key for chosen operations.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(
    writes,
    errors(
        AccessDeniedException,
        DisabledException,
        DryRunOperationException,
        InvalidArnException,
        InvalidGrantTokenException,
        KMSInvalidStateException,
        NotFoundException,
        ValidationException
    )
)]
#[operation(refused(since(Y2026): GranteeServicePrincipal, RetiringServicePrincipal))]
pub struct CreateGrant {
    /// A key id or key ARN.
    #[member(KeyId)]
    pub key: KeyRef,
    /// The grantee, as written.
    #[member(GranteePrincipal)]
    pub grantee: Rc<str>,
    /// The retiring principal, as written.
    #[member(RetiringPrincipal)]
    pub retiring: Option<Rc<str>>,
    /// What the grantee may do, as it was written.
    #[member(
        Operations,
        required,
        choices = GRANT_OPERATIONS,
        later = LATER_GRANT_OPERATIONS,
        modelled = MODELLED_GRANT_OPERATIONS
    )]
    pub operations: Vec<Rc<str>>,
    /// The encryption contexts that it is limited to.
    #[member(Constraints)]
    pub constraint: Option<Constraint>,
    /// Grant tokens.
    #[member(GrantTokens)]
    pub tokens: Vec<Rc<str>>,
    /// Its name.
    #[member(Name)]
    pub name: Option<Rc<str>>,
    /// Whether to make a dry run.
    #[member(DryRun, since(Y2026))]
    pub dry_run: bool,
}

impl CreateGrant {
    pub(super) fn decide(&self, tx: &mut Tx, at: &mut Attempt) -> Result<KmsOutput, Refusal> {
        let terms = self.terms()?;
        for (who, text) in
            [(Some(&terms.grantee), Some(&self.grantee)), (terms.retiring.as_ref(), self.retiring.as_ref())]
        {
            if let (Some(who), Some(text)) = (who, text)
                && !tx.world.may_exist(who)
            {
                return Err(KmsRefusal::NoPrincipal(text.clone()).into());
            }
        }
        tell(at, &terms);
        check_tokens(&tx.world, &self.tokens)?;
        let context = context_of(terms.constraint.as_ref());
        let usable = at.key(tx, &self.key, Forms::KeyOnly, Action::CreateGrant, &context)?;
        within_own_grant(tx, &usable, &terms)?;
        suits(&usable.key, &terms)?;
        dry_run(self.dry_run)?;
        let id = grant(tx, &usable.key.arn, at.account(), terms);
        let token = new_token(&tx.env.bytes(Purpose::GrantToken), &usable.key.arn, id);
        Ok(KmsOutput::GrantCreated { token, id })
    }

    fn terms(&self) -> Result<GrantTerms, Refusal> {
        let mut operations = Vec::new();
        for name in &self.operations {
            let Some(action) = Action::grantable(name) else {
                // What AWS has besides was told to be not modelled when the request was read.
                return Err(Refusal::not_each_of("operations", &[name], MODELLED_GRANT_OPERATIONS));
            };
            if !operations.contains(&action) {
                operations.push(action);
            }
        }
        if operations.is_empty() {
            return Err(Refusal::breaks("operations", None, ValueConstraint::Shortest(1)));
        }
        if let Some(name) = &self.name {
            check::longest("name", name, 256)?;
            check::pattern("name", name, "^[a-zA-Z0-9:/_-]+$", |b| {
                b.is_ascii_alphanumeric() || b":/_-".contains(&b)
            })?;
        }
        let pairs = context_of(self.constraint.as_ref());
        if pairs.pairs().len() > 8 || pairs.pairs().iter().any(|(_, value)| value.chars().count() > 384) {
            return Err(KmsRefusal::LongConstraint.into());
        }
        let retiring =
            self.retiring.as_deref().map(|text| principal("retiringPrincipal", text)).transpose()?;
        let grantee = principal("granteePrincipal", &self.grantee)?;
        let (constraint, name) = (self.constraint.clone(), self.name.clone());
        Ok(GrantTerms { grantee, retiring, operations, constraint, name })
    }
}

/// Parses a principal in a member of CloudTrail's name.
pub(super) fn principal(member: &str, text: &str) -> Result<Principal, Refusal> {
    check::shortest(member, text, 1)?;
    check::longest(member, text, 256)?;
    check::pattern(member, text, r"^[\w+=,.@:/-]+$", |b| {
        b.is_ascii_alphanumeric() || b"_+=,.@:/-".contains(&b)
    })?;
    Principal::parse(text).map_err(|_| KmsRefusal::NoPrincipal(text.into()).into())
}

/// Adds what CloudTrail shows of a grant, and what condition keys can ask for.
pub(super) fn tell(at: &mut Attempt, terms: &GrantTerms) {
    at.knows(known::of_grant(terms));
    at.asked("granteePrincipal", terms.grantee.to_string());
    if let Some(retiring) = &terms.retiring {
        at.asked("retiringPrincipal", retiring.to_string());
    }
    at.asked("operations", Told::List(terms.operations.iter().map(|action| action.name().into()).collect()));
    let constraint = match &terms.constraint {
        Some(Constraint::Equals(context)) => ("encryptionContextEquals", context),
        Some(Constraint::Subset(context)) => ("encryptionContextSubset", context),
        None => return,
    };
    at.asked("constraints", Told::Structure(vec![(constraint.0.into(), constraint.1.into())]));
}

/// `kms:EncryptionContext:…` of `CreateGrant` is the context of the constraint.
pub(super) fn context_of(constraint: Option<&Constraint>) -> EncryptionContext {
    match constraint {
        Some(Constraint::Equals(context) | Constraint::Subset(context)) => context.clone(),
        None => EncryptionContext::default(),
    }
}

/// Checks that the key can do what a grant on it would allow.
pub(super) fn suits(key: &Key, terms: &GrantTerms) -> Result<(), Refusal> {
    let Some(special) = key.special else { return Ok(()) };
    let known = |action: &Action| match action {
        Action::GenerateDataKey | Action::GenerateDataKeyWithoutPlaintext => false,
        action => !action.is_cryptographic() || special.usage == KeyUsage::EncryptDecrypt,
    };
    match terms.operations.iter().find(|action| !known(action)) {
        None => Ok(()),
        Some(&operation) => {
            Err(KmsRefusal::GrantForOtherUsage { key: key.arn.clone(), special, operation }.into())
        }
    }
}

fn within_own_grant(tx: &Tx, usable: &Usable, terms: &GrantTerms) -> Result<(), Refusal> {
    let Allowed::Grant(id) = usable.allowed else { return Ok(()) };
    let own = tx.world.grants.get(&(usable.key.arn.clone(), id));
    if own.is_some_and(|own| own.covers(terms)) {
        return Ok(());
    }
    Err(KmsRefusal::BeyondOwnGrant(id).into())
}

/// Creates the grant, unless one of the same name has the same terms.
pub(in crate::ops) fn grant(tx: &mut Tx, key: &KeyArn, issuer: AccountId, terms: GrantTerms) -> GrantId {
    if terms.name.is_some()
        && let Some(same) = tx.world.grants_of(key).find(|g| g.terms == terms && g.issuer == issuer)
    {
        return same.id;
    }
    let id = GrantId(tx.env.bytes(Purpose::GrantId));
    let created = tx.world.now;
    tx.emit(Event::GrantPut(Rc::new(Grant { id, key: key.clone(), terms, issuer, created })));
    id
}
