//! What both readings of the rules keep a record of: what is encrypted under which key, and what is lost. Two accounts, two
//! Regions. What a command does to it is in [`both`](crate::both), and where the pages differ in [`then`](crate::then) for
//! that of 2020 and in [`today`](crate::today) for that of 2026.

use std::collections::BTreeMap;

use playground_core::edition::Edition;

/// Where something is: an account in a Region. The account's two Regions are 0 and 1, its partner's 2 and 3.
pub(crate) type Site = usize;

/// The Region of a site: 0 or 1.
pub(crate) const fn region_of(site: Site) -> usize {
    site % 2
}

/// The account of a site: 0, or 1 for the partner.
pub(crate) const fn account_of(site: Site) -> usize {
    site / 2
}

/// A site and a name in it.
pub(crate) type Place = (Site, String);

/// A key: a customer's by its number, AWS's for an account in a Region, or AWS's own in a Region.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Key {
    /// The customers' n-th key.
    Customer(usize),
    /// `aws/rds` of a site.
    Default(Site),
    /// The AWS owned key of a Region.
    Owned(usize),
}

/// Whether a customer's key can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Life {
    Enabled,
    Disabled,
    /// It is deleted after that many days.
    Dying(u32),
    /// A primary key, to be deleted when its replica is.
    Waiting,
    Gone,
}

/// What a key is of two related ones, one in each Region, with one id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Primary,
    Replica,
}

#[derive(Clone, Debug)]
pub(crate) struct CustomerKey {
    pub(crate) site: Site,
    pub(crate) life: Life,
    /// `None` for a key of one Region.
    pub(crate) part: Option<Part>,
    /// Whether its policy lets the partner use it.
    pub(crate) trusts: bool,
    pub(crate) id: String,
}

/// Whether a cluster runs, and has its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    Fine,
    /// Since that many days.
    Stopped(u32),
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
    /// How many instances it has.
    pub(crate) instances: u8,
    /// Whether it still has the grant that lets RDS use its key for it (N13).
    pub(crate) granted: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct Snapshot {
    pub(crate) under: Option<Key>,
    pub(crate) failed: bool,
    /// Whether the partner may copy and restore it.
    pub(crate) shared: bool,
}

/// What the rules say about a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Done,
    /// Refused, for one of these reasons; `None` is a reason that is not a rule of the document, such as a name that is
    /// taken or a disabled key.
    Refused(Vec<Option<&'static str>>),
}

#[derive(Clone, Debug)]
pub(crate) struct Ledger {
    pub(crate) edition: Edition,
    /// How many days have passed since 15 February 2026, 9 in the morning. Less than half of one passes besides.
    pub(crate) day: u32,
    pub(crate) keys: Vec<CustomerKey>,
    pub(crate) clusters: BTreeMap<Place, Cluster>,
    pub(crate) snapshots: BTreeMap<Place, Snapshot>,
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

/// How a command names a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Named {
    /// By what names it everywhere.
    Fully,
    /// By its id alone, which names a key of the caller's account.
    ById,
}

impl Ledger {
    pub(crate) fn new(edition: Edition, day: u32) -> Self {
        let (clusters, snapshots) = (BTreeMap::new(), BTreeMap::new());
        Self { edition, day, keys: Vec::new(), clusters, snapshots }
    }

    /// Records the id that the playground gave to the key created last.
    pub(crate) fn note_key(&mut self, id: &str) {
        if let Some(key) = self.keys.last_mut() {
            key.id = String::from(id);
        }
    }

    /// The Region of a key.
    pub(crate) fn region(&self, key: &Key) -> usize {
        match key {
            Key::Customer(number) => region_of(self.keys[*number].site),
            Key::Default(site) => region_of(*site),
            Key::Owned(region) => *region,
        }
    }

    /// Returns whether RDS can use a key, once it has been let.
    pub(crate) fn usable(&self, key: &Key) -> bool {
        match key {
            Key::Customer(number) => self.keys[*number].life == Life::Enabled,
            Key::Default(_) | Key::Owned(_) => true,
        }
    }

    /// Returns whether RDS can use a cluster's key for it; always if it has none.
    pub(crate) fn opens(&self, cluster: &Cluster) -> bool {
        cluster.under.as_ref().is_none_or(|key| self.usable(key) && cluster.granted)
    }

    /// Returns whether an account may let RDS use a key: its own, and what is shared with it (N14).
    pub(crate) fn may_use(&self, key: &Key, site: Site) -> bool {
        match key {
            Key::Customer(number) => {
                let key = &self.keys[*number];
                account_of(key.site) == account_of(site) || key.trusts
            }
            Key::Default(of) => account_of(*of) == account_of(site),
            Key::Owned(_) => true,
        }
    }

    /// Adds the reasons against using, for something new at a site, a key under which its source is.
    pub(crate) fn against_own(&self, reasons: &mut Reasons, key: Option<&Key>, site: Site) {
        let Some(key) = key else { return };
        reasons.if_so(!self.usable(key) || !self.may_use(key, site), None);
    }

    /// Adds the reasons against a replica of something under a key. The source goes on with what its account was let when it
    /// was created (N13, N15); only what is `under_it` too needs to be let anew.
    pub(crate) fn against_source(&self, reasons: &mut Reasons, source: &Cluster, under_it: bool, site: Site) {
        let anew = source.under.as_ref().filter(|_| under_it);
        let let_anew = anew.is_none_or(|key| self.may_use(key, site));
        reasons.if_so(!self.opens(source) || !let_anew, None);
    }

    /// Adds the reasons against encrypting something at a site under a key that is named: it is in another Region (L09), is
    /// of another account and named by its id (E06), or can't be used.
    pub(crate) fn against(&self, reasons: &mut Reasons, named: Option<&(Key, Named)>, site: Site) {
        let Some((key, how)) = named else { return };
        let elsewhere = self.region(key) != region_of(site);
        match (key, how) {
            (Key::Customer(number), Named::ById)
                if account_of(self.keys[*number].site) != account_of(site) =>
            {
                let id = &self.keys[*number].id;
                let there = self.keys.iter().any(|key| key.id == *id && key.life != Life::Gone);
                reasons.0.push(there.then_some("E06"));
            }
            (_, Named::ById) => reasons.if_so(elsewhere, None),
            (_, Named::Fully) => reasons.if_so(elsewhere, Some("L09")),
        }
        self.against_own(reasons, Some(key), site);
    }

    pub(crate) fn add(&mut self, place: Place, under: Option<Key>, source: Option<Place>) {
        self.clusters
            .insert(place, Cluster { under, state: State::Fine, source, instances: 0, granted: true });
    }

    pub(crate) fn put(&mut self, place: Place, under: Option<Key>, failed: bool) {
        self.snapshots.insert(place, Snapshot { under, failed, shared: false });
    }

    /// Returns whether a cluster is a replica or has one.
    pub(crate) fn replicates(&self, place: &Place) -> bool {
        let has = self.clusters.values().any(|cluster| cluster.source.as_ref() == Some(place));
        has || self.clusters.get(place).is_some_and(|cluster| cluster.source.is_some())
    }

    /// The snapshot at a place, as far as an account in a site may read it: its own, and what is shared with it.
    pub(crate) fn readable(&self, from: &Place, site: Site) -> Option<&Snapshot> {
        let found = self.snapshots.get(from);
        found.filter(|snapshot| account_of(from.0) == account_of(site) || snapshot.shared)
    }
}
