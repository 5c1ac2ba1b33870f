//! Volumes of new clusters and copies. Where a page is opened, a host's keys are asked for; the functions that
//! hand sealed pages on take none (rule L10).
