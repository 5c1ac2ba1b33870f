//! Texts of "Your own account" about what was not read.

sentences! {
    own_lost_files(files: &str) = "{files} couldn't be read. See \"Files\" for the reason.";
}
