//! Error codes as they are on the wire, where the text of an error comes from, and how a service declares its
//! reasons. The reasons themselves are in [`refusal`](crate::refusal).

use crate::rules::RuleId;

/// The variant's name, or the text given for it.
macro_rules! wire {
    ($code:ident) => {
        stringify!($code)
    };
    ($code:ident $name:literal) => {
        $name
    };
}

macro_rules! codes {
    ($($code:ident $(= $name:literal)?)*) => {
        /// An error code as it is on the wire.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, StableHash)]
        pub enum ErrorCode {
            $(#[doc = concat!("`", wire!($code $($name)?), "`")] $code,)*
        }

        impl ErrorCode {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$code,)*];

            /// The code as it is on the wire.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$code => wire!($code $($name)?),)* }
            }
        }
    };
}

codes! {
    AccessDenied
    AccessDeniedException
    AlreadyExistsException
    DBClusterAlreadyExistsFault
    DBClusterAutomatedBackupNotFoundFault
    DBClusterAutomatedBackupQuotaExceededFault
    DBClusterNotFoundFault
    DBClusterQuotaExceededFault
    DBClusterSnapshotAlreadyExistsFault
    DBClusterSnapshotNotFoundFault
    DBInstanceAlreadyExists
    DBInstanceNotFound
    DBInstanceNotReady
    DBLogFileNotFoundFault
    DBSnapshotNotFound
    DeleteConflict
    DisabledException
    DryRunOperationException
    EntityAlreadyExists
    ExpiredToken
    ExpiredTokenException
    GlobalClusterAlreadyExistsFault
    GlobalClusterNotFoundFault
    GlobalClusterQuotaExceededFault
    ExportTaskAlreadyExists
    ExportTaskNotFound
    IamRoleNotFound
    IncorrectKeyException
    InstanceQuotaExceeded
    InternalFailure
    InvalidArnException
    InvalidCiphertextException
    InvalidDBClusterAutomatedBackupStateFault
    InvalidDBClusterSnapshotStateFault
    InvalidDBClusterStateFault
    InvalidDBInstanceState
    InvalidGlobalClusterStateFault
    InvalidExportSourceState
    InvalidExportTaskStateFault
    InvalidGrantIdException
    InvalidGrantTokenException
    InvalidInput
    InvalidKeyUsageException
    InvalidLookupAttributesException
    InvalidMarkerException
    InvalidParameterCombination
    InvalidParameterValue
    InvalidS3BucketFault
    KMSInvalidStateException
    KMSKeyNotAccessibleFault
    LimitExceeded
    LimitExceededException
    MalformedPolicyDocument
    MalformedPolicyDocumentException
    NoSuchEntity
    NotAuthorizedException
    NotFoundException
    SerializationException
    SharedSnapshotQuotaExceeded
    SnapshotQuotaExceeded
    TagException
    UnsupportedOperationException
    ValidationError
    ValidationException
    WaiterError
    MysqlRefused = "ERROR 2003 (HY000)"
    MysqlUnknownHost = "ERROR 2005 (HY000)"
    MysqlLost = "ERROR 2013 (HY000)"
    Psql = "psql: error"
}

impl std::fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

/// Where the text of a refusal comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, StableHash)]
pub enum Source {
    /// AWS's own text, recorded or documented.
    Aws,
    /// No public source gives the text; the playground's is a model of it.
    Model,
}

/// The answer to a refused call.
pub struct ErrorResponse {
    /// The code.
    pub code: ErrorCode,
    /// The text; empty where AWS sends an empty one.
    pub message: String,
    /// Where the text comes from.
    pub source: Source,
    /// The rule of the source document that it enforces.
    pub rule: Option<RuleId>,
}

/// A reason as its table declares it: by what an answer of AWS's can be told to be this one.
#[derive(Clone, Copy, Debug)]
pub struct Template<R: 'static> {
    /// The reason.
    pub reason: R,
    /// The code; `None` if it depends on what the reason is about.
    pub code: Option<ErrorCode>,
    /// Where the text comes from; `None` if that depends on what the reason is about.
    pub source: Option<Source>,
    /// The rule that it enforces; `None` if there is none, or if it depends on what the reason is about.
    pub rule: Option<RuleId>,
    /// The parts of the text in their order; `None` for what the reason is about.
    pub parts: &'static [Option<&'static str>],
}

