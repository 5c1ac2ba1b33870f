//! The example sites of `tests/sites/`: installs the tools that build them, each in one version, into
//! `.tools/`, and builds each site with its tool. The playground is not included: the tests
//! (`tests/e2e/sites.spec.js`) decide where it is served.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::digest::Digest;
use crate::npm;
use crate::problem::{Done, Named, Problem};
use crate::project::{Project, copy_below, fresh_folder};
use crate::run;
use crate::tools::{self, CargoTool, Source};

/// mdBook. No registry has a program published by its authors, so it is compiled, without its server.
const MDBOOK: CargoTool =
    CargoTool { program: "mdbook", version: "0.5.4", source: Source::Registry(&["--no-default-features"]) };
/// The oldest Python that the packages in requirements.txt support.
const PYTHON: (u32, u32) = (3, 11);

/// A site of `tests/sites/`, named after the tool that builds it.
#[derive(Clone, Copy)]
enum Site {
    Html,
    MdBook,
    Docusaurus,
    MkDocs,
    Sphinx,
    VitePress,
    Reveal,
    Notebook,
    Wiki,
}

const SITES: [Site; 9] = [
    Site::Html,
    Site::MdBook,
    Site::Docusaurus,
    Site::MkDocs,
    Site::Sphinx,
    Site::VitePress,
    Site::Reveal,
    Site::Notebook,
    Site::Wiki,
];

/// The installed tools.
pub(crate) struct SiteTools {
    mdbook: PathBuf,
    python: PathBuf,
    /// The folders where npm packages are installed. Docusaurus and `VitePress` build only what is next to
    /// theirs.
    docusaurus: PathBuf,
    vitepress: PathBuf,
    reveal: PathBuf,
}

impl SiteTools {
    /// Installs what is missing, one line a step.
    pub(crate) fn ready(project: &Project) -> Done<Self> {
        tools::node()?;
        Ok(Self {
            python: python(project)?,
            docusaurus: from_npm(project, Site::Docusaurus)?,
            vitepress: from_npm(project, Site::VitePress)?,
            reveal: from_npm(project, Site::Reveal)?,
            mdbook: tools::cargo_tool(project, &MDBOOK)?,
        })
    }
}

/// The folder of the built sites, each in a folder named as in `tests/sites/`.
pub(crate) fn built(project: &Project) -> PathBuf {
    project.scratch.join("sites")
}

/// Builds each site that has changed. Returns the errors.
pub(crate) fn build(project: &Project, tools: &SiteTools) -> Vec<String> {
    let complaint = |site: Site| site.build(project, tools).err().map(|problem| problem.to_string());
    SITES.into_iter().filter_map(complaint).collect()
}

impl Site {
    fn folder(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::MdBook => "mdbook",
            Self::Docusaurus => "docusaurus",
            Self::MkDocs => "mkdocs",
            Self::Sphinx => "sphinx",
            Self::VitePress => "vitepress",
            Self::Reveal => "reveal",
            Self::Notebook => "notebook",
            Self::Wiki => "wiki",
        }
    }

    fn build(self, project: &Project, tools: &SiteTools) -> Done<()> {
        let name = self.folder();
        let source = sources(project).join(name);
        let out = built(project).join(name);
        let mark = built(project).join(format!("{name}.fingerprint"));
        let now = fingerprint(project, &source)?;
        if out.is_dir() && fs::read_to_string(&mark).is_ok_and(|last| last == now) {
            return Ok(());
        }
        fresh_folder(&out)?;
        let _ = fs::remove_file(&mark); // a build that fails must leave no mark
        if let Some(command) = self.command(project, tools, &source, &out)? {
            let ended = run::watched(name, command)?;
            if !ended.ok {
                return Err(Problem::new(format!(
                    "tests/sites/{name} was not built:\n{}",
                    ended.output.trim_end()
                )));
            }
        }
        fs::write(&mark, now).named("write", &mark)
    }

    /// The command that builds it, unless it is only copied. No tool writes into the source folder or uses
    /// the network.
    fn command(
        self,
        project: &Project,
        tools: &SiteTools,
        source: &Path,
        out: &Path,
    ) -> Done<Option<Command>> {
        let python = |words: &[&str]| {
            let mut command = Command::new(&tools.python);
            command.current_dir(source).args(words).env("PYTHONDONTWRITEBYTECODE", "1");
            command
        };
        let command = match self {
            Self::Html | Self::Wiki => {
                copy_below(source, out)?;
                return Ok(None);
            }
            Self::Reveal => {
                copy_below(source, out)?;
                copy_below(&tools.reveal.join("node_modules/reveal.js/dist"), &out.join("reveal"))?;
                return Ok(None);
            }
            Self::MdBook => {
                let mut command = Command::new(&tools.mdbook);
                command.arg("build").arg(source).arg("--dest-dir").arg(out);
                command
            }
            Self::Docusaurus => {
                let mut command = beside_packages(source, &tools.docusaurus, &["docs", "static"])?;
                command.args(["node_modules/@docusaurus/core/bin/docusaurus.mjs", "build"]);
                // Minifying the scripts takes a fifth of the time, and nothing here looks at their size.
                command.args(["--no-minify", "--out-dir"]).arg(out).env("NO_UPDATE_NOTIFIER", "1");
                command
            }
            Self::VitePress => {
                let mut command = beside_packages(source, &tools.vitepress, &["docs", ".vitepress"])?;
                command.args(["node_modules/vitepress/bin/vitepress.js", "build", "--outDir"]).arg(out);
                command
            }
            Self::MkDocs => {
                let mut command = python(&["-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir"]);
                command.arg(out).env("NO_MKDOCS_2_WARNING", "1");
                command
            }
            Self::Sphinx => {
                let mut command = python(&["-m", "sphinx", "-q", "-E", "-W", "-b", "html", "-d"]);
                command.arg(project.scratch.join("sphinx")).arg(source).arg(out);
                command
            }
            // The notebook already has its outputs: none of it is run.
            Self::Notebook => {
                let mut command =
                    python(&["-m", "nbconvert", "--log-level=WARN", "--to=html", "--output=index"]);
                command.arg("--output-dir").arg(out).arg("failover.ipynb");
                command
            }
        };
        Ok(Some(command))
    }
}

