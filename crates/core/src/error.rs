//! Error codes as they are on the wire, and where the text of an error comes from. Why something is refused
//! is in [`refusal`](crate::refusal).

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
    /// No public source gives the text; the playground's is a model of it.
    Model,
}
