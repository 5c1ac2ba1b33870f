//! The page of 2026, read a second time: its statements, followed as directly as possible. Their numbers are in the comments;
//! where it says nothing, the words of the API reference decide, and where that says nothing, it is a model ("model").

use crate::command::{Change, Command};
use crate::ledger::{Borrowed, Key, Ledger, Place, Reasons, State, Verdict};

/// The day from which on what is created is encrypted without being asked to (N01): 18 February, three days after the 15th.
const DAY_OF_THE_DEFAULT: u32 = 3;
/// How many days a cluster can be recovered (N09).
const DAYS_TO_RECOVER: u32 = 7;

impl Ledger {
    /// What a command does in the edition of 2026.
    pub(crate) fn judge_today(&mut self, command: &Command) -> Verdict {
        if let Some(verdict) = self.keep_keys(command) {
            return verdict;
        }
        match command {
            Command::Days(days) => {
                for _ in 0..*days {
                    self.a_day_passes();
                }
                Verdict::Done
            }
            Command::Create { place, encrypted, key } => {
                self.create_today(place, *encrypted, key.of(&self.keys, place.0))
            }
            Command::Modify { place, change } => self.modify_today(place, *change),
            Command::Start { place } => self.start_today(place),
            Command::Snapshot { place, name, change } => self.snapshot_today(place, name, *change),
            Command::Copy { from, to, key } => self.copy_today(from, to, key.of(&self.keys, to.0)),
            Command::Share { from, everybody } => self.share_today(from, *everybody),
            Command::Borrow { from, copy } => self.borrow_today(from, *copy),
            Command::Restore { from, to, key } => self.restore_today(from, to, key.of(&self.keys, from.0)),
            Command::PointInTime { from, to, key, clone } => {
                self.point_in_time_today(from, to, key.of(&self.keys, from.0), *clone)
            }
            Command::Replica { from, to, encrypted, key } => {
                self.replica_today(from, to, *encrypted, key.of(&self.keys, to.0))
            }
            Command::CreateKey { .. } | Command::SwitchKey { .. } => Verdict::Done,
        }
    }

    /// Backups are taken once a day, and for that RDS needs the keys. What could not be used before keeps its time.
    fn a_day_passes(&mut self) {
        self.day += 1;
        for cluster in self.clusters.values_mut() {
            cluster.state = match cluster.state {
                State::Recoverable(days) if days + 1 >= DAYS_TO_RECOVER => State::Lost, // N12
                State::Recoverable(days) => State::Recoverable(days + 1),
                other => other,
            };
        }
        let places: Vec<Place> = self.clusters.keys().cloned().collect();
        for place in &places {
            self.lose_today(place);
        }
    }

    /// N03: what protects something new that asks for nothing.
    fn unasked(&self, region: usize) -> Option<Key> {
        (self.day >= DAY_OF_THE_DEFAULT).then_some(Key::Owned(region))
    }

    /// N09 and N11: seven days, or none for a cluster that can't be stopped, since it replicates.
    fn lose_today(&mut self, place: &Place) {
        let Some(cluster) = self.clusters.get(place) else { return };
        if cluster.state != State::Fine || cluster.under.as_ref().is_none_or(|key| self.usable(key)) {
            return;
        }
        let replicates = cluster.source.is_some()
            || self.clusters.values().any(|other| other.source.as_ref() == Some(place));
        if let Some(cluster) = self.clusters.get_mut(place) {
            cluster.state = if replicates { State::Lost } else { State::Recoverable(0) };
        }
    }

