//! The page of 2020, read a second time: its 35 statements, followed as directly as possible. Their numbers are in the
//! comments.

use crate::command::{Change, Command};
use crate::ledger::{Borrowed, Key, Ledger, Place, Reasons, State, Verdict};

impl Ledger {
    /// What a command does in the edition of 2020.
    pub(crate) fn judge_then(&mut self, command: &Command) -> Verdict {
        if let Some(verdict) = self.keep_keys(command) {
            return verdict;
        }
        match command {
            Command::Days(_) => {
                let places: Vec<Place> = self.clusters.keys().cloned().collect();
                for place in &places {
                    self.lose_then(place);
                }
                Verdict::Done
            }
            Command::Create { place, encrypted, key } => {
                self.create_then(place, *encrypted, key.of(&self.keys, place.0))
            }
            Command::Modify { place, change } => self.modify_then(place, *change),
            Command::Start { place } => self.start_then(place),
            Command::Snapshot { place, name, change } => self.snapshot_then(place, name, *change),
            Command::Copy { from, to, key } => self.copy_then(from, to, key.of(&self.keys, to.0)),
            Command::Share { from, everybody } => self.share_then(from, *everybody),
            Command::Borrow { from, copy } => self.borrow_then(from, *copy),
            Command::Restore { from, to, key } => self.restore_then(from, to, key.of(&self.keys, from.0)),
            Command::PointInTime { from, to, key, .. } => {
                self.point_in_time_then(from, to, key.of(&self.keys, from.0))
            }
            Command::Replica { from, to, encrypted, key } => {
                self.replica_then(from, to, *encrypted, key.of(&self.keys, to.0))
            }
            Command::CreateKey { .. } | Command::SwitchKey { .. } => Verdict::Done,
        }
    }

    /// E07: never usable again, E08.
    fn lose_then(&mut self, place: &Place) {
        let Some(cluster) = self.clusters.get(place) else { return };
        if cluster.under.as_ref().is_some_and(|key| !self.usable(key))
            && let Some(cluster) = self.clusters.get_mut(place)
        {
            cluster.state = State::Lost;
        }
    }

    fn create_then(&mut self, place: &Place, encrypted: Option<bool>, key: Option<Key>) -> Verdict {
        let mut reasons = Reasons::default();
        reasons.if_so(self.clusters.contains_key(place), None);
        reasons.if_so(key.is_some() && encrypted != Some(true), None); // E01: encryption must be requested
        self.against(&mut reasons, key.as_ref(), place.0);
        let verdict = reasons.verdict();
        if verdict == Verdict::Done {
            // E02, E03: without a named key, it is the Region's AWS managed key
            let under = (encrypted == Some(true)).then(|| key.unwrap_or(Key::Default(place.0)));
            self.add(place.clone(), under, None);
        }
        verdict
    }

    /// E04, L01, L04: nothing about encryption can be changed, whatever the cluster is.
    fn modify_then(&self, place: &Place, change: Change) -> Verdict {
        let reason = match (self.clusters.get(place).map(|cluster| cluster.under.is_some()), change) {
            (_, Change::Off) => vec![Some("L01")],
            (Some(true), Change::Key) => vec![Some("E04")],
            (Some(true), Change::On) => vec![Some("E01")],
            (Some(false), Change::Key | Change::On) => vec![Some("L04")],
            (None, _) => vec![None, Some("E04"), Some("L04"), Some("E01")],
        };
        Verdict::Refused(reason)
    }

    /// Nothing is stopped here; and a cluster that is lost is so for good (E08).
    fn start_then(&self, place: &Place) -> Verdict {
        let lost = self.clusters.get(place).is_some_and(|cluster| cluster.state == State::Lost);
        Verdict::Refused(vec![lost.then_some("E08")])
    }

