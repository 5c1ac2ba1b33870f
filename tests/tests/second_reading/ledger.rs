//! What both readings of the rules keep a record of: what is encrypted under which key, and what is lost. One account, two
//! Regions. What a command does to it is in [`both`](crate::both), and where the pages differ in [`then`](crate::then) for
//! that of 2020 and in [`today`](crate::today) for that of 2026.

use std::collections::BTreeMap;

use playground_core::edition::Edition;

/// A key: a customer's by its number, AWS's for the account in a Region, or AWS's own in a Region.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Key {
    /// The customer's n-th key.
    Customer(usize),
    /// `aws/rds` of a Region.
    Default(usize),
    /// The AWS owned key of a Region.
    Owned(usize),
}

#[derive(Clone, Debug)]
pub(crate) struct CustomerKey {
    pub(crate) region: usize,
    pub(crate) enabled: bool,
    pub(crate) id: String,
}

/// Whether a cluster has its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    Fine,
    /// Since that many days it can be recovered.
    Recoverable(u32),
    /// For good.
    Lost,
}

#[derive(Clone, Debug)]
pub(crate) struct Cluster {
    pub(crate) under: Option<Key>,
    pub(crate) state: State,
    /// The cluster that it is a replica of.
    pub(crate) source: Option<Place>,
}

#[derive(Clone, Debug)]
pub(crate) struct Snapshot {
    pub(crate) under: Option<Key>,
    pub(crate) failed: bool,
    /// Whether the partner may copy and restore it.
    pub(crate) shared: bool,
}

/// What the partner, another account, made of a shared snapshot.
#[derive(Clone, Debug)]
pub(crate) struct Borrowed {
    pub(crate) region: usize,
    /// A copy, or else a restored cluster.
    pub(crate) copy: bool,
    pub(crate) under: Option<Key>,
}

/// What the rules say about a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Done,
    /// Refused, for one of these reasons; `None` is a reason that is not a rule of the document, such as a name that is
    /// taken or a disabled key.
    Refused(Vec<Option<&'static str>>),
}

pub(crate) type Place = (usize, String);

#[derive(Clone, Debug)]
pub(crate) struct Ledger {
    pub(crate) edition: Edition,
    /// How many days have passed since 15 February 2026, 9 in the morning. Less than half of one passes besides.
    pub(crate) day: u32,
    pub(crate) keys: Vec<CustomerKey>,
    pub(crate) clusters: BTreeMap<Place, Cluster>,
    pub(crate) snapshots: BTreeMap<Place, Snapshot>,
    /// Each is called by its number: `p0`, `p1` …
    pub(crate) borrowed: Vec<Borrowed>,
}

/// Collects reasons to refuse.
#[derive(Default)]
pub(crate) struct Reasons(pub(crate) Vec<Option<&'static str>>);

impl Reasons {
    pub(crate) fn if_so(&mut self, refused: bool, reason: Option<&'static str>) {
        if refused {
            self.0.push(reason);
        }
    }

    pub(crate) fn verdict(self) -> Verdict {
        if self.0.is_empty() { Verdict::Done } else { Verdict::Refused(self.0) }
    }
}

impl Ledger {
    pub(crate) fn new(edition: Edition, day: u32) -> Self {
        let (clusters, snapshots) = (BTreeMap::new(), BTreeMap::new());
        Self { edition, day, keys: Vec::new(), clusters, snapshots, borrowed: Vec::new() }
    }

    /// Records the id that the playground gave to the key created last.
    pub(crate) fn note_key(&mut self, id: &str) {
        if let Some(key) = self.keys.last_mut() {
            key.id = String::from(id);
        }
    }

    /// A key as Region and what it is called.
    pub(crate) fn named(&self, key: &Key) -> (usize, String) {
        match key {
            Key::Customer(number) => (self.keys[*number].region, self.keys[*number].id.clone()),
            Key::Default(region) => (*region, String::from("aws/rds")),
            Key::Owned(region) => (*region, String::from("owned by AWS")),
        }
    }

    pub(crate) fn usable(&self, key: &Key) -> bool {
        match key {
            Key::Customer(number) => self.keys[*number].enabled,
            Key::Default(_) | Key::Owned(_) => true,
        }
    }

    /// Adds the reasons against encrypting something in a Region under a key: it is in another Region (L09), or can't be
    /// used.
    pub(crate) fn against(&self, reasons: &mut Reasons, key: Option<&Key>, region: usize) {
        let Some(key) = key else { return };
        reasons.if_so(self.named(key).0 != region, Some("L09"));
        reasons.if_so(!self.usable(key), None);
    }

    pub(crate) fn add(&mut self, place: Place, under: Option<Key>, source: Option<Place>) {
        self.clusters.insert(place, Cluster { under, state: State::Fine, source });
    }

    pub(crate) fn put(&mut self, place: Place, under: Option<Key>, failed: bool) {
        self.snapshots.insert(place, Snapshot { under, failed, shared: false });
    }
}
