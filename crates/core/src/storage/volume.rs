//! Placeholder.
/// A volume.
#[derive(Clone, Hash)]
pub struct Volume;
/// Open data keys.
#[derive(Clone, Hash)]
pub struct KeyRing;
