//! Checks that operations declare the errors that they return.

use playground_core::ops::iam::IamOp;
use playground_core::ops::kms::KmsOp;
use playground_core::ops::rds::RdsOp;
use playground_core::ops::sts::StsOp;
use playground_core::trail::Service;
use playground_core::world::World;

/// Checks all records of the trail.
///
/// # Panics
/// If an operation returned an error that it does not declare.
pub fn check(world: &World) {
    for call in world.trail.values().map(|event| &event.call) {
        let group = match call.service {
            Service::Rds => RdsOp::GROUP,
            Service::Iam => IamOp::GROUP,
            Service::Sts => StsOp::GROUP,
            Service::Kms => KmsOp::GROUP,
        };
        let Some((code, message)) = &call.error else { continue };
        let found = group.declarations().find(|declaration| declaration.name == call.name);
        let declared = found.is_some_and(|declaration| declaration.errors.contains(code));
        assert!(declared, "{} does not declare {code}: {message}", call.name);
    }
}
