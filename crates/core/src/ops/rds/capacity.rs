//! `ServerlessV2ScalingConfiguration`: what a request says of the capacity of instances of Aurora Serverless v2. Nothing in
//! the model depends on it but whether a cluster can have such instances. Aurora Serverless v1: `serverless`.

use crate::ops::api::{Argument, Inner, Member, Shape, Value};
use crate::rds::kept::{Capacity, Scaling};
use crate::rds::setting_refusal::SettingRefusal;
use crate::refusal::Refusal;

const LEAST: &str = "MinCapacity";
const MOST: &str = "MaxCapacity";
const PAUSE: &str = "SecondsUntilAutoPause";

/// Aurora User Guide, "Setting the Aurora Serverless v2 capacity range for a cluster".
const HIGHEST: Capacity = Capacity(512);
const LOWEST_MOST: Capacity = Capacity(2);
/// An instance pauses after five minutes to a day.
const PAUSES: core::ops::RangeInclusive<i64> = 300..=86_400;

/// What a request says; what it leaves out stays.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct ScalingChange {
    least: Option<Capacity>,
    most: Option<Capacity>,
    pause: Option<i64>,
}

impl Argument for ScalingChange {
    const SHAPE: Shape =
        Shape::Structure(&[(LEAST, Inner::Number), (MOST, Inner::Number), (PAUSE, Inner::Integer)]);

    fn read(member: &'static Member, value: Value) -> Result<Self, Refusal> {
        let capacity = |name| {
            let Some(given) = value.member(name) else { return Ok(None) };
            let text = match given {
                Value::Text(text) | Value::Fraction(text) => text.clone(),
                Value::Integer(number) => number.to_string().into(),
                Value::Secret(_)
                | Value::Flag(_)
                | Value::Time(_)
                | Value::Policy(_)
                | Value::List(_)
                | Value::Structure(_)
                | Value::Bytes(_) => return Err(member.misshapen()),
            };
            let read = Capacity::parse(&text);
            read.map(Some).ok_or_else(|| Refusal::from(SettingRefusal::CapacityStep { text }))
        };
        let pause = value.member(PAUSE).cloned().map(|value| i64::read(member, value));
        Ok(Self { least: capacity(LEAST)?, most: capacity(MOST)?, pause: pause.transpose()? })
    }

    fn write(&self) -> Option<Value> {
        let number = |it: Capacity| Value::Fraction(it.to_string().into());
        let parts = [
            (LEAST, self.least.map(number)),
            (MOST, self.most.map(number)),
            (PAUSE, self.pause.map(Value::Integer)),
        ];
        Some(Value::Structure(
            parts.into_iter().filter_map(|(name, value)| Some((name.into(), value?))).collect(),
        ))
    }
}

impl ScalingChange {
    /// The configuration of a cluster that had another or none.
    pub(super) fn over(&self, had: Option<Scaling>) -> Result<Scaling, Refusal> {
        let least = self.least.or(had.map(|had| had.least));
        let most = self.most.or(had.map(|had| had.most));
        let (Some(least), Some(most)) = (least, most) else {
            return Err(SettingRefusal::HalfScaling {}.into());
        };
        if most < LOWEST_MOST {
            return Err(SettingRefusal::CapacityTooLow { most, lowest: LOWEST_MOST }.into());
        }
        if most > HIGHEST || least > most {
            return Err(SettingRefusal::CapacityRange { least, most, highest: HIGHEST }.into());
        }
        let pause = self.pause.or(had.and_then(|had| had.pause).map(i64::from));
        if let Some(seconds) = self.pause.filter(|seconds| least != Capacity(0) || !PAUSES.contains(seconds))
        {
            return Err(SettingRefusal::AutoPause { seconds, least }.into());
        }
        // Without a capacity of 0 there is no pause; with it, the default is the shortest.
        let pause = pause.unwrap_or(*PAUSES.start());
        let pause = if least == Capacity(0) { u32::try_from(pause).ok() } else { None };
        Ok(Scaling { least, most, pause })
    }
}
