//! Condition keys: their names, since when AWS has them, and the values that a call has for them.
//!
//! Not here: how values are compared (`condition`), and what a call of an operation knows (`ops/kms/known.rs`).

use super::authorize::RequestContext;
use super::policy::PolicyError;
use crate::edition::Edition;
use std::rc::Rc;

/// How many values a key has in one call.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Values {
    /// At most one.
    One,
    /// Any number, so that it takes `ForAnyValue:` or `ForAllValues:`.
    Several,
}

/// The second edition, or the only one.
macro_rules! first {
    ($since:ident) => {
        Edition::$since
    };
    ($since:ident $anywhere:ident) => {
        Edition::$anywhere
    };
}

macro_rules! keys {
    (
        $($(#[$doc:meta])* $key:ident $name:literal $values:ident $since:ident $(or $rds:ident)?;)*
        [of a name]
        $($(#[$of_doc:meta])* $of:ident $prefix:literal $of_since:ident $(or $of_rds:ident)?;)*
    ) => {
        /// What a condition looks at.
        #[derive(Clone, Debug, PartialEq, Eq, StableHash)]
        pub enum ConditionKey {
            $($(#[$doc])* $key,)*
            $($(#[$of_doc])* $of(Rc<str>),)*
        }

        /// The keys, by their names, without those that a name follows.
        const PLAIN: &[(&str, ConditionKey)] = &[$(($name, ConditionKey::$key),)*];

        impl ConditionKey {
            /// Parses AWS's name of the key, in any case.
            pub fn parse(text: &str) -> Result<Self, PolicyError> {
                if let Some((_, key)) = PLAIN.iter().find(|(name, _)| name.eq_ignore_ascii_case(text)) {
                    return Ok(key.clone());
                }
                $(if let Some(name) = behind($prefix, text) {
                    return Ok(Self::$of(name.into()));
                })*
                Err(unknown(text))
            }

            /// AWS's name of the key, and the name that follows it if there is one.
            fn parts(&self) -> (&'static str, &str) {
                match self {
                    $(Self::$key => ($name, ""),)*
                    $(Self::$of(name) => ($prefix, name),)*
                }
            }

            /// The first edition in which its own service has it, or KMS if AWS has it for all of them.
            pub const fn since(&self) -> Edition {
                match self {
                    $(Self::$key => Edition::$since,)*
                    $(Self::$of(_) => Edition::$of_since,)*
                }
            }

            /// The first edition in which a service has it.
            pub const fn anywhere_since(&self) -> Edition {
                match self {
                    $(Self::$key => first!($since $($rds)?),)*
                    $(Self::$of(_) => first!($of_since $($of_rds)?),)*
                }
            }

            const fn number(&self) -> Values {
                match self {
                    $(Self::$key => Values::$values,)*
                    $(Self::$of(_) => Values::One,)*
                }
            }
        }

        /// Every name, as an error lists them.
        const NAMES: &[&str] = &[$($name,)* $(concat!($prefix, "<name>"),)*];
    };
}

// A row: the key, AWS's name, how many values it has, and the first edition that has it. What came after 1 December 2020 is
// of 2026 (document histories of IAM and KMS): aliases, tags and multi-Region keys among it. Behind `or` is the edition in
// which RDS has it before KMS.
keys! {
    /// The account of the caller; for a service, the account of the resource that it acts for.
    CallerAccount "kms:CallerAccount" One Y2020;
    /// The service through which a principal's call came.
    ViaService "kms:ViaService" One Y2020;
    /// The names in the call's encryption context.
    ContextKeys "kms:EncryptionContextKeys" Several Y2020;
    /// The algorithm of a cryptographic operation.
    EncryptionAlgorithm "kms:EncryptionAlgorithm" One Y2020;
    /// `BypassPolicyLockoutSafetyCheck` of the request.
    BypassLockoutCheck "kms:BypassPolicyLockoutSafetyCheck" One Y2020;
    /// Whether a service asks for the grant for one of its resources.
    GrantIsForAwsResource "kms:GrantIsForAWSResource" One Y2020;
    /// The operations of the grant that is to be created.
    GrantOperations "kms:GrantOperations" Several Y2020;
    /// Its grantee.
    GranteePrincipal "kms:GranteePrincipal" One Y2020;
    /// Its retiring principal.
    RetiringPrincipal "kms:RetiringPrincipal" One Y2020;
    /// The kind of its constraint.
    GrantConstraintType "kms:GrantConstraintType" One Y2020;
    /// The key's origin.
    KeyOrigin "kms:KeyOrigin" One Y2020;
    /// The key's kind, by the name of 2020, which still is understood.
    CustomerMasterKeySpec "kms:CustomerMasterKeySpec" One Y2020;
    /// The key's usage, by the name of 2020, which still is understood.
    CustomerMasterKeyUsage "kms:CustomerMasterKeyUsage" One Y2020;
    /// The key's kind.
    KeySpec "kms:KeySpec" One Y2026;
    /// The key's usage.
    KeyUsage "kms:KeyUsage" One Y2026;
    /// Whether the key is a multi-Region key.
    MultiRegion "kms:MultiRegion" One Y2026;
    /// `PRIMARY` or `REPLICA`.
    MultiRegionKeyType "kms:MultiRegionKeyType" One Y2026;
    /// The new primary Region in `UpdatePrimaryRegion`.
    PrimaryRegion "kms:PrimaryRegion" One Y2026;
    /// The Region of the replica in `ReplicateKey`.
    ReplicaRegion "kms:ReplicaRegion" One Y2026;
    /// The alias by which the request names the key.
    RequestAlias "kms:RequestAlias" One Y2026;
    /// The aliases of the key.
    ResourceAliases "kms:ResourceAliases" Several Y2026;
    /// The period of `EnableKeyRotation`.
    RotationPeriod "kms:RotationPeriodInDays" One Y2026;
    /// The waiting period of `ScheduleKeyDeletion`.
    PendingWindow "kms:ScheduleKeyDeletionPendingWindowInDays" One Y2026;
    /// What `AssumeRole` is given to tell its caller's customers apart.
    ExternalId "sts:ExternalId" One Y2020;
    /// The session's name in `AssumeRole`.
    RoleSessionName "sts:RoleSessionName" One Y2020;
    /// The ARN of the calling principal, for a session that of its role; a service has none.
    PrincipalArn "aws:PrincipalArn" One Y2020;
    /// The account of the calling principal.
    PrincipalAccount "aws:PrincipalAccount" One Y2020;
    /// The organization of the principal's account.
    PrincipalOrgId "aws:PrincipalOrgID" One Y2020;
    /// `Account`, `User` or `AssumedRole`.
    PrincipalType "aws:PrincipalType" One Y2020;
    /// Whether the caller is a service on its own.
    PrincipalIsAwsService "aws:PrincipalIsAWSService" One Y2026;
    /// The name of the service that calls on its own.
    PrincipalServiceName "aws:PrincipalServiceName" One Y2026;
    /// The unique id of the principal.
    UserId "aws:userid" One Y2020;
    /// The name of the user.
    Username "aws:username" One Y2020;
    /// The account of the resource for which a service calls on its own.
    SourceAccount "aws:SourceAccount" One Y2020;
    /// That resource. Model: RDS does not say which of its resources it calls for.
    SourceArn "aws:SourceArn" One Y2020;
    /// The address from which the call comes, unless it comes through a service.
    SourceIp "aws:SourceIp" One Y2020;
    /// Whether the call was sent by TLS, as all are.
    SecureTransport "aws:SecureTransport" One Y2020;
    /// The Region of the call.
    RequestedRegion "aws:RequestedRegion" One Y2020;
    /// The account of the resource.
    ResourceAccount "aws:ResourceAccount" One Y2026;
    /// The time.
    CurrentTime "aws:CurrentTime" One Y2020;
    /// The time, in seconds since 1970.
    EpochTime "aws:EpochTime" One Y2020;
    /// Whether a service calls for the principal.
    ViaAwsService "aws:ViaAWSService" One Y2020;
    /// The services that call for the principal, of those that AWS lists: KMS is one, RDS is none.
    CalledVia "aws:CalledVia" Several Y2020;
    /// The first of them.
    CalledViaFirst "aws:CalledViaFirst" One Y2020;
    /// The last of them.
    CalledViaLast "aws:CalledViaLast" One Y2020;
    /// Names of tags in the request.
    TagKeys "aws:TagKeys" Several Y2026 or Y2020;
    /// False for sessions, and if the call comes through a service, which has temporary credentials for it; never there
    /// otherwise: the users call with access keys.
    MultiFactorAuthPresent "aws:MultiFactorAuthPresent" One Y2020;
    /// Never there: nobody signs in with a second factor.
    MultiFactorAuthAge "aws:MultiFactorAuthAge" One Y2020;
    /// Never there: no user has a session.
    TokenIssueTime "aws:TokenIssueTime" One Y2020;
    /// Never there: no call comes through a VPC endpoint.
    SourceVpc "aws:SourceVpc" One Y2020;
    /// Never there, as the one before.
    SourceVpce "aws:SourceVpce" One Y2020;
    /// Never there, as the one before.
    VpcSourceIp "aws:VpcSourceIp" One Y2020;
    /// Whether a new cluster or instance is to be encrypted under a key of KMS: what the request says, and false if it
    /// doesn't say; of an instance that is there, whether its cluster is.
    StorageEncrypted "rds:StorageEncrypted" One Y2020;
    /// The engine.
    DatabaseEngine "rds:DatabaseEngine" One Y2020;
    /// The instance class.
    DatabaseClass "rds:DatabaseClass" One Y2020;
    /// The name of the database that is created with the cluster.
    DatabaseName "rds:DatabaseName" One Y2020;
    /// Of an instance: false, since Aurora's have no standby.
    MultiAz "rds:MultiAz" One Y2020;
    /// Of an instance: 0, since Aurora has no provisioned IOPS.
    Piops "rds:Piops" One Y2020;
    /// Of an instance: true, as all of Aurora's are in a VPC.
    Vpc "rds:Vpc" One Y2020;
    /// Never there: nobody sets the size of Aurora's storage.
    StorageSize "rds:StorageSize" One Y2020;
    /// Never there: custom endpoints aren't modelled.
    EndpointType "rds:EndpointType" One Y2020;
    /// `region`, where a new instance's backups are.
    BackupTarget "rds:BackupTarget" One Y2026;
    /// Whether Secrets Manager is to keep the master user's password.
    ManageMasterUserPassword "rds:ManageMasterUserPassword" One Y2026;
    /// Whether the tags that are added are those of the request.
    TagsFromRequest "rds:TagsFromRequest" One Y2026;
    /// Never there: only DB clusters have snapshots here.
    CopyOptionGroup "rds:CopyOptionGroup" One Y2026;
    /// Never there: Aurora has no tenant databases.
    TenantDatabaseName "rds:TenantDatabaseName" One Y2026;
    [of a name]
    /// The value of that name in the call's encryption context.
    Context "kms:EncryptionContext:" Y2020;
    /// The value of that tag of the principal. Users here have none.
    PrincipalTag "aws:PrincipalTag/" Y2020;
    /// The value of that tag of the resource.
    ResourceTag "aws:ResourceTag/" Y2026 or Y2020;
    /// The value of that tag in the request.
    RequestTag "aws:RequestTag/" Y2026 or Y2020;
    /// The value of that tag of the DB cluster.
    ClusterTag "rds:cluster-tag/" Y2020;
    /// The value of that tag of the DB cluster snapshot.
    ClusterSnapshotTag "rds:cluster-snapshot-tag/" Y2020;
    /// The value of that tag of the DB instance.
    DbTag "rds:db-tag/" Y2020;
    /// The value of that tag in the request.
    ReqTag "rds:req-tag/" Y2020;
    /// Never there: parameter groups of clusters have no tags here, nor have the resources of the next seven.
    ClusterPgTag "rds:cluster-pg-tag/" Y2020;
    /// Never there, as the one before.
    EsTag "rds:es-tag/" Y2020;
    /// Never there, as the one before.
    OgTag "rds:og-tag/" Y2020;
    /// Never there, as the one before.
    PgTag "rds:pg-tag/" Y2020;
    /// Never there, as the one before.
    RiTag "rds:ri-tag/" Y2020;
    /// Never there, as the one before.
    SecgrpTag "rds:secgrp-tag/" Y2020;
    /// Never there: only DB clusters have snapshots here.
    SnapshotTag "rds:snapshot-tag/" Y2020;
    /// Never there, as those before.
    SubgrpTag "rds:subgrp-tag/" Y2020;
}

/// What follows a prefix in any case, if anything does.
fn behind<'a>(prefix: &str, text: &'a str) -> Option<&'a str> {
    let (head, name) = text.split_at_checked(prefix.len())?;
    (head.eq_ignore_ascii_case(prefix) && !name.is_empty()).then_some(name)
}

/// People look for this key.
const NO_KEY_ID: &str = "Condition key 'rds:KmsKeyId': AWS has no such key. RDS uses a key with the caller's permissions: name the keys as resources of kms:CreateGrant, \
                         with kms:ViaService if only RDS is meant.";

/// The error for a name that is none of a key, which lists those of the same service.
fn unknown(text: &str) -> PolicyError {
    if text.eq_ignore_ascii_case("rds:KmsKeyId") {
        return PolicyError(String::from(NO_KEY_ID));
    }
    let service = text.split_once(':').map_or("kms", |(service, _)| service);
    let of = |service: &str| {
        let same =
            NAMES.iter().filter(|name| behind(service, name).is_some_and(|rest| rest.starts_with(':')));
        same.copied().collect::<Vec<_>>().join(", ")
    };
    let same = of(service);
    PolicyError::unsupported(
        "Condition key",
        text,
        if same.is_empty() { "keys of kms:, rds:, aws: and sts:" } else { &same },
    )
}

impl ConditionKey {
    /// Returns whether it can have several values in one call.
    pub fn has_several(&self) -> bool {
        self.number() == Values::Several
    }

    /// AWS's name, with the name that follows it.
    pub fn name(&self) -> String {
        let (name, of) = self.parts();
        [name, of].concat()
    }

    /// Returns whether it is the same key: the names of tags are compared without case as well.
    fn is(&self, other: &Self) -> bool {
        let ((name, of), (other_name, other_of)) = (self.parts(), other.parts());
        name == other_name && of.eq_ignore_ascii_case(other_of)
    }
}

impl RequestContext<'_> {
    /// The values that the call has for a key.
    pub(super) fn values(&self, key: &ConditionKey) -> Vec<Rc<str>> {
        match key {
            ConditionKey::ViaService => self.via.iter().cloned().collect(),
            ConditionKey::CallerAccount => {
                self.account.iter().map(|account| account.to_string().into()).collect()
            }
            ConditionKey::GrantIsForAwsResource => self
                .for_aws_resource
                .iter()
                .map(|is| if *is { "true".into() } else { "false".into() })
                .collect(),
            ConditionKey::Context(name) => {
                self.context.get_ignoring_case(name).map(Rc::from).into_iter().collect()
            }
            ConditionKey::ContextKeys => {
                self.context.pairs().iter().map(|(name, _)| Rc::clone(name)).collect()
            }
            other => {
                if !self.budget.take(self.known.len()) {
                    return Vec::new();
                }
                let own = self.known.iter().filter(|(known, _)| known.is(other));
                own.map(|(_, value)| value.clone()).collect()
            }
        }
    }
}
