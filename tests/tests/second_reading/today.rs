//! The page of 2026, read a second time: its statements, followed as directly as possible. Their numbers are in the comments;
//! where it says nothing, the words of the API reference decide, and where that says nothing, it is a model ("model").

use crate::ledger::{Key, Ledger, Named, Place, Reasons, Site, State, Verdict, account_of, region_of};

/// The day from which on what is created is encrypted without being asked to (N01): 18 February, three days after the 15th.
const DAY_OF_THE_DEFAULT: u32 = 3;
/// How many days a cluster can be recovered (N09).
pub(crate) const DAYS_TO_RECOVER: u32 = 7;

impl Ledger {
    /// N03: what protects something new that asks for nothing.
    pub(crate) fn unasked_today(&self, site: Site) -> Option<Key> {
        (self.day >= DAY_OF_THE_DEFAULT).then_some(Key::Owned(region_of(site)))
    }

    /// N09 and N11: seven days, or none for a cluster that can't be stopped, since it replicates.
    pub(crate) fn lost_today(&self, place: &Place) -> State {
        if self.replicates(place) { State::Lost } else { State::Recoverable(0) }
    }

    /// N10: the key enabled, and then the start.
    pub(crate) fn recover(&mut self, place: &Place) -> Verdict {
        if self.clusters.get(place).is_none_or(|cluster| !self.opens(cluster)) {
            return Verdict::Refused(vec![None]);
        }
        if let Some(cluster) = self.clusters.get_mut(place) {
            cluster.state = State::Fine;
        }
        Verdict::Done
    }

    pub(crate) fn copy_today(&mut self, from: &Place, to: &Place, key: Option<(Key, Named)>) -> Verdict {
        let mut reasons = Reasons::default();
        let source = self.readable(from, to.0).cloned();
        reasons.if_so(source.as_ref().is_none_or(|source| source.failed), None);
        reasons.if_so(self.snapshots.contains_key(to), None);
        let own = source.and_then(|source| source.under);
        let away = region_of(from.0) != region_of(to.0);
        let borrowed = account_of(from.0) != account_of(to.0);
        match &own {
            // N17: of the two that the page names, a copy without a key is unencrypted, and one under the AWS managed key
            // is refused (model).
            None => reasons.if_so(matches!(key, Some((Key::Default(_), _))), Some("N17")),
            // There is no way to name an AWS owned key of another Region (model).
            Some(Key::Owned(_)) => {}
            Some(_) => {
                reasons.if_so(key.is_none() && away, Some("L08"));
                reasons.if_so(key.is_none() && borrowed, None);
            }
        }
        self.against_own(&mut reasons, own.as_ref(), to.0);
        self.against(&mut reasons, key.as_ref(), to.0);
        let verdict = reasons.verdict();
        if verdict == Verdict::Done {
            let under = match (own, key) {
                (_, Some((key, _))) => Some(key), // N16
                (Some(Key::Owned(_)), None) => Some(Key::Owned(region_of(to.0))),
                (own, None) => own,
            };
            self.put(to.clone(), under, false);
        }
        verdict
    }

    /// N08; and nothing encrypted with everybody. What is under the AWS owned key can be shared (model).
    pub(crate) fn share_today(&mut self, from: &Place, everybody: bool) -> Verdict {
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

    pub(crate) fn replica_today(
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
        reasons.if_so(encrypted == Some(false) && key.is_some(), None); // E01: encryption must be asked for
        let under_kms = matches!(own, Some(Key::Customer(_) | Key::Default(_)));
        // The API: an unencrypted replica of an encrypted cluster can't be; the page of 2026 does not say so any more.
        reasons.if_so(under_kms && (encrypted == Some(false) || (away && !wanted)), None);
        if let Some(source) = &source {
            self.against_source(&mut reasons, source, key.is_none() && !away, to.0);
        }
        self.against(&mut reasons, key.as_ref(), to.0);
        let verdict = reasons.verdict();
        if verdict == Verdict::Done {
            let under = match (key, own) {
                (Some((key, _)), _) => Some(key),
                (None, Some(old)) if under_kms && !away => Some(old),
                (None, _) if wanted => Some(Key::Default(to.0)), // E02
                // What was encrypted without a key stays so, and what is new and asks for nothing is (N05).
                (None, Some(_)) => Some(Key::Owned(region_of(to.0))),
                (None, None) => self.unasked_today(to.0),
            };
            self.add(to.clone(), under, Some(from.clone()));
        }
        verdict
    }
}