/// Node in the folder of a tool's packages, with the site's files copied next to them and these folders
/// emptied.
fn beside_packages(source: &Path, packages: &Path, folders: &[&str]) -> Done<Command> {
    for folder in folders {
        fresh_folder(&packages.join(folder))?;
    }
    copy_below(source, packages)?;
    let mut command = Command::new("node");
    command.current_dir(packages).env("FORCE_COLOR", "0");
    Ok(command)
}

fn sources(project: &Project) -> PathBuf {
    project.root.join("tests/sites")
}

fn requirements(project: &Project) -> PathBuf {
    sources(project).join("requirements.txt")
}

/// A digest of everything that a site is made from.
fn fingerprint(project: &Project, source: &Path) -> Done<String> {
    let mut digest = Digest::new(&[MDBOOK.version, include_str!("sites.rs")]);
    digest.add_below(project, source, |_| true)?;
    digest.add(project, &requirements(project))?;
    Ok(digest.finish())
}

/// A separate Python with the packages of requirements.txt and no others. Returns the interpreter.
fn python(project: &Project) -> Done<PathBuf> {
    let folder = project.tools.join("python");
    let python = folder.join("bin/python");
    let list = requirements(project);
    let wanted = fs::read_to_string(&list).named("read", &list)?;
    let mark = folder.join("installed-from.txt");
    if fs::read_to_string(&mark).is_ok_and(|installed| installed == wanted)
        && run_python(&python, "").is_some()
    {
        return Ok(python);
    }
    let system = system_python()?;
    println!("Installing MkDocs, Sphinx and nbconvert into .tools/ …");
    fresh_folder(&folder)?;
    let mut venv = Command::new(system);
    venv.args(["-m", "venv"]).arg(&folder);
    tools::install(project, "venv", "a Python of the project's own", venv)?;
    let mut pip = Command::new(&python);
    pip.args(["-m", "pip", "install", "--no-input", "--disable-pip-version-check"]);
    // The list is complete: nothing else may be installed.
    pip.args(["--no-deps", "--require-hashes", "--only-binary", ":all:", "-r"])
        .arg(&list)
        .current_dir(&folder);
    tools::install(project, "pip", "MkDocs, Sphinx and nbconvert", pip)?;
    fs::write(&mark, wanted).named("write", &mark)?;
    Ok(python)
}

const PYTHON_PACKAGE: &[&str] = &["python3-venv"];

/// The package to install if the machine's Python can't create virtual environments.
pub(crate) fn missing() -> &'static [&'static str] {
    if find_python().is_some() { &[] } else { PYTHON_PACKAGE }
}

fn find_python() -> Option<PathBuf> {
    run::find("python3").filter(|path| run_python(path, "import ensurepip, venv").is_some())
}

/// The machine's Python, if it is new enough and can create virtual environments.
fn system_python() -> Done<PathBuf> {
    let (major, minor) = PYTHON;
    let check = format!("import sys; sys.exit(sys.version_info < ({major}, {minor}))");
    find_python().filter(|path| run_python(path, &check).is_some()).ok_or_else(|| {
        Problem::new(format!(
            "Python {major}.{minor} or newer with its module venv was not found, and three of the documentation tools run on \
             it: install it so that `python3 -m venv` works, then start again"
        ))
    })
}

fn run_python(python: &Path, line: &str) -> Option<String> {
    run::answer(Command::new(python).args(["-c", line]))
}

/// A folder with the packages of a site's lock file.
fn from_npm(project: &Project, site: Site) -> Done<PathBuf> {
    let name = site.folder();
    let folder = project.tools.join(name);
    npm::install(project, &format!("tests/sites/{name}"), &folder)?;
    Ok(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/sites")
    }

    #[test]
    fn every_site_is_built() {
        let mut on_disk: Vec<String> = fs::read_dir(folder())
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.is_dir())
            .map(|path| path.file_name().unwrap().to_string_lossy().into_owned())
            .collect();
        on_disk.sort();
        let mut listed = SITES.map(Site::folder).to_vec();
        listed.sort_unstable();
        assert_eq!(on_disk, listed);
    }

    #[test]
    fn every_version_is_pinned() {
        let packages = fs::read_to_string(folder().join("requirements.txt")).unwrap();
        for line in packages.lines().filter(|line| !line.starts_with(['#', ' '])) {
            let version = line.strip_suffix(" \\").and_then(|line| line.split_once("=="));
            assert!(version.is_some_and(|(_, version)| version.starts_with(char::is_numeric)), "{line}");
        }
        for site in SITES.map(Site::folder) {
            let Ok(manifest) = fs::read_to_string(folder().join(site).join("package.json")) else { continue };
            let (_, dependencies) = manifest.split_once("\"dependencies\"").unwrap();
            assert!(!dependencies.contains(['^', '~', '*']), "{dependencies}");
        }
    }
}