/// Makes the enum of a service's reasons. A row has what the reason is about, where the text comes from, the
/// code, the rule that it enforces, and the parts of the text. Source and code are names, or expressions in
/// brackets if they depend on what the reason is about.
///
/// `Reasons as Reason:` makes a second enum, which has the reasons' names and nothing of what they are about, with the
/// template of each.
macro_rules! reasons {
    ($(#[$about:meta])* $reasons:ident as $reason:ident: $($rows:tt)*) => {
        $crate::error::reasons! { $(#[$about])* $reasons: $($rows)* }
        $crate::error::templates! { $reasons $reason: $($rows)* }
    };
    ($(#[$about:meta])* $reasons:ident:
        $($(#[$doc:meta])* $name:ident $(($($place:ident: $of:ty),*))? $({ $($field:ident: $type:ty),* $(,)? })?
        = $source:tt $code:tt $(by ($rule:expr))?, [$($part:expr),* $(,)?];)*) => {
        $(#[$about])*
        #[derive(Clone, Debug, PartialEq, Eq, StableHash)]
        pub enum $reasons {
            $($(#[$doc])* $name
                $(($($of),*))? $({ $(#[doc = concat!("The ", stringify!($field), ".")] $field: $type,)* })?,)*
        }

        impl $reasons {
            /// The answer.
            pub fn response(&self) -> $crate::error::ErrorResponse {
                match self { $(Self::$name $(($($place),*))? $({ $($field),* })? => {
                    let _ = ($($($place,)*)? $($($field,)*)?); // texts do not show all that they are about
                    $crate::error::ErrorResponse {
                        code: $crate::error::given!(ErrorCode $code),
                        message: [$($part),*].concat(),
                        source: $crate::error::given!(Source $source),
                        rule: $crate::error::given!($($rule)?),
                    }
                })* }
            }
        }
    };
}
pub(crate) use reasons;

/// The names of a service's reasons with their templates, from the rows of [`reasons`].
macro_rules! templates {
    ($reasons:ident $reason:ident:
        $($(#[$doc:meta])* $name:ident $(($($place:ident: $of:ty),*))? $({ $($field:ident: $type:ty),* $(,)? })?
        = $source:tt $code:tt $(by $rule:tt)?, [$($part:expr),* $(,)?];)*) => {
        #[doc = concat!("Which of the reasons of [`", stringify!($reasons), "`].")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $reason { $($(#[$doc])* $name,)* }

        impl $reason {
            /// Every reason, as its row declares it.
            pub const ALL: &'static [$crate::error::Template<Self>] = &[$($crate::error::Template {
                reason: Self::$name,
                code: $crate::error::fixed!(ErrorCode $code),
                source: $crate::error::fixed!(Source $source),
                rule: $crate::error::fixed!($($rule)?),
                parts: &[$($crate::error::part!($part)),*],
            },)*];
        }

        impl $reasons {
            /// Which reason it is.
            pub const fn reason(&self) -> $reason {
                match self { $(Self::$name { .. } => $reason::$name,)* }
            }
        }
    };
}
pub(crate) use templates;

/// What a row says of every answer of its reason: a code, a source or a rule that depends on nothing.
macro_rules! fixed {
    ($type:ident $name:ident) => {
        Some($crate::error::$type::$name)
    };
    ((Some(RuleId::$rule:ident))) => {
        Some($crate::rules::RuleId::$rule)
    };
    ($($any:tt)*) => {
        None
    };
}
pub(crate) use fixed;

/// A text, or `None` for an expression.
macro_rules! part {
    ($text:literal) => {
        Some($text)
    };
    ($other:expr) => {
        None
    };
}
pub(crate) use part;

/// A code or a source: its name, or the expression given for it. A rule, or none.
macro_rules! given {
    ($type:ident $name:ident) => {
        $crate::error::$type::$name
    };
    ($type:ident ($value:expr)) => {
        $value
    };
    ($rule:expr) => {
        $rule
    };
    () => {
        None
    };
}
pub(crate) use given;
