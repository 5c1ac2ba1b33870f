//! Settings of a cluster that nothing in the model depends on. They are kept as they were given, and answers show them.

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
}
