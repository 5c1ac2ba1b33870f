//! Builds the page into the static folder `dist/`, unless it is up to date.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::address::SiteAddress;
use crate::bill::{self, Shipped};
use crate::clang::{self, Clang};
use crate::digest::{Digest, Kept};
use crate::module::Module;
use crate::problem::{Done, Named, Problem};
use crate::project::{Project, copy_below, fresh_folder};
use crate::tools::{self, Tools};
use crate::{module, policy, run, sql};

/// The part of the build in JavaScript, which runs on Node.js and uses esbuild, zlib and hashes.
const SCRIPTS: &str = "crates/xtask/site";

/// The page that the site starts with.
const PAGE: &str = "index.html";

/// Builds the site unless `dist/` is up to date.
pub(crate) fn build(project: &Project, url: &SiteAddress) -> Done<()> {
    let mark = project.scratch.join("site.fingerprint");
    let clang = clang::ready(project);
    if let Err(problem) = &clang {
        println!("warning: the site has no SQL: {problem}");
    }
    let clang = clang.ok();
    let now = fingerprint(project, url, clang.as_ref())?;
    if project.site.is_dir() && fs::read_to_string(&mark).is_ok_and(|last| last == now) {
        println!("The site is up to date.");
        return Ok(());
    }
    tools::checked(project)?;
    let staging = project.scratch.join("site");
    fresh_folder(&staging)?;
    // Both halves sometimes wait for one core or for the network; meanwhile the other one can work.
    let (modules, pages) = run::both(
        || modules(project, clang.as_ref(), &staging.join("pkg")),
        || assemble(project, &staging, url),
    );
    let tools = modules?;
    pages?;
    bill::write(project, shipped(clang.as_ref()), Shipped::Site, &staging)?;
    println!("Putting the site together …");
    let mut node = tools.command("node");
    node.arg(project.root.join(SCRIPTS).join("finish.mjs")).arg(&staging).arg(&tools.esbuild);
    must("finishing the site", node)?;
    denser(&staging.join("pkg").join(format!("{}_bg.wasm", Module::PAGE.name())))?;
    // The finished folder appears in one step: a running server never sees half a site.
    if project.site.exists() {
        fs::remove_dir_all(&project.site).named("replace", &project.site)?;
    }
    fs::rename(&staging, &project.site).named("move into place", &project.site)?;
    fs::write(&mark, now).named("write", &mark)
}

/// Puts the wasm modules with their JavaScript into `out`; those of the last build, if they are up to date.
/// Returns the tools, which are installed in the meantime.
fn modules(project: &Project, clang: Option<&Clang>, out: &Path) -> Done<Tools> {
    let page = module::page(project)?;
    let sql = clang.map(|clang| sql::kept(project, clang)).transpose()?;
    let fresh = page.is_fresh() && sql.as_ref().is_none_or(Kept::is_fresh);
    // Both, even if one is fresh: together they are compiled from the same crates with the same features.
    let compile = || if fresh { Ok(()) } else { module::compile(project, shipped(clang), clang) };
    let (tools, compiled) = run::both(|| Tools::ready(project), compile);
    let tools = tools?;
    compiled?;
    let make_page = || page.renew(|folder| module::page_module(project, &tools, folder));
    let make_sql =
        || sql.as_ref().map_or(Ok(()), |kept| kept.renew(|folder| sql::finished(project, &tools, folder)));
    let (one, other) = run::both(make_page, make_sql);
    one.and(other)?;
    copy_below(&page.path, out)?;
    if let Some(kept) = sql {
        copy_below(&kept.path, out)?;
    }
    Ok(tools)
}

/// The modules of the site.
pub(crate) fn shipped(clang: Option<&Clang>) -> &'static [Module] {
    const BOTH: [Module; 2] = [Module::PAGE, sql::MODULE];
    if clang.is_some() { &BOTH } else { &[Module::PAGE] }
}

/// Compresses a file again, as much as gzip can: for what the page waits for, a few seconds of building are
/// worth it.
fn denser(file: &Path) -> Done<()> {
    let plain = fs::read(file).named("read", file)?;
    let packed = file.with_extension("wasm.gz");
    let mut out = Vec::new();
    zopfli::compress(zopfli::Options::default(), zopfli::Format::Gzip, plain.as_slice(), &mut out)
        .named("pack", file)?;
    fs::write(&packed, out).named("write", &packed)
}

