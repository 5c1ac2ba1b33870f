//! Why somebody was refused, outside the playground: an error that the CLI, Terraform, `CloudFormation` or an SDK printed is
//! read, recognized by what the model declares of refusals, and explained by what the files of an estate say.
//!
//! `pasted` reads the text, `recognise` finds the reason, `denied` reads sentences about missing permissions, `causes` looks
//! into the estate, `said` and `ways` have the words, `tried` tries the ways on a copy of the world. Refusals of worlds are explained by `advice`.

mod allows;
mod causes;
mod denied;
mod pasted;
mod recognise;
mod said;
mod tried;
mod ways;

use playground_aws::likeness;
use playground_core::edition::Edition;
use playground_core::refusal::{ErrorCode, Source};
use playground_core::rules::RuleId;
use playground_core::sort::sorted;
use playground_estate::Estate;

pub use crate::advice::prose;
use crate::advice::rule_view;
use crate::view::{Inline, RuleView, Way};
use causes::{About, Fact, Named};
pub use denied::{Because, Policies, Refused};
pub use pasted::{MAX_PASTED, Pasted, Printed};
pub use recognise::Reason;
use recognise::{Found, by_code, by_text, known_code, rows};
pub(crate) use tried::tried;
pub use tried::{Copy, Trial};

/// How sure the answer is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// The text is one that AWS gives, or the model.
    ByText(Reason),
    /// The text is a sentence about missing permissions.
    Denied(Refused),
    /// The code says it all, whatever the text.
    ByCode(Reason),
    /// It is what Terraform prints of a plan that replaces something, and no error.
    Replacement,
    /// The code is known, but the text isn't.
    CodeOnly(ErrorCode),
    /// Neither is known.
    No,
}

/// Something of the imported files that has to do with it.
#[derive(Clone, Debug, PartialEq)]
pub struct Cause {
    /// Whether it is enough to be refused for.
    pub sure: bool,
    /// What is so.
    pub text: Vec<Inline>,
}

/// What is known of a refusal.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// What printed it, the operation and the code, as far as they can be told.
    pub heard: Vec<Inline>,
    /// What it was told by.
    pub told: Told,
    /// Whether the text is the playground's, and AWS's is not known.
    pub model: bool,
    /// What is behind it; empty where AWS's text says it all.
    pub why: Vec<Inline>,
    /// The rule behind it, and of which edition.
    pub rule: Option<(RuleView, Edition)>,
    /// What the files say.
    pub causes: Vec<Cause>,
    /// What to do instead.
    pub ways: Vec<Way>,
    /// Texts or codes that are near, if it was not recognized.
    pub near: Vec<String>,
}

/// What RDS needs of whoever names a key, in the order in which it is asked for (rule N13).
const NEEDED: [&str; 4] =
    ["kms:DescribeKey", "kms:CreateGrant", "kms:GenerateDataKeyWithoutPlaintext", "kms:Decrypt"];

/// Explains a text; `None` for one without a word.
pub fn explain(text: &str, estate: &Estate) -> Option<Answer> {
    let pasted = Pasted::read(text);
    if !pasted.line.contains(char::is_alphanumeric) {
        return None;
    }
    if let Some(refused) = denied::read(&pasted.line) {
        return Some(of_denied(&pasted, estate, refused));
    }
    let (found, by_text) = match by_text(&pasted) {
        Some(found) => (found, true),
        None => match by_code(&pasted) {
            Some(found) => (found, false),
            None => return Some(unknown(&pasted, estate)),
        },
    };
    let named = Named::of(estate, &pasted, None, &found.about);
    let facts = facts(&found, &named, &pasted);
    let sure = facts.iter().find(|fact| fact.sure && fact.rule.is_some()).and_then(|fact| fact.rule);
    Some(Answer {
        heard: heard(&pasted),
        told: if by_text { Told::ByText(found.reason) } else { Told::ByCode(found.reason) },
        model: found.model,
        why: prose(&said::behind(&found)),
        rule: found
            .rule
            .or(sure)
            .or_else(|| said::rule(&found, pasted.operation.as_deref()))
            .and_then(stated),
        ways: ways::ways(&found, &named, &pasted),
        causes: facts.iter().map(cause).collect(),
        near: Vec::new(),
    })
}

