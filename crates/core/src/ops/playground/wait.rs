//! `playground wait`: lets time pass.

use super::PlaygroundOutput;
use crate::env::Time;
use crate::ops::Tx;
use crate::ops::api::{Argument, Member, Shape, Value};
use crate::refusal::Refusal;
use crate::refusal::playground::PlaygroundRefusal;

/// The longest single wait.
pub const LONGEST: u64 = 400 * Time::DAY;
/// The most entries of the queue that one wait may handle (a backup of one cluster is one): some 40 ms in a browser,
/// which stands still meanwhile.
const MOST: usize = 2_500;

/// Moves the clock forward: 30s, 10m, 2h, 7d.
#[derive(Clone, Debug, PartialEq, Eq, Operation)]
#[operation(errors(InvalidParameterValue))]
pub struct Wait {
    /// How long.
    #[member(Duration, positional)]
    pub duration: Duration,
}

/// A duration in seconds: `30s`, `10m`, `2h`, `7d`, `1h30m`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Duration(pub u64);

impl Duration {
    fn parse(text: &str) -> Option<Self> {
        let mut rest = text;
        let mut total: u64 = 0;
        while !rest.is_empty() {
            let (number, after) = rest.split_at_checked(rest.find(|c: char| !c.is_ascii_digit())?)?;
            let mut after = after.chars();
            let unit = match after.next()? {
                's' => 1,
                'm' => 60,
                'h' => 3_600,
                'd' => 86_400,
                _ => return None,
            };
            total = total.saturating_add(number.parse::<u64>().ok()?.saturating_mul(unit));
            rest = after.as_str();
        }
        (total > 0).then_some(Self(total))
    }
}

impl core::fmt::Display for Duration {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let mut left = self.0;
        for (unit, seconds) in [('d', 86_400), ('h', 3_600), ('m', 60), ('s', 1)] {
            if left >= seconds {
                write!(f, "{}{unit}", left / seconds)?;
                left %= seconds;
            }
        }
        Ok(())
    }
}

impl Argument for Duration {
    const SHAPE: Shape = Shape::Text;

    fn read(member: &'static Member, value: Value) -> Result<Self, Refusal> {
        let text = member.text(&value)?;
        Self::parse(text).ok_or_else(|| PlaygroundRefusal::NoDuration { text: text.into() }.into())
    }

    fn write(&self) -> Option<Value> {
        Some(Value::text([&self.0.to_string(), "s"].concat()))
    }
}

impl Wait {
    pub(super) fn decide(&self, tx: &mut Tx) -> Result<PlaygroundOutput, Refusal> {
        let (from, seconds) = (tx.world.now, self.duration.0);
        if seconds > LONGEST {
            return Err(PlaygroundRefusal::WaitTooLong { seconds }.into());
        }
        if !tx.advance_within(from.plus(seconds), MOST) {
            return Err(PlaygroundRefusal::WaitTooFull { seconds }.into());
        }
        Ok(PlaygroundOutput::Waited(from, tx.world.now))
    }
}
