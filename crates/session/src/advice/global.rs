//! What is behind refusals about global clusters, where the message alone does not say it.

use playground_core::rds::global_refusal::GlobalRefusal;

/// Empty where the message says it all.
pub(super) fn why(why: &GlobalRefusal) -> &'static str {
    use GlobalRefusal as Why;
    match why {
        Why::KeyOfReplicaNeeded {} => {
            "Each cluster of a global database seals what it stores under a key of its own Region, and only you can say \
             which key that is here."
        }
        Why::UnencryptedPrimary {} | Why::EncryptedPrimary {} => {
            "All clusters of a global database are encrypted, or none is."
        }
        Why::StopOfMember { .. } => {
            "The clusters of a global database follow one another all the time, so they are not stopped one by one."
        }
        Why::Member { .. } | Why::DeletionOfMember { .. } => {
            "The cluster belongs to a global database, and leaves it first."
        }
        Why::PrimaryLeaves { .. } | Why::DeletionOfPrimary { .. } | Why::LastOfPrimary { .. } => {
            "The secondary clusters live on what comes from this one."
        }
        Why::NotEmpty { .. } => {
            "A global cluster is deleted when no cluster is left in it. Their data stays with them."
        }
        Why::RegionTaken { .. } => "Each cluster of a global database is in a Region of its own.",
        Why::SourceState { .. } | Why::State { .. } => {
            "It is busy, or in a status in which this can't be done. Waiting may help."
        }
        Why::SourceWithoutInstance { .. } => {
            "An instance of the primary cluster sends what the secondary cluster stores."
        }
        Why::NotFound { .. }
        | Why::Exists { .. }
        | Why::TooMany {}
        | Why::NoClusterArn { .. }
        | Why::FromSource { .. }
        | Why::Replica { .. }
        | Why::SourceOfMember {}
        | Why::Engine { .. }
        | Why::TooManySecondaries { .. }
        | Why::DatabaseOfReplica {}
        | Why::NotAMember { .. }
        | Why::PrimaryAlready { .. }
        | Why::Protected {}
        | Why::FailoverAndSwitchover {} => "",
    }
}
