//! Settings of clusters and instances that nothing in the model depends on. They are kept as they were given, and answers show them.

use crate::env::Time;
use crate::rds::cluster::Engine;
use std::rc::Rc;

/// The settings of a cluster; empty where none was given.
#[derive(Clone, Debug, Default, PartialEq, Eq, StableHash)]
pub struct Kept {
    /// Its VPC security groups; the default one if empty.
    pub security_groups: Vec<Rc<str>>,
    /// Its subnet group; the default one if absent.
    pub subnet_group: Option<Rc<str>>,
    /// Its weekly maintenance window, `mon:04:00-mon:04:30`.
    pub maintenance_window: Option<Rc<str>>,
    /// Its cluster parameter group; the default one of its engine's version if absent.
    pub parameter_group: Option<Rc<str>>,
    /// Whether IAM database authentication is on.
    pub iam_authentication: bool,
    /// The logs that are exported to `CloudWatch` Logs.
    pub log_exports: Vec<Rc<str>>,
    /// `IPV4` or `DUAL`; `IPV4` if absent.
    pub network_type: Option<Rc<str>>,
    /// The Active Directory that it is in.
    pub domain: Option<Rc<str>>,
    /// The IAM role for calls to that directory.
    pub domain_role: Option<Rc<str>>,
    /// The target backtrack window in seconds, if backtracking is on.
    pub backtrack: Option<u32>,
    /// Whether its engine mode is `serverless`: Aurora Serverless v1, which has no instances.
    pub serverless: bool,
    /// The capacity of Aurora Serverless v1, if it is one and a request has said something of it.
    pub serverless_scaling: Option<ServerlessScaling>,
    /// The capacity that its instances of the class `db.serverless` may have.
    pub scaling: Option<Scaling>,
}

/// `ScalingConfigurationInfo`: the capacity of a cluster of Aurora Serverless v1, in whole units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, StableHash)]
pub struct ServerlessScaling {
    /// The least.
    pub least: u16,
    /// The most.
    pub most: u16,
    /// Whether it pauses while nobody is connected.
    pub auto_pause: bool,
    /// After how many seconds without a connection it pauses, if it does.
    pub pause: u32,
    /// What happens if no point is found at which capacity can change.
    pub timeout_action: TimeoutAction,
}

/// `TimeoutAction`
#[derive(Clone, Copy, Debug, PartialEq, Eq, StableHash)]
pub enum TimeoutAction {
    /// The capacity changes all the same, and connections may be lost.
    ForceApplyCapacityChange,
    /// The capacity stays.
    RollbackCapacityChange,
}

impl TimeoutAction {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::ForceApplyCapacityChange, Self::RollbackCapacityChange];

    /// As requests and answers have it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ForceApplyCapacityChange => "ForceApplyCapacityChange",
            Self::RollbackCapacityChange => "RollbackCapacityChange",
        }
    }
}

impl ServerlessScaling {
    /// What a cluster has of which no request says anything. The pause and the action are documented, the capacities are a model.
    pub const fn of(engine: Engine) -> Self {
        let least = match engine {
            Engine::Aurora | Engine::AuroraMysql => 1,
            Engine::AuroraPostgresql => 2,
        };
        let timeout_action = TimeoutAction::RollbackCapacityChange;
        Self { least, most: 16, auto_pause: true, pause: 300, timeout_action }
    }
}

/// `ServerlessV2ScalingConfiguration`: the capacity of each instance of Aurora Serverless v2.
#[derive(Clone, Copy, Debug, PartialEq, Eq, StableHash)]
pub struct Scaling {
    /// The least; 0 if instances pause.
    pub least: Capacity,
    /// The most.
    pub most: Capacity,
    /// After how many idle seconds an instance pauses, if it does.
    pub pause: Option<u32>,
}

/// Aurora capacity units, in halves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, StableHash)]
pub struct Capacity(pub u16);

