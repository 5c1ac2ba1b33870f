//! What of other people's is shipped, as `third-party.txt` and `sbom.cdx.json`: in the site, and in the npm package, which has
//! more in it.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::module::{Module, TARGET};
use crate::problem::{Done, Named, Problem};
use crate::project::Project;
use crate::site::must;
use crate::{run, tools};

/// The scripts that write both.
pub(crate) const SCRIPTS: &str = "crates/xtask/bill";

/// What they are about.
#[derive(Clone, Copy)]
pub(crate) enum Shipped {
    /// The modules alone.
    Site,
    /// The modules, and what the npm package depends on.
    Package,
}

/// Writes both files into `out`, for these modules.
pub(crate) fn write(project: &Project, modules: &[Module], shipped: Shipped, out: &Path) -> Done<()> {
    let metadata = project.scratch.join("metadata.json");
    fs::write(&metadata, crates(project)?).named("write", &metadata)?;
    let kind = match shipped {
        Shipped::Site => "site",
        Shipped::Package => "npm",
    };
    let mut node = Command::new("node");
    node.arg(project.root.join(SCRIPTS).join("make.mjs")).arg(metadata).arg(tools::rust(project)?);
    node.arg(out).arg(kind).args(modules.iter().map(|module| module.0));
    must("listing the third-party software", node)
}

/// The crates of the modules, as Cargo describes them.
fn crates(project: &Project) -> Done<String> {
    let mut cargo = Command::new("cargo");
    cargo.current_dir(&project.root).args([
        "metadata",
        "--locked",
        "--format-version",
        "1",
        "--filter-platform",
        TARGET,
    ]);
    run::answer(&mut cargo)
        .ok_or_else(|| Problem::new("`cargo metadata` failed; run it and look at what it says"))
}
