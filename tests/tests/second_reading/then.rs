//! The page of 2020, read a second time: its 35 statements, followed as directly as possible. Their numbers are in the
//! comments. What the page of 2026 says alike is in [`both`](crate::both).

use crate::ledger::{Key, Ledger, Named, Place, Reasons, Verdict, account_of, region_of};

impl Ledger {
    pub(crate) fn copy_then(&mut self, from: &Place, to: &Place, key: Option<(Key, Named)>) -> Verdict {
        let mut reasons = Reasons::default();
        let source = self.readable(from, to.0).cloned();
        reasons.if_so(source.as_ref().is_none_or(|source| source.failed), None);
        reasons.if_so(self.snapshots.contains_key(to), None);
        let own = source.and_then(|source| source.under);
        let away = region_of(from.0) != region_of(to.0);
        let borrowed = account_of(from.0) != account_of(to.0);
        reasons.if_so(away && borrowed, None); // it takes two copies
        if own.is_some() {
            reasons.if_so(key.is_none() && away, Some("L08"));
            reasons.if_so(key.is_none() && borrowed, None);
            self.against_own(&mut reasons, own.as_ref(), to.0);
            self.against(&mut reasons, key.as_ref(), to.0);
        } else {
            reasons.if_so(key.is_some(), Some("L02"));
        }
        let verdict = reasons.verdict();
        if verdict == Verdict::Done {
            let under = own.map(|old| key.map_or(old, |(key, _)| key)); // O06
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

    pub(crate) fn replica_then(
        &mut self,
        from: &Place,
        to: &Place,
        encrypted: Option<bool>,
        key: Option<(Key, Named)>,
    ) -> Verdict {
        let mut reasons = Reasons::default();
        let source = self.clusters.get(from).cloned();
        reasons.if_so(source.as_ref().is_none_or(|source| source.source.is_some()), None);
        self.must_run(&mut reasons, source.as_ref());
        reasons.if_so(self.clusters.contains_key(to), None);
        let own = source.as_ref().and_then(|source| source.under.clone());
        let wanted = encrypted == Some(true) || key.is_some();
        let away = region_of(from.0) != region_of(to.0);
        if own.is_some() {
            reasons.if_so(encrypted == Some(false) || (away && !wanted), Some("L07"));
            if let Some(source) = &source {
                self.against_source(&mut reasons, source, key.is_none() && !away, to.0);
            }
            self.against(&mut reasons, key.as_ref(), to.0);
        } else {
            reasons.if_so(wanted, Some("L06"));
        }
        let verdict = reasons.verdict();
        if verdict == Verdict::Done {
            let under = own.map(|old| match key {
                Some((key, _)) => key,
                None if away => Key::Default(to.0),
                None => old,
            });
            self.add(to.clone(), under, Some(from.clone())); // O03
        }
        verdict
    }
}
