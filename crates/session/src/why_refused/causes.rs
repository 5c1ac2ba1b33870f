//! What of an estate is behind a refusal: the keys, clusters and snapshots that the text or the command names, the state of
//! each key, and what its policy and grants say of whoever called.

use playground_core::rules::RuleId;
use playground_estate::{Arn, Estate, Key, Snapshot, lets};

use super::allows::policy;
use super::denied::Refused;
use super::pasted::Pasted;

/// Something of the estate that has to do with the refusal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fact {
    /// Whether it is enough to be refused for. The others say what can't be told, or what is not the reason.
    pub(super) sure: bool,
    /// A sentence or two, with `code` in backticks.
    pub(super) text: String,
    /// The rule that it is about.
    pub(super) rule: Option<RuleId>,
}

/// What the text and its command name.
pub(super) struct Named<'a> {
    pub(super) estate: &'a Estate,
    /// Whoever called.
    pub(super) caller: Option<Arn>,
    /// The Region of the call.
    pub(super) region: Option<String>,
    /// Its account.
    pub(super) account: Option<String>,
    /// The KMS keys that are named, aliases resolved.
    pub(super) keys: Vec<Arn>,
    /// The snapshots that are named.
    pub(super) snapshots: Vec<&'a Snapshot>,
    /// Keys of the clusters and snapshots that are named, each with how the resource is called.
    under: Vec<(String, Arn)>,
    /// What was named as a key and is none that can be found.
    lost: Vec<String>,
}

/// Options that name a cluster or a snapshot.
const RESOURCES: [&str; 7] = [
    "db-cluster-identifier",
    "db-cluster-snapshot-identifier",
    "source-db-cluster-snapshot-identifier",
    "source-db-cluster-identifier",
    "replication-source-identifier",
    "snapshot-identifier",
    "resource-name",
];

/// How many names of a text are looked up: nobody pastes more, and each is compared with every resource.
const MOST_NAMES: usize = 40;

/// ARNs in a line, in their order.
fn arns(line: &str) -> impl Iterator<Item = Arn> {
    let words = line.split(|c: char| c.is_whitespace() || "'\"[]()<>,;`".contains(c));
    words.filter_map(|word| {
        let (_, rest) = word.split_once("arn:aws")?;
        Arn::parse(["arn:aws", rest].concat().trim_end_matches(['.', ':']))
    })
}

impl<'a> Named<'a> {
    /// What a text names. `about` is what stood in it where the row of its reason has something that it is about.
    pub(super) fn of(
        estate: &'a Estate,
        pasted: &Pasted,
        denied: Option<&Refused>,
        about: &[String],
    ) -> Self {
        let all: Vec<Arn> = arns(&pasted.line).collect();
        let caller = denied.and_then(|denied| Arn::parse(&denied.who));
        let of_rds = all.iter().find(|arn| arn.service() == "rds" && !arn.region().is_empty());
        let region =
            pasted.option("region").map(String::from).or_else(|| of_rds.map(|arn| arn.region().into()));
        let account = caller.as_ref().or(of_rds).map(|arn| arn.account().to_owned());
        let mut named = Self {
            estate,
            caller,
            region,
            account,
            keys: Vec::new(),
            snapshots: Vec::new(),
            under: Vec::new(),
            lost: Vec::new(),
        };
        let by_option = RESOURCES.iter().filter_map(|option| pasted.option(option));
        let in_brackets = pasted.line.split('(').skip(1).filter_map(|rest| rest.split(')').next());
        let of_rds = all.iter().filter(|arn| arn.service() == "rds").map(Arn::as_str);
        for name in by_option
            .chain(of_rds)
            .chain(in_brackets)
            .chain(about.iter().map(String::as_str))
            .take(MOST_NAMES)
        {
            named.resource(name);
        }
        let named_keys = all.iter().filter(|arn| arn.service() == "kms").map(Arn::as_str);
        let options =
            ["kms-key-id", "key-id", "target-key-id"].iter().filter_map(|option| pasted.option(option));
        for name in named_keys.chain(options).take(MOST_NAMES) {
            named.key(name);
        }
        named
    }

    fn resource(&mut self, name: &str) {
        let is = |arn: &Arn| arn.as_str() == name || arn.name() == name;
        for cluster in self.estate.clusters.iter().filter(|one| is(&one.arn)) {
            self.put(["cluster `", cluster.arn.name(), "`"].concat(), cluster.encryption.key(), &cluster.arn);
        }
        for snapshot in self.estate.snapshots.iter().filter(|one| is(&one.arn)) {
            if !self.snapshots.iter().any(|known| known.arn == snapshot.arn) {
                self.snapshots.push(snapshot);
            }
            self.put(
                ["snapshot `", snapshot.arn.name(), "`"].concat(),
                snapshot.encryption.key(),
                &snapshot.arn,
            );
        }
    }

