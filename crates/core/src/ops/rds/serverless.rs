//! Aurora Serverless v1: the engine mode of a new cluster, and `ScalingConfiguration`, what a request says of its capacity.
//! Nothing in the model depends on the capacity. Aurora Serverless v2: `capacity`.

use crate::edition::Edition;
use crate::ops::api::{Argument, Inner, Member, Shape, Value};
use crate::rds::cluster::{Cluster, Engine};
use crate::rds::kept::{Kept, ServerlessScaling, TimeoutAction};
use crate::rds::setting_refusal::SettingRefusal;
use crate::refusal::Refusal;
use std::rc::Rc;

const LEAST: &str = "MinCapacity";
const MOST: &str = "MaxCapacity";
const AUTO_PAUSE: &str = "AutoPause";
const PAUSE: &str = "SecondsUntilAutoPause";
const ACTION: &str = "TimeoutAction";
const TIMEOUT: &str = "SecondsBeforeTimeout";

/// It pauses after five minutes to a day ("the value is between 300 and 86,400").
const PAUSES: core::ops::RangeInclusive<i64> = 300..=86_400;

/// `ScalingConfiguration`; what it leaves out stays.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct ScalingConfiguration {
    least: Option<i64>,
    most: Option<i64>,
    auto_pause: Option<bool>,
    pause: Option<i64>,
    action: Option<Rc<str>>,
    /// It came in 2021, and there are no clusters that it could be about today.
    timeout: Option<i64>,
}

impl Argument for ScalingConfiguration {
    const SHAPE: Shape = Shape::Structure(&[
        (LEAST, Inner::Integer),
        (MOST, Inner::Integer),
        (AUTO_PAUSE, Inner::Flag),
        (PAUSE, Inner::Integer),
        (ACTION, Inner::Text),
        (TIMEOUT, Inner::LaterInteger),
    ]);

    fn read(member: &'static Member, value: Value) -> Result<Self, Refusal> {
        let part = |name| value.member(name).cloned();
        let number = |name| part(name).map(|value| i64::read(member, value)).transpose();
        Ok(Self {
            least: number(LEAST)?,
            most: number(MOST)?,
            auto_pause: part(AUTO_PAUSE).map(|value| bool::read(member, value)).transpose()?,
            pause: number(PAUSE)?,
            action: part(ACTION).map(|value| Rc::read(member, value)).transpose()?,
            timeout: number(TIMEOUT)?,
        })
    }

    fn write(&self) -> Option<Value> {
        let parts = [
            (LEAST, self.least.map(Value::Integer)),
            (MOST, self.most.map(Value::Integer)),
            (AUTO_PAUSE, self.auto_pause.map(Value::Flag)),
            (PAUSE, self.pause.map(Value::Integer)),
            (ACTION, self.action.clone().map(Value::Text)),
            (TIMEOUT, self.timeout.map(Value::Integer)),
        ];
        let given = parts.into_iter().filter_map(|(name, value)| Some((name.into(), value?)));
        Some(Value::Structure(given.collect()))
    }
}

impl ScalingConfiguration {
    /// The configuration of a cluster that had another.
    fn over(&self, engine: Engine, had: ServerlessScaling) -> Result<ServerlessScaling, Refusal> {
        let capacity = |given: Option<i64>, had| given.map_or(Ok(had), |given| capacity(engine, given));
        let (least, most) = (capacity(self.least, had.least)?, capacity(self.most, had.most)?);
        if least > most {
            return Err(SettingRefusal::ServerlessCapacities { least, most }.into());
        }
        let pause = match self.pause {
            None => had.pause,
            Some(seconds) => u32::try_from(seconds)
                .ok()
                .filter(|_| PAUSES.contains(&seconds))
                .ok_or(SettingRefusal::ServerlessPause { seconds })?,
        };
        let timeout_action = match &self.action {
            None => had.timeout_action,
            Some(text) => TimeoutAction::ALL
                .into_iter()
                .find(|action| action.name() == &**text)
                .ok_or_else(|| SettingRefusal::TimeoutAction { text: text.clone() })?,
        };
        let auto_pause = self.auto_pause.unwrap_or(had.auto_pause);
        Ok(ServerlessScaling { least, most, auto_pause, pause, timeout_action })
    }
}

