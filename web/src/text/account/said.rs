//! Texts of "Your own account" about what was not read.

sentences! {
    own_lost_files(files: &str) = "Nothing was read of {files}. Why stands with the file, under \"Files\".";
}
