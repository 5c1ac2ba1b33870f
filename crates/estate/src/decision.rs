//! Which statement of a key policy, or which grant, decides whether a principal may do something with a key, as far as the
//! key's own policy and grants say. Identity policies, service control policies and the like are in no file that is read.

use playground_core::kms::pattern::Budget;
use playground_core::kms::policy::{Effect, Element, Statement, Who};

use crate::arn::Arn;
use crate::estate::{Grant, Key, KeyPolicy};

/// What a key's policy and grants say of one action of one principal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// A statement denies it, by this name: ``statement `NoExports` `` or `statement 2`.
    Denied(String),
    /// A statement allows it to the principal itself.
    Allowed(String),
    /// A statement names the principal's account: its identity policies decide.
    PassedOn(String),
    /// A grant allows it.
    Granted,
    /// No statement and no grant allows it.
    Nothing,
    /// It is unknown, because of this: a sentence.
    CantTell(String),
}

/// Who calls, as far as an ARN says it. The path of a session's role is in no ARN of a session.
struct Caller<'a> {
    arn: &'a Arn,
    /// The name of the role of a session.
    session_of: Option<&'a str>,
}

impl<'a> Caller<'a> {
    fn of(arn: &'a Arn) -> Self {
        let of = arn.resource().strip_prefix("assumed-role/").and_then(|rest| rest.split('/').next());
        Self { arn, session_of: of }
    }

    fn is(&self, who: &Who) -> bool {
        match who {
            Who::Anyone => true,
            Who::Session(account, name) => {
                let same = [&*account.to_string(), ":", name].concat();
                self.arn.as_str() == &**name || self.arn.as_str().ends_with(&same)
            }
            Who::One(principal) => {
                let account = principal.account().is_some_and(|of| of.to_string() == self.arn.account());
                let text = principal.to_string();
                let role = text.split_once(":role/").and_then(|(_, path)| path.rsplit('/').next());
                let itself = Arn::parse(&text).is_some_and(|one| one.resource() == self.arn.resource());
                account && (itself || (role.is_some() && role == self.session_of))
            }
        }
    }

    fn is_of_account(&self, who: &Who) -> bool {
        matches!(who, Who::One(principal) if principal.to_string().ends_with(":root")
            && principal.account().is_some_and(|of| of.to_string() == self.arn.account()))
    }
}

/// The name of a statement: its `Sid`, or its number.
pub(crate) fn called(statement: &Statement, at: usize) -> String {
    statement.sid.as_deref().map_or_else(
        || ["statement ", &(at + 1).to_string()].concat(),
        |sid| ["statement `", sid, "`"].concat(),
    )
}

/// Decides whether a principal, by its ARN, may do something (`kms:Decrypt`) with a key. Conditions are not evaluated: a
/// statement that has some, and that would decide, makes that the answer can't be told.
pub fn decide(key: &Key, principal: &Arn, action: &str) -> Decision {
    let caller = Caller::of(principal);
    let policy = match &key.policy {
        None => None,
        Some(KeyPolicy::Unread(why)) => {
            return Decision::CantTell(["the key policy can't be evaluated: ", why].concat());
        }
        Some(KeyPolicy::Read(policy)) => Some(policy),
    };
    let budget = Budget::default();
    let statements = policy.iter().flat_map(|policy| &policy.statements).enumerate();
    let about: Vec<(usize, &Statement)> = statements
        .filter(|(_, one)| {
            let fits = one.actions.iter().any(|pattern| pattern.fits_action(action, &budget));
            fits != one.inverts(Element::Action)
        })
        .collect();
    let aimed = |one: &Statement| {
        one.inverts(Element::Principal)
            || one.who.iter().any(|who| caller.is(who) || caller.is_of_account(who))
    };
    let open = |one: &Statement| !one.conditions.is_empty() || one.inverts(Element::Principal);
    let with = |effect: Effect| about.iter().filter(move |(_, one)| one.effect == effect && aimed(one));

    if let Some((at, one)) = with(Effect::Deny).find(|(_, one)| !open(one)) {
        return Decision::Denied(called(one, *at));
    }
    if let Some((at, one)) = with(Effect::Deny).next() {
        return Decision::CantTell(
            [&called(one, *at), " denies it under conditions: ", &conditions(one)].concat(),
        );
    }
    let sure = || with(Effect::Allow).filter(|(_, one)| !open(one));
    if let Some((at, one)) = sure().find(|(_, one)| one.who.iter().any(|who| caller.is(who))) {
        return Decision::Allowed(called(one, *at));
    }
    let mut granting = key.grants.iter().flatten().filter(|grant| permits(grant, principal, action));
    let granted = granting.clone().next().is_some();
    if granting.any(|grant| grant.context.is_none()) {
        return Decision::Granted;
    }
    if let Some((at, one)) = sure().next() {
        return Decision::PassedOn(called(one, *at));
    }
    if let Some((at, one)) = with(Effect::Allow).next() {
        return Decision::CantTell(
            [&called(one, *at), " allows it under conditions: ", &conditions(one)].concat(),
        );
    }
    if granted {
        return Decision::CantTell(String::from("a grant allows it for one encryption context only"));
    }
    if policy.is_none() {
        return Decision::CantTell(String::from("no file has the key's policy (aws kms get-key-policy)"));
    }
    Decision::Nothing
}