    /// What a cluster in that state refuses by (N10, N12).
    fn lost_by(state: State) -> Option<&'static str> {
        match state {
            State::Fine => None,
            State::Recoverable(_) => Some("N10"),
            State::Lost => Some("N12"),
        }
    }

    fn create_today(&mut self, place: &Place, encrypted: Option<bool>, key: Option<Key>) -> Verdict {
        let mut reasons = Reasons::default();
        reasons.if_so(self.clusters.contains_key(place), None);
        reasons.if_so(key.is_some() && encrypted != Some(true), None); // E01
        self.against(&mut reasons, key.as_ref(), place.0);
        let verdict = reasons.verdict();
        if verdict == Verdict::Done {
            let under = if encrypted == Some(true) {
                Some(key.unwrap_or(Key::Default(place.0))) // E02, E03
            } else {
                self.unasked(place.0) // N01
            };
            self.add(place.clone(), under, None);
        }
        verdict
    }

    /// E04, L01, L04: nothing about encryption can be changed, whatever the cluster is.
    fn modify_today(&self, place: &Place, change: Change) -> Verdict {
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

    /// N10: the key enabled, and then the start; N12: afterwards nothing. No other cluster is stopped here.
    fn start_today(&mut self, place: &Place) -> Verdict {
        let Some(cluster) = self.clusters.get(place) else { return Verdict::Refused(vec![None]) };
        match cluster.state {
            State::Fine => Verdict::Refused(vec![None]),
            State::Lost => Verdict::Refused(vec![Some("N12")]),
            State::Recoverable(_) if cluster.under.as_ref().is_some_and(|key| !self.usable(key)) => {
                Verdict::Refused(vec![None])
            }
            State::Recoverable(_) => {
                if let Some(cluster) = self.clusters.get_mut(place) {
                    cluster.state = State::Fine;
                }
                Verdict::Done
            }
        }
    }

    fn snapshot_today(&mut self, place: &Place, name: &str, change: Option<Change>) -> Verdict {
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
            if let Some(rule) = cluster.as_ref().and_then(|cluster| Self::lost_by(cluster.state)) {
                reasons.0.push(Some(rule));
            }
        }
        let verdict = reasons.verdict();
        if let (Verdict::Done, Some(cluster)) = (&verdict, cluster) {
            self.lose_today(place); // this needs the key
            let failed = cluster.under.as_ref().is_some_and(|key| !self.usable(key));
            self.put(target, cluster.under, failed); // L02, L03, N04
        }
        verdict
    }

    fn copy_today(&mut self, from: &Place, to: &Place, key: Option<Key>) -> Verdict {
        let mut reasons = Reasons::default();
        let source = self.snapshots.get(from).cloned();
        reasons.if_so(source.as_ref().is_none_or(|source| source.failed), None);
        reasons.if_so(self.snapshots.contains_key(to), None);
        let own = source.and_then(|source| source.under);
        let away = from.0 != to.0;
        match &own {
            // N17: of the two that the page names, a copy without a key is unencrypted, and one under the AWS managed key
            // is refused (model).
            None => reasons.if_so(matches!(key, Some(Key::Default(_))), Some("N17")),
            // There is no way to name an AWS owned key of another Region (model).
            Some(Key::Owned(_)) => {}
            Some(_) => reasons.if_so(key.is_none() && away, Some("L08")),
        }
        reasons.if_so(own.as_ref().is_some_and(|old| !self.usable(old)), None);
        self.against(&mut reasons, key.as_ref(), to.0);
        let verdict = reasons.verdict();
        if verdict == Verdict::Done {
            let under = match (own, key) {
                (_, Some(key)) => Some(key), // N16
                (Some(Key::Owned(_)), None) => Some(Key::Owned(to.0)),
                (own, None) => own,
            };
            self.put(to.clone(), under, false);
        }
        verdict
    }

    /// N08; and nothing encrypted with everybody. What is under the AWS owned key can be shared (model).
    fn share_today(&mut self, from: &Place, everybody: bool) -> Verdict {
        let mut reasons = Reasons::default();
        let found = self.snapshots.get(from);
        reasons.if_so(found.is_none_or(|snapshot| snapshot.failed), None);
        match found.and_then(|snapshot| snapshot.under.as_ref()) {
            None => {}
            Some(Key::Default(_)) => reasons.0.push(Some("N08")),
            Some(Key::Customer(_) | Key::Owned(_)) => reasons.if_so(everybody, None),
        }
        let verdict = reasons.verdict();
        if let (Verdict::Done, Some(snapshot)) = (&verdict, self.snapshots.get_mut(from)) {
            snapshot.shared = true;
        }
        verdict
    }

    /// N14: across accounts the key has to be shared, and none is here. What has none, or AWS's own, needs none.
    fn borrow_today(&mut self, from: &Place, copy: bool) -> Verdict {
        let shared = self.snapshots.get(from).filter(|snapshot| snapshot.shared);
        let under = match shared.map(|snapshot| &snapshot.under) {
            None | Some(Some(Key::Customer(_) | Key::Default(_))) => return Verdict::Refused(vec![None]),
            Some(Some(Key::Owned(region))) => Some(Key::Owned(*region)),
            Some(None) if copy => None,         // N17
            Some(None) => self.unasked(from.0), // N05, N07
        };
        self.borrowed.push(Borrowed { region: from.0, copy, under });
        Verdict::Done
    }

    fn restore_today(&mut self, from: &Place, to: &str, key: Option<Key>) -> Verdict {
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

    fn point_in_time_today(&mut self, from: &Place, to: &str, key: Option<Key>, clone: bool) -> Verdict {
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

    fn replica_today(
        &mut self,
        from: &Place,
        to: &Place,
        encrypted: Option<bool>,
        key: Option<Key>,
    ) -> Verdict {
        let mut reasons = Reasons::default();
        let source = self.clusters.get(from).cloned();
        reasons.if_so(source.as_ref().is_none_or(|source| source.source.is_some()), None);
        if let Some(rule) = source.as_ref().and_then(|source| Self::lost_by(source.state)) {
            reasons.0.push(Some(rule));
        }
        reasons.if_so(self.clusters.contains_key(to), None);
        let own = source.and_then(|source| source.under);
        let wanted = encrypted == Some(true) || key.is_some();
        let away = from.0 != to.0;
        reasons.if_so(encrypted == Some(false) && key.is_some(), None); // E01: encryption must be asked for
        let under_kms = matches!(own, Some(Key::Customer(_) | Key::Default(_)));
        // The API: an unencrypted replica of an encrypted cluster can't be; the page of 2026 does not say so any more.
        reasons.if_so(under_kms && (encrypted == Some(false) || (away && !wanted)), None);
        reasons.if_so(own.as_ref().is_some_and(|old| !self.usable(old)), None);
        self.against(&mut reasons, key.as_ref(), to.0);
        let verdict = reasons.verdict();
        if verdict == Verdict::Done {
            let under = match (key, own) {
                (Some(key), _) => Some(key),
                (None, Some(old)) if under_kms && !away => Some(old),
                (None, _) if wanted => Some(Key::Default(to.0)), // E02
                // What was encrypted without a key stays so, and what is new and asks for nothing is (N05).
                (None, Some(_)) => Some(Key::Owned(to.0)),
                (None, None) => self.unasked(to.0),
            };
            self.add(to.clone(), under, Some(from.clone()));
        }
        verdict
    }
}