fn of_denied(pasted: &Pasted, estate: &Estate, refused: Refused) -> Answer {
    let named = Named::of(estate, pasted, Some(&refused), &[]);
    let on_key = refused.action.starts_with("kms:");
    let facts =
        if on_key { causes::of_keys(&named, About::Permission, &[&refused.action]) } else { Vec::new() };
    Answer {
        heard: heard(pasted),
        model: false,
        why: prose(&said::denied(&refused)),
        rule: on_key.then(|| stated(RuleId::O07)).flatten(),
        causes: facts.iter().map(cause).collect(),
        ways: ways::denied(&refused, &named),
        near: Vec::new(),
        told: Told::Denied(refused),
    }
}

/// What the files say of a reason: of those about keys, of each key; of all, which keys the named resources are under.
fn facts(found: &Found, named: &Named<'_>, pasted: &Pasted) -> Vec<Fact> {
    use playground_core::kms::refusal::KmsReason;
    use playground_core::rds::refusal::RdsReason;
    match found.reason {
        Reason::Rds(RdsReason::KeyNotAccessible) => causes::of_keys(named, About::Use, &NEEDED),
        Reason::Rds(RdsReason::DefaultKeyShared) => causes::of_sharing(named),
        Reason::Kms(KmsReason::State | KmsReason::CiphertextKey | KmsReason::Key) | Reason::Key(_) => {
            let action = pasted.operation.as_deref().map(|operation| ["kms:", operation].concat());
            let needed = action.as_deref().filter(|_| found.state.is_none());
            causes::of_keys(named, About::Use, needed.as_slice())
        }
        _ => causes::of_resources(named),
    }
}

fn cause(fact: &Fact) -> Cause {
    Cause { sure: fact.sure, text: prose(&fact.text) }
}

/// A rule as today's edition states it, or else as 2020's did.
fn stated(rule: RuleId) -> Option<(RuleView, Edition)> {
    let today = rule.in_edition(Edition::LATEST).map(|rule| (rule_view(rule), Edition::LATEST));
    today.or_else(|| rule.rule(Edition::Y2020).map(|rule| (rule_view(rule), Edition::Y2020)))
}

/// `the AWS CLI, CreateDBCluster, KMSKeyNotAccessibleFault`
fn heard(pasted: &Pasted) -> Vec<Inline> {
    let mut text = vec![Inline::Text(["From ", pasted.printed.name()].concat())];
    for name in [&pasted.operation, &pasted.code].into_iter().flatten() {
        text.push(Inline::Text(String::from(" · ")));
        text.push(Inline::Code(name.clone()));
    }
    text
}

/// How many texts or codes are near.
const NEAR: usize = 4;

/// The code alone is known, or nothing is.
fn unknown(pasted: &Pasted, estate: &Estate) -> Answer {
    let said = pasted.code.as_deref().unwrap_or_default();
    let code = known_code(said);
    let near = match code {
        Some(code) => near_texts(pasted, code),
        None => near_codes(said),
    };
    let named = Named::of(estate, pasted, None, &[]);
    Answer {
        heard: heard(pasted),
        told: match code {
            Some(code) => Told::CodeOnly(code),
            None if pasted.line.contains("forces replacement") => Told::Replacement,
            None => Told::No,
        },
        model: false,
        why: Vec::new(),
        rule: None,
        causes: causes::of_resources(&named).iter().map(cause).collect(),
        ways: Vec::new(),
        near,
    }
}

/// The texts of a code that share the most words with what was pasted: AWS's only.
fn near_texts(pasted: &Pasted, code: ErrorCode) -> Vec<String> {
    let words: Vec<String> = words(&pasted.line).collect();
    let of_code = rows().filter(|row| row.code == Some(code) && row.source == Some(Source::Aws));
    let scored = of_code.map(|row| {
        let text: String = row.parts.iter().map(|part| part.unwrap_or("…")).collect();
        let shared = self::words(&text).filter(|word| words.contains(word)).count();
        (shared, text)
    });
    let scored: Vec<(usize, String)> =
        scored.filter(|(shared, text)| *shared > 1 && !text.is_empty()).collect();
    sorted(scored, |one, other| other.0.cmp(&one.0)).into_iter().take(NEAR).map(|(_, text)| text).collect()
}

fn words(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric());
    words.filter(|word| word.len() > 3).map(str::to_ascii_lowercase)
}

/// Codes that look like one that is not known.
fn near_codes(said: &str) -> Vec<String> {
    if said.is_empty() {
        return Vec::new();
    }
    let scored = ErrorCode::ALL.iter().map(|code| (likeness(said, code.name()), code.name()));
    let scored: Vec<(usize, &str)> = scored.filter(|(score, _)| *score >= 700).collect();
    sorted(scored, |one, other| other.0.cmp(&one.0))
        .into_iter()
        .take(NEAR)
        .map(|(_, code)| code.into())
        .collect()
}
