//! The page of 2020, read a second time: its 35 statements, followed as directly as possible. Their numbers are in the
//! comments. What the page of 2026 says alike is in [`both`](crate::both).

use crate::ledger::{Borrowed, Key, Ledger, Place, Reasons, State, Verdict};

impl Ledger {
    /// Nothing is stopped here; and a cluster that is lost is so for good (E08).
    pub(crate) fn start_then(&self, place: &Place) -> Verdict {
        let lost = self.clusters.get(place).is_some_and(|cluster| cluster.state == State::Lost);
        Verdict::Refused(vec![lost.then_some("E08")])
    }

    pub(crate) fn copy_then(&mut self, from: &Place, to: &Place, key: Option<Key>) -> Verdict {
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
    pub(crate) fn share_then(&mut self, from: &Place, everybody: bool) -> Verdict {
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
    pub(crate) fn borrow_then(&mut self, from: &Place, copy: bool) -> Verdict {
        let plain =
            self.snapshots.get(from).is_some_and(|snapshot| snapshot.shared && snapshot.under.is_none());
        if !plain {
            return Verdict::Refused(vec![None]);
        }
        self.borrowed.push(Borrowed { region: from.0, copy, under: None });
        Verdict::Done
    }

    pub(crate) fn replica_then(
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
