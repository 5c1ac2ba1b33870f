//! Error codes as they are on the wire, where the text of an error comes from, and how a service declares its reasons.
//! Not here: the reasons themselves, which are in [`refusal`](crate::refusal).

/// The variant's name, or the text that was given for it.
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

            /// As it is on the wire.
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
    DBClusterNotFoundFault
    DBClusterSnapshotAlreadyExistsFault
    DBClusterSnapshotNotFoundFault
    DBInstanceAlreadyExists
    DBInstanceNotFound
    DBInstanceNotReady
    DBLogFileNotFoundFault
    DisabledException
    DryRunOperationException
    IncorrectKeyException
    InternalFailure
    InvalidArnException
    InvalidCiphertextException
    InvalidDBClusterSnapshotStateFault
    InvalidDBClusterStateFault
    InvalidDBInstanceState
    InvalidGrantIdException
    InvalidGrantTokenException
    InvalidLookupAttributesException
    InvalidMarkerException
    InvalidParameterCombination
    InvalidParameterValue
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
    TagException
    UnsupportedOperationException
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
    /// No public source states the text; the playground's is a model of it.
    Model,
}

/// The reasons of one service: what each is about, whose text it is, the code, the rule that it keeps by itself, and the
/// parts of the text.
macro_rules! reasons {
    ($(#[$about:meta])* $reasons:ident:
        $($(#[$doc:meta])* $name:ident { $($field:ident: $type:ty),* $(,)? }
        = $source:ident $code:ident $(by ($rule:expr))?, [$($part:expr),* $(,)?];)*) => {
        $(#[$about])*
        #[derive(Clone, Debug, PartialEq, Eq, StableHash)]
        pub enum $reasons {
            $($(#[$doc])* $name { $(#[doc = concat!("The ", stringify!($field), ".")] $field: $type,)* },)*
        }

        impl $reasons {
            /// The code.
            pub const fn code(&self) -> $crate::error::ErrorCode {
                match self { $(Self::$name { .. } => $crate::error::ErrorCode::$code,)* }
            }

            /// Whose text it is.
            pub const fn source(&self) -> $crate::error::Source {
                match self { $(Self::$name { .. } => $crate::error::Source::$source,)* }
            }

            /// The rule of the source document that it keeps by itself.
            pub fn rule(&self) -> Option<$crate::rules::RuleId> {
                match self { $(Self::$name { $($field),* } => {
                    let _ = ($($field,)*); // most rules need nothing of what they are about
                    $crate::error::rule!($($rule)?)
                })* }
            }

            /// The text.
            pub fn message(&self) -> String {
                match self { $(Self::$name { $($field),* } => {
                    let _ = ($($field,)*); // texts do not show all that they are about
                    [$($part),*].concat()
                })* }
            }
        }
    };
}
pub(crate) use reasons;

/// The rule that was given, or none.
macro_rules! rule {
    () => {
        None
    };
    ($rule:expr) => {
        $rule
    };
}
pub(crate) use rule;
