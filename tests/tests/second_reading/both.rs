//! What a command does: what the pages of both editions say alike, and which of the two says the rest.

use playground_core::edition::Edition::{Y2020, Y2026};

use crate::command::{Change, Command};
use crate::ledger::{Cluster, Key, Ledger, Life, Named, Place, Reasons, Site, State, Verdict, region_of};
use crate::today::DAYS_TO_RECOVER;

/// How many days a stopped cluster stays so.
const DAYS_STOPPED: u32 = 7;

impl Ledger {
    /// Judges a command and, if it is allowed, records its effect.
    pub(crate) fn judge(&mut self, command: &Command) -> Verdict {
        match (command, self.edition) {
            (
                Command::CreateKey { .. }
                | Command::SwitchKey { .. }
                | Command::ReplicateKey { .. }
                | Command::UpdatePrimary { .. }
                | Command::EndKey { .. }
                | Command::Trust { .. },
                _,
            ) => self.judge_key(command),
            (Command::Days(days), _) => {
                for _ in 0..*days {
                    self.a_day_passes();
                }
                Verdict::Done
            }
            (Command::Create { place, encrypted, key }, _) => {
                self.create(place, *encrypted, key.of(&self.keys, place.0))
            }
            (Command::Modify { place, change }, _) => self.modify(place, *change),
            (Command::Start { place }, _) => self.start(place),
            (Command::Stop { place }, _) => self.stop(place),
            (Command::Delete { place }, _) => self.delete(place),
            (Command::Promote { place }, _) => self.promote(place),
            (Command::Revoke { place }, _) => self.revoke(place),
            (
                Command::AddInstance { .. }
                | Command::RemoveInstance { .. }
                | Command::Reboot { .. }
                | Command::ModifyInstance { .. }
                | Command::FailOver { .. },
                _,
            ) => self.judge_instance(command),
            (Command::Snapshot { place, name, change }, _) => self.snapshot(place, name, *change),
            (Command::DeleteSnapshot { place }, _) => match self.snapshots.remove(place) {
                Some(_) => Verdict::Done,
                None => Verdict::Refused(vec![None]),
            },
            (Command::Copy { from, to, key }, Y2020) => self.copy_then(from, to, key.of(&self.keys, to.0)),
            (Command::Copy { from, to, key }, Y2026) => self.copy_today(from, to, key.of(&self.keys, to.0)),
            (Command::Share { from, everybody }, Y2020) => self.share_then(from, *everybody),
            (Command::Share { from, everybody }, Y2026) => self.share_today(from, *everybody),
            (Command::Unshare { from }, _) => self.unshare(from),
            (Command::Restore { from, to, key, change: None }, _) => {
                self.restore(from, to, key.of(&self.keys, to.0))
            }
            (Command::Restore { from, change: Some(change), .. }, _) => self.restore_otherwise(from, *change),
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
    fn unasked(&self, site: Site) -> Option<Key> {
        match self.edition {
            Y2020 => None,
            Y2026 => self.unasked_today(site),
        }
    }

    /// Backups are taken once a day, and for that RDS needs the keys. What could not be used before keeps its time, and what
    /// is stopped is started in the end.
    fn a_day_passes(&mut self) {
        self.day += 1;
        self.keys_age();
        let places: Vec<Place> = self.clusters.keys().cloned().collect();
        for cluster in self.clusters.values_mut() {
            cluster.state = match cluster.state {
                State::Recoverable(days) if days + 1 >= DAYS_TO_RECOVER => State::Lost, // N12
                State::Recoverable(days) => State::Recoverable(days + 1),
                State::Stopped(days) if days + 1 >= DAYS_STOPPED => State::Fine,
                State::Stopped(days) => State::Stopped(days + 1),
                other => other,
            };
        }
        for place in &places {
            self.lose(place);
        }
    }

    /// RDS needs the key of a cluster. E07: without it, it is never usable again; N09, N11 of 2026.
    pub(crate) fn lose(&mut self, place: &Place) {
        let Some(cluster) = self.clusters.get(place) else { return };
        if cluster.state != State::Fine || self.opens(cluster) {
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

    /// What a cluster that does not run refuses by (E08; N10, N12).
    pub(crate) fn refuses_by(&self, state: State) -> Option<&'static str> {
        match (state, self.edition) {
            (State::Fine | State::Stopped(_), _) => None,
            (State::Recoverable(_), _) => Some("N10"),
            (State::Lost, Y2020) => Some("E08"),
            (State::Lost, Y2026) => Some("N12"),
        }
    }

    /// Adds the reasons against doing something with a cluster that has to run for it.
    pub(crate) fn must_run(&self, reasons: &mut Reasons, cluster: Option<&Cluster>) {
        match cluster.map(|cluster| cluster.state) {
            Some(State::Fine) => {}
            None => reasons.0.push(None),
            Some(state) => reasons.0.push(self.refuses_by(state)),
        }
    }

    /// What is stopped can be started, and what can be recovered (N10) once its key can be used.
    fn start(&mut self, place: &Place) -> Verdict {
        let Some(cluster) = self.clusters.get_mut(place) else { return Verdict::Refused(vec![None]) };
        match cluster.state {
            State::Stopped(_) => {
                cluster.state = State::Fine;
                self.lose(place);
                Verdict::Done
            }
            State::Recoverable(_) => self.recover(place),
            State::Fine => Verdict::Refused(vec![None]),
            State::Lost => Verdict::Refused(vec![self.refuses_by(State::Lost)]),
        }
    }

    fn stop(&mut self, place: &Place) -> Verdict {
        let mut reasons = Reasons::default();
        self.must_run(&mut reasons, self.clusters.get(place));
        reasons.if_so(self.replicates(place), None);
        let verdict = reasons.verdict();
        if let (Verdict::Done, Some(cluster)) = (&verdict, self.clusters.get_mut(place)) {
            cluster.state = State::Stopped(0);
        }
        verdict
    }

    /// Whatever its state: only what belongs to it stands in the way.
    fn delete(&mut self, place: &Place) -> Verdict {
        let mut reasons = Reasons::default();
        reasons.if_so(self.clusters.get(place).is_none_or(|cluster| cluster.instances > 0), None);
        reasons.if_so(self.clusters.values().any(|cluster| cluster.source.as_ref() == Some(place)), None);
        let verdict = reasons.verdict();
        if verdict == Verdict::Done {
            self.clusters.remove(place);
        }
        verdict
    }

    fn promote(&mut self, place: &Place) -> Verdict {
        let mut reasons = Reasons::default();
        let cluster = self.clusters.get(place);
        self.must_run(&mut reasons, cluster);
        reasons.if_so(cluster.is_some_and(|cluster| cluster.source.is_none()), None);
        let verdict = reasons.verdict();
        if let (Verdict::Done, Some(cluster)) = (&verdict, self.clusters.get_mut(place)) {
            cluster.source = None;
        }
        verdict
    }

    /// The owner of a cluster's key takes back the grant that RDS has for it.
    fn revoke(&mut self, place: &Place) -> Verdict {
        let cluster = self.clusters.get(place).filter(|cluster| cluster.granted);
        let key = match cluster.map(|cluster| &cluster.under) {
            Some(Some(Key::Customer(number))) => self.keys.get(*number),
            _ => None,
        };
        if key.is_none_or(|key| key.life == Life::Gone) {
            return Verdict::Refused(vec![None]);
        }
        if let Some(cluster) = self.clusters.get_mut(place) {
            cluster.granted = false;
        }
        Verdict::Done
    }

    /// Instances need the cluster's key when they come, and when they come back.
    fn judge_instance(&mut self, command: &Command) -> Verdict {
        let mut reasons = Reasons::default();
        let place = command.cluster();
        let cluster = place.and_then(|place| self.clusters.get(place));
        let instances = cluster.map_or(0, |cluster| cluster.instances);
        let needed = match command {
            Command::AddInstance { small, .. } => {
                self.must_run(&mut reasons, cluster);
                let encrypted = cluster.is_some_and(|cluster| cluster.under.is_some());
                reasons.if_so(*small, encrypted.then_some("A02")); // a class that is too old for Aurora besides
                1
            }
            Command::RemoveInstance { .. } => {
                reasons.if_so(instances == 0, None);
                0
            }
            Command::FailOver { .. } => {
                self.must_run(&mut reasons, cluster);
                reasons.if_so(instances < 2, None);
                1
            }
            _ => {
                self.must_run(&mut reasons, cluster);
                reasons.if_so(instances == 0, None);
                1
            }
        };
        let verdict = reasons.verdict();
        if let (Verdict::Done, Some(place)) = (&verdict, place) {
            if let Some(cluster) = self.clusters.get_mut(place) {
                match command {
                    Command::AddInstance { .. } => cluster.instances += 1,
                    Command::RemoveInstance { .. } => cluster.instances -= 1,
                    _ => {}
                }
            }
            if needed > 0 {
                self.lose(place);
            }
        }
        verdict
    }

    fn create(&mut self, place: &Place, encrypted: Option<bool>, key: Option<(Key, Named)>) -> Verdict {
        let mut reasons = Reasons::default();
        reasons.if_so(self.clusters.contains_key(place), None);
        reasons.if_so(key.is_some() && encrypted != Some(true), None); // E01: encryption must be requested
        self.against(&mut reasons, key.as_ref(), place.0);
        let verdict = reasons.verdict();
        if verdict == Verdict::Done {
            let under = if encrypted == Some(true) {
                Some(key.map_or(Key::Default(place.0), |(key, _)| key)) // E02, E03: without a named key, it is the AWS managed key
            } else {
                self.unasked(place.0) // N01
            };
            self.add(place.clone(), under, None);
        }
        verdict
    }

    /// E04, L01, L04: nothing about encryption can be changed, whatever the cluster is. What is not about it can.
    fn modify(&self, place: &Place, change: Option<Change>) -> Verdict {
        let cluster = self.clusters.get(place);
        let encrypted = cluster.map(|cluster| cluster.under.is_some());
        let reason = match (encrypted, change) {
            (_, None) => {
                let mut reasons = Reasons::default();
                self.must_run(&mut reasons, cluster);
                return reasons.verdict();
            }
            (_, Some(Change::Off)) => vec![Some("L01")],
            (Some(true), Some(Change::Key)) => vec![Some("E04")],
            (Some(true), Some(Change::On)) => vec![Some("E01")],
            (Some(false), Some(Change::Key | Change::On)) => vec![Some("L04")],
            (None, Some(_)) => vec![None, Some("E04"), Some("L04"), Some("E01")],
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
            self.must_run(&mut reasons, cluster.as_ref());
        }
        let verdict = reasons.verdict();
        if let (Verdict::Done, Some(cluster)) = (&verdict, cluster) {
            self.lose(place); // this needs the key
            let failed = !self.opens(&cluster);
            self.put(target, cluster.under, failed); // L02, L03, N04
        }
        verdict
    }

    /// A restore that asks for encryption without a key, or for none: there is no option for either. L12: what is encrypted
    /// stays so, and N07: what is not will be.
    fn restore_otherwise(&self, from: &Place, change: Change) -> Verdict {
        let encrypted = self.snapshots.get(from).map(|snapshot| snapshot.under.is_some());
        Verdict::Refused(match (change, encrypted, self.edition) {
            (Change::Off, Some(true), Y2026) => vec![Some("L12")],
            (Change::Off, Some(false), Y2026) => vec![Some("N07")],
            (Change::On, _, _) => vec![Some("L05")],
            (Change::Off | Change::Key, _, _) => vec![None],
        })
    }

    fn unshare(&mut self, from: &Place) -> Verdict {
        match self.snapshots.get_mut(from).filter(|snapshot| !snapshot.failed) {
            None => Verdict::Refused(vec![None]),
            Some(snapshot) => {
                snapshot.shared = false;
                Verdict::Done
            }
        }
    }

    fn restore(&mut self, from: &Place, to: &Place, key: Option<(Key, Named)>) -> Verdict {
        let mut reasons = Reasons::default();
        let source = self.readable(from, to.0).cloned();
        reasons.if_so(region_of(from.0) != region_of(to.0), None);
        reasons.if_so(source.as_ref().is_none_or(|source| source.failed), None);
        reasons.if_so(self.clusters.contains_key(to), None);
        let own = source.and_then(|source| source.under);
        self.against_own(&mut reasons, own.as_ref(), to.0);
        self.against(&mut reasons, key.as_ref(), to.0);
        let verdict = reasons.verdict();
        if verdict == Verdict::Done {
            // L05; N06; N05 and N07 for what is not encrypted; N14.
            let under = key.map(|(key, _)| key).or(own).or_else(|| self.unasked(to.0));
            self.add(to.clone(), under, None);
        }
        verdict
    }

    fn point_in_time(&mut self, from: &Place, to: &str, key: Option<(Key, Named)>, clone: bool) -> Verdict {
        let target = (from.0, String::from(to));
        let mut reasons = Reasons::default();
        let source = self.clusters.get(from).cloned();
        reasons.if_so(source.is_none(), None);
        reasons.if_so(self.clusters.contains_key(&target), None);
        let own = source.and_then(|source| source.under);
        // The API reference: with a key, this is for encrypted clusters only.
        reasons.if_so(own.is_none() && key.is_some(), Some("L04"));
        self.against_own(&mut reasons, own.as_ref(), from.0);
        self.against(&mut reasons, key.as_ref(), from.0);
        let verdict = reasons.verdict();
        if verdict == Verdict::Done {
            // N04 for clones, N05 for restores.
            let unasked = if clone { None } else { self.unasked(from.0) };
            self.add(target, key.map(|(key, _)| key).or(own).or(unasked), None);
        }
        verdict
    }
}
