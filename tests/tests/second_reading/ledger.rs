//! The second implementation of the rules: a ledger of what is encrypted under which key.
//!
//! It follows the statements of the source document (their numbers are in the comments) as directly as possible. It has
//! one account and two Regions.

use std::collections::BTreeMap;

use crate::command::{Change, Command};

/// A key: a customer's by its number, or AWS's for a Region.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Key {
    /// The customer's n-th key.
    Customer(usize),
    /// `aws/rds` of a Region.
    Default(usize),
}

#[derive(Clone, Debug)]
pub(crate) struct CustomerKey {
    pub(crate) region: usize,
    pub(crate) enabled: bool,
    pub(crate) id: String,
}

#[derive(Clone, Debug)]
pub(crate) struct Cluster {
    pub(crate) under: Option<Key>,
    pub(crate) lost: bool,
    pub(crate) replica: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct Snapshot {
    pub(crate) under: Option<Key>,
    pub(crate) failed: bool,
}

/// What the rules say about a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Done,
    /// Refused, for one of these reasons; `None` is a reason that is not a rule of the document, such as a name that is
    /// taken or a disabled key.
    Refused(Vec<Option<&'static str>>),
}

type Place = (usize, String);

#[derive(Clone, Debug, Default)]
pub(crate) struct Ledger {
    pub(crate) keys: Vec<CustomerKey>,
    pub(crate) clusters: BTreeMap<Place, Cluster>,
    pub(crate) snapshots: BTreeMap<Place, Snapshot>,
}

/// Collects reasons to refuse.
#[derive(Default)]
struct Reasons(Vec<Option<&'static str>>);

impl Reasons {
    fn if_so(&mut self, refused: bool, reason: Option<&'static str>) {
        if refused {
            self.0.push(reason);
        }
    }

    fn verdict(self) -> Verdict {
        if self.0.is_empty() { Verdict::Done } else { Verdict::Refused(self.0) }
    }
}

impl Ledger {
    /// Records the id that the playground gave to the key created last.
    pub(crate) fn note_key(&mut self, id: &str) {
        if let Some(key) = self.keys.last_mut() {
            key.id = String::from(id);
        }
    }

    /// A key as Region and, for a customer's, id.
    pub(crate) fn named(&self, key: &Key) -> (usize, Option<String>) {
        match key {
            Key::Customer(number) => (self.keys[*number].region, Some(self.keys[*number].id.clone())),
            Key::Default(region) => (*region, None),
        }
    }

    fn usable(&self, key: &Key) -> bool {
        match key {
            Key::Customer(number) => self.keys[*number].enabled,
            Key::Default(_) => true,
        }
    }

    /// Adds the reasons against encrypting something in a Region under a customer's key: it is in another Region (L09),
    /// or can't be used.
    fn against(&self, reasons: &mut Reasons, number: usize, region: usize) {
        reasons.if_so(self.keys[number].region != region, Some("L09"));
        reasons.if_so(!self.keys[number].enabled, None);
    }

    fn lose_if_unusable(&mut self, place: &Place) {
        let Some(cluster) = self.clusters.get(place) else { return };
        let works = cluster.under.as_ref().is_none_or(|key| self.usable(key));
        if let Some(cluster) = self.clusters.get_mut(place) {
            cluster.lost |= !works; // E07: never usable again, E08
        }
    }

    fn add(&mut self, place: Place, under: Option<Key>, replica: bool) {
        self.clusters.insert(place, Cluster { under, lost: false, replica });
    }

    /// Judges a command and, if it is allowed, records its effect.
    pub(crate) fn judge(&mut self, command: &Command) -> Verdict {
        match command {
            Command::CreateKey { region } => {
                self.keys.push(CustomerKey { region: *region, enabled: true, id: String::new() });
                Verdict::Done
            }
            Command::SwitchKey { key, on } => match key.of(&self.keys) {
                Some(number) => {
                    self.keys[number].enabled = *on;
                    Verdict::Done
                }
                None => Verdict::Refused(vec![None]),
            },
            Command::Day => {
                let places: Vec<Place> = self.clusters.keys().cloned().collect();
                for place in &places {
                    self.lose_if_unusable(place);
                }
                Verdict::Done
            }
            Command::Create { place, encrypted, key } => self.create(place, *encrypted, key.of(&self.keys)),
            Command::Modify { place, change } => self.modify(place, *change),
            Command::Snapshot { place, name, change } => self.snapshot(place, name, *change),
            Command::Copy { from, to, key } => self.copy(from, to, key.of(&self.keys)),
            Command::Restore { from, to, key } => self.restore(from, to, key.of(&self.keys)),
            Command::PointInTime { from, to, key } => self.point_in_time(from, to, key.of(&self.keys)),
            Command::Replica { from, to, encrypted, key } => {
                self.replica(from, to, *encrypted, key.of(&self.keys))
            }
        }
    }

    fn create(&mut self, place: &Place, encrypted: Option<bool>, key: Option<usize>) -> Verdict {
        let mut reasons = Reasons::default();
        reasons.if_so(self.clusters.contains_key(place), None);
        reasons.if_so(key.is_some() && encrypted != Some(true), None); // E01: encryption must be requested
        if let Some(number) = key {
            self.against(&mut reasons, number, place.0);
        }
        let verdict = reasons.verdict();
        if verdict == Verdict::Done {
            // E02, E03: without a named key, it is the Region's AWS managed key
            let under = (encrypted == Some(true)).then(|| key.map_or(Key::Default(place.0), Key::Customer));
            self.add(place.clone(), under, false);
        }
        verdict
    }

    /// E04, L01, L04: nothing about encryption can be changed, whatever the cluster is.
    fn modify(&self, place: &Place, change: Change) -> Verdict {
        let reason = match (self.clusters.get(place).map(|cluster| cluster.under.is_some()), change) {
            (_, Change::Off) => vec![Some("L01")],
            (Some(true), Change::Key) => vec![Some("E04")],
            (Some(true), Change::On) => vec![Some("E01")],
            (Some(false), Change::Key | Change::On) => vec![Some("L04")],
            (None, _) => vec![None, Some("E04"), Some("L04"), Some("E01")],
        };
        Verdict::Refused(reason)
    }

    fn snapshot(&mut self, place: &Place, name: &str, change: Option<Change>) -> Verdict {
        let target = (place.0, String::from(name));
        let mut reasons = Reasons::default();
        let cluster = self.clusters.get(place).cloned();
        match (cluster.as_ref().map(|cluster| cluster.under.is_some()), change) {
            (_, None) => {}
            (Some(false), Some(Change::Key | Change::On)) => reasons.0.push(Some("L02")),
            (_, Some(_)) => reasons.0.push(Some("L03")),
        }
        if change.is_none() {
            reasons.if_so(self.snapshots.contains_key(&target), None);
            reasons.if_so(cluster.is_none(), None);
            reasons.if_so(cluster.as_ref().is_some_and(|cluster| cluster.lost), Some("E08"));
        }
        let verdict = reasons.verdict();
        if let (Verdict::Done, Some(cluster)) = (&verdict, cluster) {
            self.lose_if_unusable(place); // this needs the key
            let failed = cluster.under.as_ref().is_some_and(|key| !self.usable(key));
            self.snapshots.insert(target, Snapshot { under: cluster.under, failed }); // L03
        }
        verdict
    }

    fn copy(&mut self, from: &Place, to: &Place, key: Option<usize>) -> Verdict {
        let mut reasons = Reasons::default();
        let source = self.snapshots.get(from).cloned();
        reasons.if_so(source.as_ref().is_none_or(|source| source.failed), None);
        reasons.if_so(self.snapshots.contains_key(to), None);
        let own = source.and_then(|source| source.under);
        match &own {
            None => reasons.if_so(key.is_some(), Some("L02")),
            Some(old) => {
                reasons.if_so(key.is_none() && from.0 != to.0, Some("L08"));
                reasons.if_so(!self.usable(old), None);
                if let Some(number) = key {
                    self.against(&mut reasons, number, to.0);
                }
            }
        }
        let verdict = reasons.verdict();
        if verdict == Verdict::Done {
            let under = own.map(|old| key.map_or(old, Key::Customer)); // O06
            self.snapshots.insert(to.clone(), Snapshot { under, failed: false });
        }
        verdict
    }

    fn restore(&mut self, from: &Place, to: &str, key: Option<usize>) -> Verdict {
        let target = (from.0, String::from(to));
        let mut reasons = Reasons::default();
        let source = self.snapshots.get(from).cloned();
        reasons.if_so(source.as_ref().is_none_or(|source| source.failed), None);
        reasons.if_so(self.clusters.contains_key(&target), None);
        let own = source.and_then(|source| source.under);
        reasons.if_so(own.as_ref().is_some_and(|key| !self.usable(key)), None);
        if let Some(number) = key {
            self.against(&mut reasons, number, from.0);
        }
        let verdict = reasons.verdict();
        if verdict == Verdict::Done {
            self.add(target, key.map(Key::Customer).or(own), false); // L05
        }
        verdict
    }

    fn point_in_time(&mut self, from: &Place, to: &str, key: Option<usize>) -> Verdict {
        let target = (from.0, String::from(to));
        let mut reasons = Reasons::default();
        let source = self.clusters.get(from).cloned();
        reasons.if_so(source.is_none(), None);
        reasons.if_so(self.clusters.contains_key(&target), None);
        let own = source.and_then(|source| source.under);
        reasons.if_so(own.is_none() && key.is_some(), Some("L04"));
        reasons.if_so(own.as_ref().is_some_and(|key| !self.usable(key)), None);
        if let Some(number) = key {
            self.against(&mut reasons, number, from.0);
        }
        let verdict = reasons.verdict();
        if verdict == Verdict::Done {
            self.add(target, key.map(Key::Customer).or(own), false);
        }
        verdict
    }

    fn replica(&mut self, from: &Place, to: &Place, encrypted: Option<bool>, key: Option<usize>) -> Verdict {
        let mut reasons = Reasons::default();
        let source = self.clusters.get(from).cloned();
        reasons.if_so(source.as_ref().is_none_or(|source| source.replica), None);
        reasons.if_so(source.as_ref().is_some_and(|source| source.lost), Some("E08"));
        reasons.if_so(self.clusters.contains_key(to), None);
        let own = source.and_then(|source| source.under);
        let wanted = encrypted == Some(true) || key.is_some();
        let away = from.0 != to.0;
        match &own {
            None => reasons.if_so(wanted, Some("L06")),
            Some(old) => {
                reasons.if_so(encrypted == Some(false) || (away && !wanted), Some("L07"));
                reasons.if_so(!self.usable(old), None);
                if let Some(number) = key {
                    self.against(&mut reasons, number, to.0);
                }
            }
        }
        let verdict = reasons.verdict();
        if verdict == Verdict::Done {
            let under = own.map(|old| match key {
                Some(number) => Key::Customer(number),
                None if away => Key::Default(to.0),
                None => old,
            });
            self.add(to.clone(), under, true); // O03
        }
        verdict
    }
}
