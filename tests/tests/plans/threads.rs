//! The tasks. Names and accounts are ours; what is wanted is theirs.

use playground_core::edition::Edition;
use playground_plan::Method::{
    Clone, GlobalDatabase, InPlace, LogicalReplication, PointInTime, Replica, Snapshot,
};

use crate::Comes::{Plan, Refused};
use crate::Task;
use crate::stages::{
    COPIED_THEN_DELETED, DELETED, DISABLED, DISABLED_FOR_LONG, LIMITED, MANAGED, OWN, OWN_POSTGRES,
    PARTNERS_KEY, PARTNERS_KEY_THERE, PENDING, PENDING_YET, PLAIN, PLAIN_POSTGRES, PROTECTED, STOPPED,
    WITH_SNAPSHOT, WITH_SNAPSHOT_DISABLED,
};

const BOTH: &[Edition] = &Edition::ALL;
const THEN: &[Edition] = &[Edition::Y2020];
const TODAY: &[Edition] = &[Edition::Y2026];

/// The tasks.
pub(crate) const TASKS: &[Task] = &[
    Task {
        thread: "https://github.com/awsdocs/amazon-rds-user-guide/issues/25",
        editions: BOTH,
        stage: PLAIN,
        goal: "--goal encrypted --db-cluster-identifier orders",
        comes: Plan(
            &[Snapshot, LogicalReplication],
            &[
                "KEY=$(aws kms create-key",
                "StopWrites",
                "create-db-cluster-snapshot",
                "restore-db-cluster-from-snapshot --db-cluster-identifier orders-encrypted --snapshot-identifier orders-snapshot --engine aurora-mysql --kms-key-id $KEY",
                "create-db-instance --db-instance-identifier orders",
                "SwitchEndpoint",
            ],
        ),
    },
    Task {
        thread: "https://github.com/aws/aws-cli/issues/3732",
        editions: BOTH,
        stage: PLAIN_POSTGRES,
        goal: "--goal encrypted --db-cluster-identifier orders --kms-key-id alias/orders",
        comes: Plan(
            &[Snapshot, LogicalReplication],
            &[
                "StopWrites",
                "create-db-cluster-snapshot",
                "--engine aurora-postgresql --kms-key-id alias/orders",
                "create-db-instance --db-instance-identifier orders",
                "SwitchEndpoint",
            ],
        ),
    },
    Task {
        thread: "https://github.com/aws/copilot-cli/issues/4949",
        editions: BOTH,
        stage: MANAGED,
        goal: "--goal encrypted --db-cluster-identifier orders",
        comes: Plan(&[InPlace], &[]),
    },
    Task {
        thread: "https://aws.amazon.com/blogs/database/options-for-changing-aws-kms-encryption-key-for-amazon-rds-databases",
        editions: BOTH,
        stage: MANAGED,
        goal: "--goal another-key --db-cluster-identifier orders",
        comes: Plan(
            &[Clone, PointInTime, Snapshot, LogicalReplication],
            &[
                "create-key",
                "StopWrites",
                "--restore-type copy-on-write --source-db-cluster-identifier orders --kms-key-id $KEY",
                "create-db-instance --db-instance-identifier orders",
                "SwitchEndpoint",
            ],
        ),
    },
    Task {
        thread: "https://github.com/terraform-aws-modules/terraform-aws-rds-aurora/issues/156",
        editions: BOTH,
        stage: STOPPED,
        goal: "--goal another-key --db-cluster-identifier orders",
        comes: Plan(
            &[Clone, PointInTime, Snapshot],
            &["create-key", "copy-on-write", "create-db-instance", "SwitchEndpoint"],
        ),
    },
    Task {
        thread: "https://github.com/hashicorp/terraform-provider-aws/issues/630",
        editions: BOTH,
        stage: OWN,
        goal: "--goal another-region --db-cluster-identifier orders --to-region us-west-2 --kms-key-id $KEY",
        comes: Refused(Some("L09"), "create-db-cluster", "KMSKeyNotAccessibleFault"),
    },
    Task {
        thread: "https://github.com/terraform-aws-modules/terraform-aws-rds/pull/428",
        editions: BOTH,
        stage: OWN,
        goal: "--goal another-region --db-cluster-identifier orders --to-region us-west-2",
        comes: Plan(
            // A read replica cluster needs the binary log, for which the writer restarts.
            &[GlobalDatabase, Replica, Snapshot],
            &[
                "create-key --query KeyMetadata.KeyId --output text --region us-west-2",
                "create-global-cluster",
                "--global-cluster-identifier orders-global --storage-encrypted --kms-key-id $KEY --source-region us-east-1",
                "create-db-instance",
                "StopWrites",
                "CatchUp",
                "remove-from-global-cluster",
                "SwitchEndpoint",
            ],
        ),
    },
    Task {
        thread: "https://github.com/hashicorp/terraform-provider-aws/issues/13715",
        editions: BOTH,
        stage: OWN_POSTGRES,
        goal: "--goal another-region --db-cluster-identifier orders --to-region us-west-2",
        comes: Plan(
            &[GlobalDatabase, Snapshot],
            &[
                "create-key",
                "create-global-cluster",
                "--global-cluster-identifier orders-global --storage-encrypted --kms-key-id $KEY --source-region us-east-1",
                "create-db-instance",
                "StopWrites",
                "CatchUp",
                "remove-from-global-cluster",
                "SwitchEndpoint",
            ],
        ),
    },
    Task {
        thread: "https://github.com/awslabs/aurora-snapshot-tool/issues/26",
        editions: BOTH,
        stage: MANAGED,
        goal: "--goal readable --db-cluster-identifier orders --to-account 444455556666",
        comes: Plan(
            &[Snapshot],
            &[
                "create-key",
                "put-key-policy --key-id $KEY",
                "create-db-cluster-snapshot",
                "orders-snapshot-copy --kms-key-id $KEY",
                "--values-to-add 444455556666",
            ],
        ),
    },
    Task {
        thread: "https://www.repost.aws/knowledge-center/aurora-share-encrypted-snapshot",
        editions: BOTH,
        stage: WITH_SNAPSHOT,
        goal: "--goal readable --db-cluster-snapshot-identifier nightly --to-account 444455556666",
        comes: Plan(&[InPlace], &["put-key-policy", "--values-to-add 444455556666"]),
    },
    Task {
        thread: "https://github.com/pbudzon/aws-maintenance/issues/13",
        editions: BOTH,
        stage: WITH_SNAPSHOT_DISABLED,
        goal: "--goal readable --db-cluster-snapshot-identifier nightly --to-account 444455556666",
        comes: Plan(&[InPlace], &["enable-key", "put-key-policy", "--values-to-add 444455556666"]),
    },
    Task {
        thread: "https://github.com/awslabs/aurora-snapshot-tool/issues/25",
        editions: BOTH,
        stage: PLAIN,
        goal: "--goal readable --db-cluster-identifier orders --to-account 444455556666",
        comes: Plan(&[Snapshot], &["create-db-cluster-snapshot", "--values-to-add 444455556666"]),
    },
    Task {
        thread: "https://dev.to/aws-builders/how-to-re-encrypt-aurora-snapshots-with-a-cmk-for-cross-account-migration-1abm",
        editions: BOTH,
        stage: MANAGED,
        goal: "--goal another-account --db-cluster-identifier orders --to-account 444455556666",
        comes: Plan(
            &[Snapshot, LogicalReplication],
            &[
                "create-key",
                "create-key",
                "put-key-policy",
                "StopWrites",
                "create-db-cluster-snapshot",
                "copy-db-cluster-snapshot",
                "modify-db-cluster-snapshot-attribute",
                "restore-db-cluster-from-snapshot",
                "create-db-instance --db-instance-identifier orders",
                "SwitchEndpoint",
            ],
        ),
    },
    Task {
        thread: "https://github.com/ministryofjustice/cloud-platform/issues/866",
        editions: THEN,
        stage: PARTNERS_KEY_THERE,
        goal: "--goal another-account --db-cluster-identifier orders --to-account 444455556666 --kms-key-id $THEIRS",
        comes: Plan(
            &[Snapshot, LogicalReplication],
            &[
                "create-key --query KeyMetadata.KeyId --output text --profile partner",
                "put-key-policy",
                "StopWrites",
                "create-db-cluster-snapshot",
                "--values-to-add 444455556666",
                "--kms-key-id $KEY --profile partner",
                "copy-db-cluster-snapshot --source-db-cluster-snapshot-identifier arn:aws:rds:us-east-1:444455556666:cluster-snapshot:orders-snapshot-copy",
                "restore-db-cluster-from-snapshot",
                "create-db-instance",
                "SwitchEndpoint",
            ],
        ),
    },
    Task {
        thread: "https://github.com/awslabs/aurora-snapshot-tool/issues/7",
        editions: TODAY,
        stage: PARTNERS_KEY_THERE,
        goal: "--goal another-account --db-cluster-identifier orders --to-account 444455556666 --kms-key-id $THEIRS",
        comes: Plan(
            &[Snapshot, LogicalReplication],
            &[
                "put-key-policy",
                "StopWrites",
                "create-db-cluster-snapshot",
                "--values-to-add 444455556666",
                "copy-db-cluster-snapshot",
                "restore-db-cluster-from-snapshot",
                "create-db-instance --db-instance-identifier orders",
                "SwitchEndpoint",
            ],
        ),
    },
    Task {
        thread: "https://github.com/awslabs/rds-snapshot-tool/issues/60",
        editions: BOTH,
        stage: PARTNERS_KEY,
        goal: "--goal another-account --db-cluster-identifier orders --to-account 444455556666 --kms-key-id $THEIRS",
        comes: Plan(
            &[Snapshot, LogicalReplication],
            &[
                "put-key-policy",
                "StopWrites",
                "create-db-cluster-snapshot",
                "--values-to-add 444455556666",
                "restore-db-cluster-from-snapshot",
                "create-db-instance --db-instance-identifier orders",
                "SwitchEndpoint",
            ],
        ),
    },
    Task {
        thread: "https://github.com/aws/aws-sdk-go-v2/issues/2678",
        editions: BOTH,
        stage: LIMITED,
        goal: "--goal another-account --db-cluster-identifier orders --to-account 444455556666",
        comes: Refused(None, "restore-db-cluster-from-snapshot", "AccessDenied"),
    },
    Task {
        thread: "https://sdk.amazonaws.com/kotlin/api/1.0.65/rds/aws.sdk.kotlin.services.rds.model/-create-db-cluster-request/-builder/kms-key-id.html",
        editions: BOTH,
        stage: PARTNERS_KEY,
        goal: "--goal another-key --db-cluster-identifier orders --kms-key-id $THEIRS",
        comes: Plan(
            &[Clone, PointInTime, Snapshot, LogicalReplication],
            &[
                "put-key-policy",
                "StopWrites",
                "copy-on-write",
                "create-db-instance --db-instance-identifier orders",
                "SwitchEndpoint",
            ],
        ),
    },
    Task {
        thread: "https://repost.aws/knowledge-center/rds-aurora-inaccessible-state",
        editions: TODAY,
        stage: DISABLED,
        goal: "--goal recovered --db-cluster-identifier orders",
        comes: Plan(&[InPlace, PointInTime], &["enable-key", "start-db-cluster"]),
    },
    // The cluster runs until Aurora needs its key again.
    Task {
        thread: "https://repost.aws/knowledge-center/rds-aurora-inaccessible-state",
        editions: BOTH,
        stage: PENDING_YET,
        goal: "--goal recovered --db-cluster-identifier orders",
        comes: Plan(&[InPlace], &["cancel-key-deletion", "enable-key"]),
    },
    Task {
        thread: "https://repost.aws/knowledge-center/rds-aurora-inaccessible-state",
        editions: TODAY,
        stage: PENDING,
        goal: "--goal recovered --db-cluster-identifier orders",
        comes: Plan(&[InPlace, PointInTime], &["cancel-key-deletion", "enable-key", "start-db-cluster"]),
    },
    Task {
        thread: "https://github.com/aws-cloudformation/aws-cloudformation-resource-providers-rds/pull/542",
        editions: TODAY,
        stage: DISABLED_FOR_LONG,
        goal: "--goal recovered --db-cluster-identifier orders",
        comes: Plan(
            &[PointInTime],
            &[
                "enable-key",
                "restore-db-cluster-to-point-in-time",
                "create-db-instance --db-instance-identifier orders",
                "SwitchEndpoint",
            ],
        ),
    },
    Task {
        thread: "https://repost.aws/knowledge-center/rds-aurora-inaccessible-state",
        editions: THEN,
        stage: DISABLED,
        goal: "--goal recovered --db-cluster-identifier orders",
        comes: Plan(
            &[PointInTime],
            &[
                "enable-key",
                "restore-db-cluster-to-point-in-time",
                "create-db-instance --db-instance-identifier orders",
                "SwitchEndpoint",
            ],
        ),
    },
    Task {
        thread: "https://repost.aws/knowledge-center/rds-aurora-inaccessible-state",
        editions: THEN,
        stage: DELETED,
        goal: "--goal recovered --db-cluster-identifier orders",
        comes: Refused(Some("E08"), "start-db-cluster", "InvalidDBClusterStateFault"),
    },
    Task {
        thread: "https://repost.aws/knowledge-center/rds-aurora-inaccessible-state",
        editions: TODAY,
        stage: DELETED,
        goal: "--goal recovered --db-cluster-identifier orders",
        comes: Refused(Some("N12"), "start-db-cluster", "InvalidDBClusterStateFault"),
    },
    Task {
        thread: "https://github.com/1Strategy/rds-oracle-cross-account-cross-region-dr/issues/1",
        editions: BOTH,
        stage: COPIED_THEN_DELETED,
        goal: "--goal recovered --db-cluster-identifier orders",
        comes: Plan(
            &[Snapshot],
            &[
                "restore-db-cluster-from-snapshot",
                "create-db-instance --db-instance-identifier orders",
                "SwitchEndpoint",
            ],
        ),
    },
    Task {
        thread: "https://github.com/cloudposse/terraform-aws-rds-cluster/issues/163",
        editions: BOTH,
        stage: OWN,
        goal: "--goal restored --db-cluster-identifier orders --restore-to-time 2020-01-01T00:00:00Z",
        comes: Refused(None, "restore-db-cluster-to-point-in-time", "InvalidParameter"),
    },
    Task {
        thread: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.html",
        editions: BOTH,
        stage: PROTECTED,
        goal: "--goal unused-key --kms-key-id $KEY",
        comes: Plan(
            &[Clone, PointInTime, Snapshot, LogicalReplication],
            &[
                "create-key",
                "StopWrites",
                "copy-on-write",
                "create-db-instance --db-instance-identifier orders",
                "SwitchEndpoint",
                "--no-deletion-protection",
                "delete-db-instance",
                "delete-db-cluster",
            ],
        ),
    },
    Task {
        thread: "https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/1350",
        editions: BOTH,
        stage: OWN,
        goal: "--goal encrypted --db-cluster-identifier nobody",
        comes: Refused(None, "describe-db-clusters", "DBClusterNotFoundFault"),
    },
];