/// Runs one step of the build. The compiler's output is shown completely, since it says what to change.
pub(crate) fn must(what: &str, command: Command) -> Done<()> {
    let ended = run::watched(what, command)?;
    if ended.ok {
        return Ok(());
    }
    eprint!("{}", ended.output);
    Err(Problem::new(format!("{what} failed; its output is above")))
}

/// Copies what needs no compiler. `url` is the address of the site.
pub(crate) fn assemble(project: &Project, staging: &Path, url: &SiteAddress) -> Done<()> {
    let web = project.root.join("web");
    copy_below(&web.join("static"), staging)?;
    for folder in ["scenarios", "challenges"] {
        if web.join(folder).is_dir() {
            copy_below(&web.join(folder), &staging.join(folder))?;
        }
    }
    // The page's first screen includes the icons; embeds fetch them.
    let icons = staging.join("icons.svg");
    let icons = fs::read_to_string(&icons).named("read", &icons)?;
    put(staging, PAGE, "<!-- icons -->", icons.trim_end())?;
    for page in [PAGE, policy::FRAME] {
        put(staging, page, "<!-- policy -->", &policy::meta(Path::new(page)))?;
    }
    readable(project, staging, url)
}

/// Puts a text in its place in a page of the site.
fn put(staging: &Path, page: &str, place: &str, what: &str) -> Done<()> {
    let file = staging.join(page);
    let text = fs::read_to_string(&file).named("read", &file)?;
    if text.matches(place).count() != 1 {
        return Err(Problem::new(format!("web/static/{page} must have the place {place} exactly once")));
    }
    fs::write(&file, text.replace(place, what)).named("write", &file)
}

/// The glossary, which is a guide, and is read by the page as well.
fn glossary(project: &Project) -> PathBuf {
    project.root.join("web/guides/glossary.md")
}

/// Writes what needs no scripts: the scenarios as pages and pictures, and the guides. `url` is the address of
/// the site.
fn readable(project: &Project, staging: &Path, url: &SiteAddress) -> Done<()> {
    let web = project.root.join("web");
    let author = author(project)?;
    let mut scenarios = Command::new(&author);
    scenarios.arg("fallback").arg("--out").arg(staging).args(["--url", &url.to_string()]);
    scenarios.arg("--scenarios").arg(web.join("scenarios")).arg("--glossary").arg(glossary(project));
    scenarios.arg("--questions").arg(web.join("questions"));
    must("writing the scenarios as pages", scenarios)?;
    let mut guides = Command::new(&author);
    guides.arg("guides").arg("--out").arg(staging).args(["--url", &url.to_string()]);
    guides.arg("--guides").arg(web.join("guides"));
    must("writing the guides", guides)?;
    let (from, to) = (glossary(project), staging.join("guides/glossary.md"));
    fs::copy(&from, &to).named("copy", &from)?;
    Ok(())
}

/// Compiles the program for authors and returns where it is. The whole workspace is named, so that its crates have the
/// features that they have in the native tests and are not compiled a second time.
pub(crate) fn author(project: &Project) -> Done<PathBuf> {
    let name = "playground-author";
    let mut build = Command::new("cargo");
    build
        .args(["build", "--workspace", "--bin", name, "--manifest-path"])
        .arg(project.root.join("Cargo.toml"));
    build.arg("--target-dir").arg(&project.target);
    must("compiling the program for authors", build)?;
    Ok(project.target.join("debug").join(name))
}

/// A digest of everything that `dist/` is made from.
fn fingerprint(project: &Project, url: &SiteAddress, clang: Option<&Clang>) -> Done<String> {
    let page = module::fingerprint(project)?;
    let sql = clang.map(|clang| sql::fingerprint(project, clang)).transpose()?.unwrap_or_default();
    let mut digest =
        Digest::new(&[&page, &sql, include_str!("site.rs"), include_str!("policy.rs"), &url.to_string()]);
    for folder in [
        "web/static",
        "web/scenarios",
        "web/challenges",
        "web/questions",
        "web/guides",
        "crates/author",
        SCRIPTS,
        bill::SCRIPTS,
    ] {
        digest.add_below(project, &project.root.join(folder), |_| true)?;
    }
    Ok(digest.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scripts_of_the_last_steps_do_what_they_say() {
        let test = Path::new(env!("CARGO_MANIFEST_DIR")).join("site/scripts.test.mjs");
        let output = Command::new("node").arg("--test").arg(test).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    }
}