    fn put(&mut self, what: String, key: Option<&str>, beside: &Arn) {
        let key = key.and_then(|name| self.estate.key_arn(name, beside));
        if let Some(key) = key.filter(|key| !self.under.contains(&(what.clone(), key.clone()))) {
            self.under.push((what, key));
        }
    }

    /// A key by its ARN, its alias or its ID, wherever it is.
    fn key(&mut self, name: &str) {
        let beside = Arn::parse(name).and_then(|arn| self.estate.key_arn(name, &arn));
        let by_id = || self.estate.keys.iter().map(|key| &key.arn).find(|arn| arn.name() == name).cloned();
        let by_alias = || {
            let mut aliases = self.estate.aliases.iter();
            let alias = aliases.find(|alias| alias.arn.resource() == name)?;
            self.estate.key_arn(alias.arn.as_str(), &alias.arn)
        };
        match beside.or_else(by_id).or_else(by_alias) {
            Some(key) if !self.keys.contains(&key) => self.keys.push(key),
            Some(_) => {}
            None => self.lost.push(name.to_owned()),
        }
    }

    /// A key as a sentence names it: by an alias if it has one, and its account and Region.
    pub(super) fn called(&self, key: &Arn) -> String {
        let alias = self.estate.aliases.iter().find(|alias| {
            alias.target.as_deref() == Some(key.name())
                && (alias.arn.account(), alias.arn.region()) == (key.account(), key.region())
        });
        let name = alias.map_or_else(|| key.name(), |alias| alias.arn.resource());
        ["`", name, "` of account ", key.account(), " in ", key.region()].concat()
    }

    /// The principal that stands for the account of the call.
    pub(super) fn account_root(&self) -> Option<String> {
        self.account.as_deref().map(|account| ["arn:aws:iam::", account, ":root"].concat())
    }

    /// Returns whether files say that the key is in this state.
    pub(super) fn has_state(&self, key: &Arn, state: &str) -> bool {
        self.estate.keys.get(key.as_str()).is_some_and(|key| key.state.as_deref() == Some(state))
    }

    /// All keys that have to do with the call, the named ones first.
    pub(super) fn all_keys(&self) -> impl Iterator<Item = &Arn> {
        self.keys.iter().chain(self.under.iter().map(|(_, key)| key))
    }
}

/// What was refused about a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum About {
    /// Using it, for whatever reason.
    Use,
    /// A permission. KMS has another error for a key in a state that doesn't allow the call.
    Permission,
}

/// What has to do with a key that could not be used, or not by whoever called: for the actions that the call needs.
pub(super) fn of_keys(named: &Named<'_>, about: About, actions: &[&str]) -> Vec<Fact> {
    let mut facts = Vec::new();
    if named.estate.keys.is_empty() && named.estate.clusters.is_empty() && named.estate.snapshots.is_empty() {
        return facts;
    }
    for name in &named.lost {
        let text = ["No key or alias in the files is called `", name, "`."].concat();
        facts.push(Fact { sure: false, text, rule: None });
    }
    let mut seen: Vec<&Arn> = Vec::new();
    for key in named.all_keys() {
        if seen.contains(&key) {
            continue;
        }
        seen.push(key);
        if let Some((what, _)) = named.under.iter().find(|(_, under)| under == key) {
            let text = ["The ", what, " is under key ", &named.called(key), "."].concat();
            facts.push(Fact { sure: false, text, rule: None });
        }
        place(&mut facts, named, key);
        match named.estate.keys.get(key.as_str()) {
            None => {
                let text = [
                    "No file describes key ",
                    &named.called(key),
                    ", so its state and policy are unknown. Ask account ",
                    key.account(),
                    " for `aws kms describe-key` and `aws kms get-key-policy`.",
                ];
                facts.push(Fact { sure: false, text: text.concat(), rule: None });
            }
            Some(known) => {
                policy(&mut facts, named, known, actions);
                state(&mut facts, named, about, known);
            }
        }
    }
    if seen.is_empty() {
        unusable(&mut facts, named);
    }
    facts
}

