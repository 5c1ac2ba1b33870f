//! What is behind refusals about global clusters, where the message alone does not say it.

use playground_core::rds::global_refusal::GlobalReason;

/// Empty where the message says it all.
pub(crate) fn why(why: GlobalReason) -> &'static str {
    use GlobalReason as Why;
    match why {
        Why::KeyOfReplicaNeeded => {
            "Each cluster of a global database encrypts its storage under a key of its own Region, and only you can say which \
             key that is here."
        }
        Why::UnencryptedPrimary | Why::EncryptedPrimary => {
            "Either all clusters of a global database are encrypted, or none."
        }
        Why::StopOfMember => {
            "The clusters of a global database replicate all the time, so they can't be stopped one by one."
        }
        Why::Member | Why::DeletionOfMember => {
            "The cluster belongs to a global database: remove it from there first."
        }
        Why::PrimaryLeaves | Why::DeletionOfPrimary | Why::LastOfPrimary => {
            "The secondary clusters depend on this one."
        }
        Why::NotEmpty => {
            "A global cluster can be deleted once no cluster is left in it. The clusters keep their data."
        }
        Why::RegionTaken => "Each cluster of a global database needs a Region of its own.",
        Why::SourceState | Why::State => "It's busy, or its status doesn't allow this. Waiting may help.",
        Why::SourceWithoutInstance => {
            "The primary cluster needs an instance to send what the secondary cluster stores."
        }
        Why::NotFound
        | Why::Exists
        | Why::TooMany
        | Why::NoClusterArn
        | Why::FromSource
        | Why::Replica
        | Why::SourceOfMember
        | Why::Engine
        | Why::TooManySecondaries
        | Why::DatabaseOfReplica
        | Why::NotAMember
        | Why::PrimaryAlready
        | Why::Protected
        | Why::FailoverAndSwitchover => "",
    }
}