/// The same for whoever of an account it may be, if that is all that is known: a statement or a grant for single principals of
/// the account makes that it can't be told.
pub fn decide_for_account(key: &Key, account: &str, action: &str) -> Decision {
    let Some(root) = Arn::parse(&["arn:aws:iam::", account, ":root"].concat()) else {
        return Decision::CantTell(String::from("no account is known"));
    };
    let decision = decide(key, &root, action);
    if decision != Decision::Nothing {
        return decision;
    }
    let of_account = |who: &Who| match who {
        Who::Anyone => false,
        Who::Session(of, _) => of.to_string() == account,
        Who::One(principal) => principal.account().is_some_and(|of| of.to_string() == account),
    };
    let budget = Budget::default();
    let policy = match &key.policy {
        Some(KeyPolicy::Read(policy)) => Some(policy),
        Some(KeyPolicy::Unread(_)) | None => None,
    };
    let allows = |one: &&Statement| {
        one.effect == Effect::Allow
            && one.who.iter().any(of_account)
            && one.actions.iter().any(|pattern| pattern.fits_action(action, &budget))
    };
    let granted = key.grants.iter().flatten().any(|grant| {
        Arn::parse(&grant.grantee)
            .is_some_and(|grantee| grantee.account() == account && permits(grant, &grantee, action))
    });
    if granted || policy.is_some_and(|policy| policy.statements.iter().any(|one| allows(&one))) {
        return Decision::CantTell(String::from(
            "only some principals of the account may, and the error doesn't say who called",
        ));
    }
    Decision::Nothing
}

/// `kms:ViaService, kms:CallerAccount`
fn conditions(statement: &Statement) -> String {
    if statement.conditions.is_empty() {
        return String::from("NotPrincipal");
    }
    let names: Vec<String> = statement.conditions.iter().map(|one| one.key.name()).collect();
    names.join(", ")
}

fn permits(grant: &Grant, principal: &Arn, action: &str) -> bool {
    let operation = action.split_once(':').map_or(action, |(_, name)| name);
    &*grant.grantee == principal.as_str() && grant.operations.iter().any(|one| **one == *operation)
}

#[cfg(test)]
mod tests {
    use playground_aws::policy::{self, Kind};

    use super::*;

    const KEY: &str = "arn:aws:kms:eu-west-1:111122223333:key/1";

    fn decided(statements: &str, principal: &str, action: &str) -> Decision {
        let text = [r#"{"Version": "2012-10-17", "Statement": ["#, statements, "]}"].concat();
        let mut key = Key::new(Arn::parse(KEY).unwrap());
        key.policy = Some(KeyPolicy::Read(policy::read(&text, Kind::Key).unwrap()));
        key.grants = Some(vec![Grant {
            id: "1".into(),
            grantee: "arn:aws:iam::111122223333:user/granted".into(),
            operations: vec!["Decrypt".into()],
            retiring: None,
            context: None,
        }]);
        decide(&key, &Arn::parse(principal).unwrap(), action)
    }

    #[test]
    fn the_statement_that_decides() {
        let root = r#"{"Sid": "Root", "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "kms:*", "Resource": "*"}"#;
        let role = r#"{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/app/Writer"}, "Action": ["kms:Decrypt", "kms:GenerateDataKey*"], "Resource": "*"}"#;
        let deny = r#"{"Sid": "No", "Effect": "Deny", "Principal": "*", "Action": "kms:CreateGrant", "Resource": "*"}"#;
        let via = r#"{"Sid": "Via", "Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "kms:Decrypt", "Resource": "*", "Condition": {"StringEquals": {"kms:ViaService": "rds.eu-west-1.amazonaws.com"}}}"#;
        let both = [root, ",", deny].concat();
        let session = "arn:aws:sts::111122223333:assumed-role/Writer/me";
        for (statements, principal, action, wanted) in [
            (
                root,
                "arn:aws:iam::111122223333:user/ann",
                "kms:Decrypt",
                Decision::PassedOn("statement `Root`".into()),
            ),
            (root, "arn:aws:iam::444455556666:user/ann", "kms:Decrypt", Decision::Nothing),
            (role, session, "kms:Decrypt", Decision::Allowed("statement 1".into())),
            (role, session, "kms:GenerateDataKeyWithoutPlaintext", Decision::Allowed("statement 1".into())),
            (role, session, "kms:CreateGrant", Decision::Nothing),
            (role, "arn:aws:sts::111122223333:assumed-role/Reader/me", "kms:Decrypt", Decision::Nothing),
            (
                &both,
                "arn:aws:iam::111122223333:user/ann",
                "kms:CreateGrant",
                Decision::Denied("statement `No`".into()),
            ),
            (
                &both,
                "arn:aws:iam::111122223333:user/ann",
                "kms:Decrypt",
                Decision::PassedOn("statement `Root`".into()),
            ),
            (role, "arn:aws:iam::111122223333:user/granted", "kms:Decrypt", Decision::Granted),
            (
                via,
                session,
                "kms:Decrypt",
                Decision::CantTell("statement `Via` allows it under conditions: kms:ViaService".into()),
            ),
        ] {
            assert_eq!(decided(statements, principal, action), wanted, "{principal} {action}");
        }
    }

    #[test]
    fn of_an_account_single_principals_tell_nothing() {
        let role = r#"{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::444455556666:role/Writer"}, "Action": "kms:Decrypt", "Resource": "*"}"#;
        let text = [r#"{"Version": "2012-10-17", "Statement": ["#, role, "]}"].concat();
        let mut key = Key::new(Arn::parse(KEY).unwrap());
        key.policy = Some(KeyPolicy::Read(policy::read(&text, Kind::Key).unwrap()));
        assert!(matches!(decide_for_account(&key, "444455556666", "kms:Decrypt"), Decision::CantTell(_)));
        assert_eq!(decide_for_account(&key, "444455556666", "kms:CreateGrant"), Decision::Nothing);
        assert_eq!(decide_for_account(&key, "777788889999", "kms:Decrypt"), Decision::Nothing);
    }
}