/// The key's Region and account beside those of the call.
fn place(facts: &mut Vec<Fact>, named: &Named<'_>, key: &Arn) {
    let is_named = named.keys.contains(key);
    if let Some(region) = named.region.as_deref().filter(|region| is_named && *region != key.region()) {
        let text =
            ["Key ", &named.called(key), " is in another Region than the call, which went to ", region, "."];
        facts.push(Fact { sure: true, text: text.concat(), rule: Some(RuleId::L09) });
    }
    let Some(account) = named.account.as_deref().filter(|account| *account != key.account()) else { return };
    let known = named.estate.keys.get(key.as_str());
    if named.estate.is_aws_managed(key) {
        let text = [
            "Key ",
            &named.called(key),
            " is the AWS managed key of that account: no other account can use it.",
        ];
        return facts.push(Fact { sure: true, text: text.concat(), rule: Some(RuleId::N08) });
    }
    let (sure, says) = match known.map(|key| lets(key, account)) {
        None => return,
        Some(Some(true)) => {
            (false, " lets principals of that account decrypt, but their own account must allow it too.")
        }
        Some(Some(false)) => {
            (true, " names no principal of that account that may decrypt, and neither does a grant.")
        }
        Some(None) => (false, " can't be evaluated for that account, or depends on conditions."),
    };
    let text =
        ["The call comes from account ", account, ", and the policy of key ", &named.called(key), says];
    facts.push(Fact { sure, text: text.concat(), rule: Some(RuleId::N14) });
}

fn state(facts: &mut Vec<Fact>, named: &Named<'_>, about: About, key: &Key) {
    let name = named.called(&key.arn);
    let (unusable, text, rule) = match key.state.as_deref() {
        Some("Enabled") => (false, ["Key ", &name, " is enabled, as far as the files show."].concat(), None),
        Some("PendingDeletion") => {
            let when = key.deletion.map(|time| [", at ", &time.to_string()].concat()).unwrap_or_default();
            (
                true,
                ["Key ", &name, " is scheduled for deletion", &when, ": nobody can use it."].concat(),
                Some(RuleId::N12),
            )
        }
        Some("Disabled") => {
            (true, ["Key ", &name, " is disabled: nobody can use it."].concat(), Some(RuleId::N09))
        }
        Some(other) => (
            true,
            ["Key ", &name, " is in state `", other, "`, and can be used only when `Enabled`."].concat(),
            None,
        ),
        None => (false, ["No file has the state of key ", &name, " is."].concat(), None),
    };
    let (sure, text) = match about {
        About::Use => (unusable, text),
        About::Permission if unusable => {
            (false, [&*text, " That causes another error, once the permission is there."].concat())
        }
        About::Permission => (false, text),
    };
    facts.push(Fact { sure, text, rule: rule.filter(|_| sure) });
}

/// How many things a sentence lists.
const MOST: usize = 5;

/// No key is named: the keys that nobody can use.
fn unusable(facts: &mut Vec<Fact>, named: &Named<'_>) {
    let bad =
        named.estate.keys.iter().filter(|key| key.state.as_deref().is_some_and(|state| state != "Enabled"));
    let bad: Vec<String> = bad
        .take(MOST)
        .map(|key| [&*named.called(&key.arn), " (", key.state.as_deref().unwrap_or_default(), ")"].concat())
        .collect();
    if !bad.is_empty() {
        let text = ["The error names no key in the files. These can't be used: ", &bad.join(", "), "."];
        facts.push(Fact { sure: false, text: text.concat(), rule: None });
    }
}

/// A snapshot that can't be shared: which of the named ones, or of all, are under the AWS managed key.
pub(super) fn of_sharing(named: &Named<'_>) -> Vec<Fact> {
    let managed = |snapshot: &&Snapshot| {
        let key = snapshot.encryption.key().and_then(|key| named.estate.key_arn(key, &snapshot.arn));
        key.is_some_and(|key| named.estate.is_aws_managed(&key))
    };
    let sure = named.snapshots.iter().any(&managed);
    let those: Vec<&Snapshot> = if named.snapshots.is_empty() {
        named.estate.snapshots.iter().filter(managed).take(MOST).collect()
    } else {
        named.snapshots.iter().copied().filter(managed).collect()
    };
    let fact = |snapshot: &&Snapshot| Fact {
        sure,
        text: [
            "Snapshot `",
            snapshot.arn.name(),
            "` of account ",
            snapshot.arn.account(),
            " in ",
            snapshot.arn.region(),
            " is under the AWS managed key of that account.",
        ]
        .concat(),
        rule: Some(RuleId::N08),
    };
    those.iter().map(fact).collect()
}

/// The clusters and snapshots that the call names, and what they are under.
pub(super) fn of_resources(named: &Named<'_>) -> Vec<Fact> {
    let fact = |(what, key): &(String, Arn)| Fact {
        sure: false,
        text: ["The ", what, " is under key ", &named.called(key), "."].concat(),
        rule: None,
    };
    named.under.iter().map(fact).collect()
}