/// The capacities that an engine has (Amazon RDS API Reference, `ScalingConfiguration`), in order.
const fn capacities(engine: Engine) -> &'static [u16] {
    match engine {
        Engine::Aurora | Engine::AuroraMysql => &[1, 2, 4, 8, 16, 32, 64, 128, 256],
        Engine::AuroraPostgresql => &[2, 4, 8, 16, 32, 64, 192, 384],
    }
}

fn capacity(engine: Engine, given: i64) -> Result<u16, Refusal> {
    let known = capacities(engine);
    if let Some(capacity) = known.iter().find(|capacity| i64::from(**capacity) == given) {
        return Ok(*capacity);
    }
    let (least, most) =
        (known.first().copied().unwrap_or_default(), known.last().copied().unwrap_or_default());
    if (i64::from(least)..=i64::from(most)).contains(&given) {
        return Err(SettingRefusal::ServerlessCapacity { given, engine, known }.into());
    }
    Err(SettingRefusal::ServerlessRange { given, least, most }.into())
}

/// The engine mode of a new cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EngineMode {
    /// `provisioned`
    Provisioned,
    /// `serverless`, with its capacity if the request says something of it.
    Serverless(Option<ServerlessScaling>),
}

impl EngineMode {
    /// Returns whether it is `serverless`: Aurora Serverless v1, whose storage is always encrypted.
    pub(super) const fn is_serverless(self) -> bool {
        matches!(self, Self::Serverless(_))
    }

    /// Notes it in a new cluster's settings.
    pub(super) fn keep(self, kept: &mut Kept) {
        if let Self::Serverless(scaling) = self {
            kept.serverless = true;
            kept.serverless_scaling = scaling;
        }
    }
}

/// The engine mode that a request for a new cluster asks for. Some versions had Aurora Serverless v1 in 2020; AWS creates no
/// more of it since 8 January 2025.
pub(super) fn engine_mode(
    edition: Edition,
    mode: Option<&Rc<str>>,
    (engine, version): (Engine, &str),
    scaling: Option<&ScalingConfiguration>,
) -> Result<EngineMode, Refusal> {
    match mode.map(|mode| &**mode) {
        None | Some("provisioned") => match scaling {
            None => Ok(EngineMode::Provisioned),
            Some(_) => Err(SettingRefusal::ScalingOfProvisioned {}.into()),
        },
        Some("serverless") => {
            let had = match engine {
                Engine::Aurora => version == "5.6.10a",
                Engine::AuroraMysql => version == "5.7.mysql_aurora.2.07.1",
                Engine::AuroraPostgresql => matches!(version, "10.11" | "10.12"),
            };
            match edition {
                Edition::Y2020 if had => {
                    let scaling = scaling.map(|scaling| scaling.over(engine, ServerlessScaling::of(engine)));
                    scaling.transpose().map(EngineMode::Serverless)
                }
                Edition::Y2020 | Edition::Y2026 => Err(SettingRefusal::ModeUnavailable {}.into()),
            }
        }
        Some(other) => Err(SettingRefusal::EngineMode { mode: other.into() }.into()),
    }
}

/// Gives a cluster's new settings the capacity that a change asks for.
pub(super) fn modify(
    found: &Cluster,
    scaling: Option<&ScalingConfiguration>,
    kept: &mut Option<Rc<Kept>>,
) -> Result<(), Refusal> {
    let Some(scaling) = scaling else { return Ok(()) };
    let Some(had) = found.serverless_scaling() else {
        return Err(SettingRefusal::ScalingOfProvisioned {}.into());
    };
    let serverless_scaling = Some(scaling.over(found.engine, had)?);
    let rest = kept.as_deref().cloned().unwrap_or_default();
    *kept = Some(Rc::new(Kept { serverless_scaling, ..rest }));
    Ok(())
}