    fn snapshot_then(&mut self, place: &Place, name: &str, change: Option<Change>) -> Verdict {
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
            reasons.if_so(cluster.as_ref().is_some_and(|cluster| cluster.state == State::Lost), Some("E08"));
        }
        let verdict = reasons.verdict();
        if let (Verdict::Done, Some(cluster)) = (&verdict, cluster) {
            self.lose_then(place); // this needs the key
            let failed = cluster.under.as_ref().is_some_and(|key| !self.usable(key));
            self.put(target, cluster.under, failed); // L03
        }
        verdict
    }

    fn copy_then(&mut self, from: &Place, to: &Place, key: Option<Key>) -> Verdict {
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
                self.against(&mut reasons, key.as_ref(), to.0);
            }
        }
        let verdict = reasons.verdict();
        if verdict == Verdict::Done {
            let under = own.map(|old| key.unwrap_or(old)); // O06
            self.put(to.clone(), under, false);
        }
        verdict
    }

    /// What is shared depends on nothing but the snapshot: the page says nothing of sharing.
    fn share_then(&mut self, from: &Place, everybody: bool) -> Verdict {
        let mut reasons = Reasons::default();
        let found = self.snapshots.get(from);
        reasons.if_so(found.is_none_or(|snapshot| snapshot.failed), None);
        let under = found.and_then(|snapshot| snapshot.under.as_ref());
        reasons.if_so(matches!(under, Some(Key::Default(_))) || (everybody && under.is_some()), None);
        let verdict = reasons.verdict();
        if let (Verdict::Done, Some(snapshot)) = (&verdict, self.snapshots.get_mut(from)) {
            snapshot.shared = true;
        }
        verdict
    }

    /// The partner may use none of the keys, so only what has none can be copied or restored, and stays without.
    fn borrow_then(&mut self, from: &Place, copy: bool) -> Verdict {
        let plain =
            self.snapshots.get(from).is_some_and(|snapshot| snapshot.shared && snapshot.under.is_none());
        if !plain {
            return Verdict::Refused(vec![None]);
        }
        self.borrowed.push(Borrowed { region: from.0, copy, under: None });
        Verdict::Done
    }

    fn restore_then(&mut self, from: &Place, to: &str, key: Option<Key>) -> Verdict {
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
            self.add(target, key.or(own), None); // L05
        }
        verdict
    }

    fn point_in_time_then(&mut self, from: &Place, to: &str, key: Option<Key>) -> Verdict {
        let target = (from.0, String::from(to));
        let mut reasons = Reasons::default();
        let source = self.clusters.get(from).cloned();
        reasons.if_so(source.is_none(), None);
        reasons.if_so(self.clusters.contains_key(&target), None);
        let own = source.and_then(|source| source.under);
        reasons.if_so(own.is_none() && key.is_some(), Some("L04"));
        reasons.if_so(own.as_ref().is_some_and(|key| !self.usable(key)), None);
        self.against(&mut reasons, key.as_ref(), from.0);
        let verdict = reasons.verdict();
        if verdict == Verdict::Done {
            self.add(target, key.or(own), None);
        }
        verdict
    }

    fn replica_then(
        &mut self,
        from: &Place,
        to: &Place,
        encrypted: Option<bool>,
        key: Option<Key>,
    ) -> Verdict {
        let mut reasons = Reasons::default();
        let source = self.clusters.get(from).cloned();
        reasons.if_so(source.as_ref().is_none_or(|source| source.source.is_some()), None);
        reasons.if_so(source.as_ref().is_some_and(|source| source.state == State::Lost), Some("E08"));
        reasons.if_so(self.clusters.contains_key(to), None);
        let own = source.and_then(|source| source.under);
        let wanted = encrypted == Some(true) || key.is_some();
        let away = from.0 != to.0;
        match &own {
            None => reasons.if_so(wanted, Some("L06")),
            Some(old) => {
                reasons.if_so(encrypted == Some(false) || (away && !wanted), Some("L07"));
                reasons.if_so(!self.usable(old), None);
                self.against(&mut reasons, key.as_ref(), to.0);
            }
        }
        let verdict = reasons.verdict();
        if verdict == Verdict::Done {
            let under = own.map(|old| match key {
                Some(key) => key,
                None if away => Key::Default(to.0),
                None => old,
            });
            self.add(to.clone(), under, Some(from.clone())); // O03
        }
        verdict
    }
}
