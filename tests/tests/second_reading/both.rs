//! What a command does: what the pages of both editions say alike, and which of the two says the rest.

use playground_core::edition::Edition::{Y2020, Y2026};

use crate::command::{Change, Command};
use crate::ledger::{CustomerKey, Key, Ledger, Place, Reasons, State, Verdict};

impl Ledger {
    /// Judges a command and, if it is allowed, records its effect.
    pub(crate) fn judge(&mut self, command: &Command) -> Verdict {
        match (command, self.edition) {
            (Command::CreateKey { region }, _) => {
                self.keys.push(CustomerKey { region: *region, enabled: true, id: String::new() });
                Verdict::Done
            }
            (Command::SwitchKey { key, on }, _) => match self.keys.get_mut(*key) {
                Some(key) => {
                    key.enabled = *on;
                    Verdict::Done
                }
                None => Verdict::Refused(vec![None]),
            },
            (Command::Days(_), Y2020) => {
                self.lose_all();
                Verdict::Done
            }
            (Command::Days(days), Y2026) => {
                for _ in 0..*days {
                    self.a_day_passes();
                }
                Verdict::Done
            }
            (Command::Create { place, encrypted, key }, _) => {
                self.create(place, *encrypted, key.of(&self.keys, place.0))
            }
            (Command::Modify { place, change }, _) => self.modify(place, *change),
            (Command::Start { place }, Y2020) => self.start_then(place),
            (Command::Start { place }, Y2026) => self.start_today(place),
            (Command::Snapshot { place, name, change }, _) => self.snapshot(place, name, *change),
            (Command::Copy { from, to, key }, Y2020) => self.copy_then(from, to, key.of(&self.keys, to.0)),
            (Command::Copy { from, to, key }, Y2026) => self.copy_today(from, to, key.of(&self.keys, to.0)),
            (Command::Share { from, everybody }, Y2020) => self.share_then(from, *everybody),
            (Command::Share { from, everybody }, Y2026) => self.share_today(from, *everybody),
            (Command::Borrow { from, copy }, Y2020) => self.borrow_then(from, *copy),
            (Command::Borrow { from, copy }, Y2026) => self.borrow_today(from, *copy),
            (Command::Restore { from, to, key }, _) => self.restore(from, to, key.of(&self.keys, from.0)),
            (Command::PointInTime { from, to, key, clone }, _) => {
                self.point_in_time(from, to, key.of(&self.keys, from.0), *clone)
            }
            (Command::Replica { from, to, encrypted, key }, Y2020) => {
                self.replica_then(from, to, *encrypted, key.of(&self.keys, to.0))
            }
            (Command::Replica { from, to, encrypted, key }, Y2026) => {
                self.replica_today(from, to, *encrypted, key.of(&self.keys, to.0))
            }
        }
    }

    /// What protects something new that asks for nothing: nothing in 2020.
    fn unasked(&self, region: usize) -> Option<Key> {
        match self.edition {
            Y2020 => None,
            Y2026 => self.unasked_today(region),
        }
    }

    /// RDS needs the keys of all clusters.
    pub(crate) fn lose_all(&mut self) {
        let places: Vec<Place> = self.clusters.keys().cloned().collect();
        for place in &places {
            self.lose(place);
        }
    }

    /// RDS needs the key of a cluster. E07: without it, it is never usable again; N09, N11 of 2026.
    fn lose(&mut self, place: &Place) {
        let Some(cluster) = self.clusters.get(place) else { return };
        if cluster.state != State::Fine || cluster.under.as_ref().is_none_or(|key| self.usable(key)) {
            return;
        }
        let lost = match self.edition {
            Y2020 => State::Lost,
            Y2026 => self.lost_today(place),
        };
        if let Some(cluster) = self.clusters.get_mut(place) {
            cluster.state = lost;
        }
    }

    /// What a cluster in that state refuses by (E08; N10, N12).
    pub(crate) fn lost_by(&self, state: State) -> Option<&'static str> {
        match (state, self.edition) {
            (State::Fine, _) => None,
            (State::Recoverable(_), _) => Some("N10"),
            (State::Lost, Y2020) => Some("E08"),
            (State::Lost, Y2026) => Some("N12"),
        }
    }

    fn create(&mut self, place: &Place, encrypted: Option<bool>, key: Option<Key>) -> Verdict {
        let mut reasons = Reasons::default();
        reasons.if_so(self.clusters.contains_key(place), None);
        reasons.if_so(key.is_some() && encrypted != Some(true), None); // E01: encryption must be requested
        self.against(&mut reasons, key.as_ref(), place.0);
        let verdict = reasons.verdict();
        if verdict == Verdict::Done {
            let under = if encrypted == Some(true) {
                Some(key.unwrap_or(Key::Default(place.0))) // E02, E03: without a named key, it is the AWS managed key
            } else {
                self.unasked(place.0) // N01
            };
            self.add(place.clone(), under, None);
        }
        verdict
    }

    /// E04, L01, L04: nothing about encryption can be changed, whatever the cluster is.
    fn modify(&self, place: &Place, change: Change) -> Verdict {
        let encrypted = self.clusters.get(place).map(|cluster| cluster.under.is_some());
        let reason = match (encrypted, change) {
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
            if let Some(rule) = cluster.as_ref().and_then(|cluster| self.lost_by(cluster.state)) {
                reasons.0.push(Some(rule));
            }
        }
        let verdict = reasons.verdict();
        if let (Verdict::Done, Some(cluster)) = (&verdict, cluster) {
            self.lose(place); // this needs the key
            let failed = cluster.under.as_ref().is_some_and(|key| !self.usable(key));
            self.put(target, cluster.under, failed); // L02, L03, N04
        }
        verdict
    }

    fn restore(&mut self, from: &Place, to: &str, key: Option<Key>) -> Verdict {
        let target = (from.0, String::from(to));
        let mut reasons = Reasons::default();
        let source = self.snapshots.get(from).cloned();
        reasons.if_so(source.as_ref().is_none_or(|source| source.failed), None);
        reasons.if_so(self.clusters.contains_key(&target), None);
        let own = source.and_then(|source| source.under);
        reasons.if_so(own.as_ref().is_some_and(|key| !self.usable(key)), None);
        self.against(&mut reasons, key.as_ref(), from.0);
        let verdict = reasons.verdict();
        if verdict == Verdict::Done {
            // L05; N06; N05 and N07 for what is not encrypted.
            let under = key.or(own).or_else(|| self.unasked(from.0));
            self.add(target, under, None);
        }
        verdict
    }

    fn point_in_time(&mut self, from: &Place, to: &str, key: Option<Key>, clone: bool) -> Verdict {
        let target = (from.0, String::from(to));
        let mut reasons = Reasons::default();
        let source = self.clusters.get(from).cloned();
        reasons.if_so(source.is_none(), None);
        reasons.if_so(self.clusters.contains_key(&target), None);
        let own = source.and_then(|source| source.under);
        // The API reference: with a key, this is for encrypted clusters only.
        reasons.if_so(own.is_none() && key.is_some(), Some("L04"));
        reasons.if_so(own.as_ref().is_some_and(|key| !self.usable(key)), None);
        self.against(&mut reasons, key.as_ref(), from.0);
        let verdict = reasons.verdict();
        if verdict == Verdict::Done {
            // N04 for clones, N05 for restores.
            let unasked = if clone { None } else { self.unasked(from.0) };
            self.add(target, key.or(own).or(unasked), None);
        }
        verdict
    }
}
