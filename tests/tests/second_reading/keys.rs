//! What happens to customers' keys: AWS KMS's own rules, which are the same in both editions.

use crate::command::Command;
use crate::ledger::{CustomerKey, Ledger, Life, Part, Site, Verdict};

/// How many days a key waits for its deletion here: the fewest.
const DAYS_TO_DELETE: u32 = 7;

impl Ledger {
    /// Judges a command about keys.
    pub(crate) fn judge_key(&mut self, command: &Command) -> Verdict {
        let done = match command {
            Command::CreateKey { site, related } => self.add_key(*site, related.then_some(Part::Primary)),
            Command::ReplicateKey { site, .. } => self.add_key(*site, Some(Part::Replica)),
            Command::UpdatePrimary { key } => self.swap_parts(*key),
            Command::SwitchKey { key, on } => {
                self.live(*key, false, if *on { Life::Enabled } else { Life::Disabled })
            }
            Command::EndKey { key, on: true } => {
                let primary = self.keys.get(*key).is_some_and(|key| key.part == Some(Part::Primary));
                let waits = primary && self.replica().is_some();
                self.live(*key, false, if waits { Life::Waiting } else { Life::Dying(DAYS_TO_DELETE) })
            }
            Command::EndKey { key, on: false } => self.live(*key, true, Life::Disabled),
            Command::Trust { key, on } => {
                let key = self.keys.get_mut(*key).filter(|key| key.life != Life::Gone);
                key.map(|key| key.trusts = *on).is_some()
            }
            _ => false,
        };
        if done { Verdict::Done } else { Verdict::Refused(vec![None]) }
    }

    fn add_key(&mut self, site: Site, part: Option<Part>) -> bool {
        self.keys.push(CustomerKey { site, part, life: Life::Enabled, trusts: false, id: String::new() });
        true
    }

    /// The related key that is a replica, if it is there.
    fn replica(&self) -> Option<usize> {
        self.keys.iter().position(|key| key.part == Some(Part::Replica) && key.life != Life::Gone)
    }

    /// Changes the life of a key that is there, and is to be deleted or is not.
    fn live(&mut self, key: usize, ending: bool, life: Life) -> bool {
        let fits = |key: &&mut CustomerKey| match key.life {
            Life::Enabled | Life::Disabled => !ending,
            Life::Dying(_) | Life::Waiting => ending,
            Life::Gone => false,
        };
        self.keys.get_mut(key).filter(fits).map(|key| key.life = life).is_some()
    }

    /// Both have to be enabled.
    fn swap_parts(&mut self, primary: usize) -> bool {
        let is = |key: usize, part| {
            let key = self.keys.get(key);
            key.is_some_and(|key| key.part == Some(part) && key.life == Life::Enabled)
        };
        let Some(replica) =
            self.replica().filter(|key| is(*key, Part::Replica) && is(primary, Part::Primary))
        else {
            return false;
        };
        self.keys[primary].part = Some(Part::Replica);
        self.keys[replica].part = Some(Part::Primary);
        true
    }

    /// A day brings keys nearer to their end. That of a primary key is begun when its replica is gone.
    pub(crate) fn keys_age(&mut self) {
        for key in &mut self.keys {
            key.life = match key.life {
                Life::Dying(0 | 1) => Life::Gone,
                Life::Dying(days) => Life::Dying(days - 1),
                other => other,
            };
        }
        if self.replica().is_none() {
            for key in self.keys.iter_mut().filter(|key| key.life == Life::Waiting) {
                key.life = Life::Dying(DAYS_TO_DELETE);
            }
        }
    }
}