impl Capacity {
    /// Reads a number such as `8` or `8.5`.
    pub fn parse(text: &str) -> Option<Self> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let half = match fraction.trim_end_matches('0') {
            "" => 0,
            "5" => 1,
            _ => return None,
        };
        whole.parse::<u16>().ok()?.checked_mul(2)?.checked_add(half).map(Self)
    }
}

impl core::fmt::Display for Capacity {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let half = if self.0.is_multiple_of(2) { 0 } else { 5 };
        write!(f, "{}.{half}", self.0 / 2)
    }
}

/// The settings of an instance; empty where none was given.
#[derive(Clone, Debug, Default, PartialEq, Eq, StableHash)]
pub struct InstanceKept {
    /// Its weekly maintenance window; [`MAINTENANCE`] if absent.
    pub maintenance_window: Option<Rc<str>>,
    /// Its DB parameter group; the default one of its engine's version if absent.
    pub parameter_group: Option<Rc<str>>,
    /// The certificate authority of its server certificate; the edition's default if absent.
    pub authority: Option<Rc<str>>,
    /// Whether minor versions are not installed on their own.
    pub no_minor_upgrades: bool,
    /// Whether it has a public address.
    pub public: bool,
    /// Enhanced Monitoring, if it is on.
    pub monitoring: Option<Monitoring>,
}

/// Enhanced Monitoring of an instance.
#[derive(Clone, Debug, PartialEq, Eq, StableHash)]
pub struct Monitoring {
    /// Every how many seconds.
    pub interval: u8,
    /// The IAM role that writes to `CloudWatch` Logs.
    pub role: Rc<str>,
}

impl InstanceKept {
    /// Its own maintenance window.
    pub fn window(&self) -> Option<&str> {
        self.maintenance_window.as_deref()
    }
}

/// The maintenance window of clusters and instances that were given none. AWS draws one at random (model).
pub const MAINTENANCE: &str = "mon:04:00-mon:04:30";

/// The days as maintenance windows name them, beginning with that of 1970-01-01.
pub const DAYS: [&str; 7] = ["thu", "fri", "sat", "sun", "mon", "tue", "wed"];

/// The number of seconds until a maintenance window such as `mon:04:00-mon:04:30` begins; never 0.
pub fn until_maintenance(now: Time, window: Option<&str>) -> u64 {
    const WEEK: u64 = 7 * Time::DAY;
    let start = beginning(window.unwrap_or(MAINTENANCE)).unwrap_or_default();
    let today = now.0 % WEEK;
    if start > today { start - today } else { start + WEEK - today }
}

/// When a window begins, in seconds after the beginning of a Thursday.
fn beginning(window: &str) -> Option<u64> {
    let mut parts = window.split('-').next()?.split(':');
    let day = parts.next()?;
    let day = DAYS.iter().position(|name| *name == day)? as u64;
    let mut number = || parts.next()?.parse::<u64>().ok();
    Some(day * Time::DAY + number()? * 3_600 + number()? * 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capacities_come_in_halves() {
        for (text, shown) in
            [("0", "0.0"), ("0.5", "0.5"), ("8.50", "8.5"), ("256.0", "256.0"), ("1.", "1.0")]
        {
            assert_eq!(Capacity::parse(text).map(|it| it.to_string()).as_deref(), Some(shown));
        }
        for text in ["", "-1", "0.25", "0.55", "x", ".5", "1e1", "40000"] {
            assert_eq!(Capacity::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_maintenance_window_begins_once_a_week() {
        let monday_at_four = Time(4 * Time::DAY + 4 * 3_600);
        assert_eq!(until_maintenance(Time(0), None), monday_at_four.0);
        assert_eq!(until_maintenance(monday_at_four, None), 7 * Time::DAY);
        assert_eq!(until_maintenance(monday_at_four, Some("mon:04:01-mon:04:31")), 60);
        assert_eq!(until_maintenance(monday_at_four, Some("wed:03:59-wed:04:30")), 2 * Time::DAY - 60);
        assert_eq!(until_maintenance(monday_at_four, Some("mon:03:59-mon:04:30")), 7 * Time::DAY - 60);
    }
}
