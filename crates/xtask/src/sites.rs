//! The example sites of `tests/sites/`: installs five documentation tools, each in one version, into `.tools/`, and builds
//! each site with its own. The playground is not in them: where it lies is a matter of the tests, `tests/e2e/sites.spec.js`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::digest::Digest;
use crate::problem::{Done, Named, Problem};
use crate::project::{Project, copy_below, fresh_folder};
use crate::run;
use crate::tools::{self, CargoTool};

/// mdBook, of its own authors. No registry has it as a program by them, so it is compiled, without its server.
const MDBOOK: CargoTool =
    CargoTool { krate: "mdbook", program: "mdbook", version: "0.5.4", options: &["--no-default-features"] };
/// The oldest Python that the packages in requirements.txt run on.
const PYTHON: (u32, u32) = (3, 11);

/// A site of `tests/sites/`, by the tool that builds it.
#[derive(Clone, Copy)]
enum Site {
    Html,
    MdBook,
    Docusaurus,
    MkDocs,
    Sphinx,
}

const SITES: [Site; 5] = [Site::Html, Site::MdBook, Site::Docusaurus, Site::MkDocs, Site::Sphinx];

/// The tools, installed.
pub(crate) struct SiteTools {
    mdbook: PathBuf,
    python: PathBuf,
    /// The folder where Docusaurus is installed. It builds only what lies beside its packages.
    docusaurus: PathBuf,
}

impl SiteTools {
    /// Installs what is missing, one line a step.
    pub(crate) fn ready(project: &Project) -> Done<Self> {
        tools::node()?;
        Ok(Self {
            python: python(project)?,
            docusaurus: docusaurus(project)?,
            mdbook: tools::cargo_tool(project, &MDBOOK)?,
        })
    }
}

/// Where the built sites lie, each in a folder named as in `tests/sites/`.
pub(crate) fn built(project: &Project) -> PathBuf {
    project.scratch.join("sites")
}

/// Builds each site that has changed; gives what went wrong.
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
        let _ = fs::remove_file(&mark); // a build that fails leaves no mark
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

    /// What builds it, if it needs more than to be copied. No tool writes into the source folder, or asks a network.
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
            Self::Html => {
                copy_below(source, out)?;
                return Ok(None);
            }
            Self::MdBook => {
                let mut command = Command::new(&tools.mdbook);
                command.arg("build").arg(source).arg("--dest-dir").arg(out);
                command
            }
            Self::Docusaurus => {
                let place = &tools.docusaurus;
                for part in ["docs", "static"] {
                    fresh_folder(&place.join(part))?;
                }
                copy_below(source, place)?;
                let mut command = Command::new("node");
                command
                    .current_dir(place)
                    .args(["node_modules/@docusaurus/core/bin/docusaurus.mjs", "build"]);
                command.arg("--out-dir").arg(out).env("NO_UPDATE_NOTIFIER", "1").env("FORCE_COLOR", "0");
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
        };
        Ok(Some(command))
    }
}

fn sources(project: &Project) -> PathBuf {
    project.root.join("tests/sites")
}

fn requirements(project: &Project) -> PathBuf {
    sources(project).join("requirements.txt")
}

/// A digest of all that decides how a site looks.
fn fingerprint(project: &Project, source: &Path) -> Done<String> {
    let mut digest = Digest::new(&[MDBOOK.version, include_str!("sites.rs")]);
    digest.add_below(project, source, |_| true)?;
    digest.add(project, &requirements(project))?;
    Ok(digest.finish())
}

/// A Python of our own with the packages of requirements.txt, and no others; gives the interpreter.
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
    println!("Installing MkDocs and Sphinx into .tools/ …");
    fresh_folder(&folder)?;
    let mut venv = Command::new(system);
    venv.args(["-m", "venv"]).arg(&folder);
    tools::install(project, "venv", "a Python of the project's own", venv)?;
    let mut pip = Command::new(&python);
    pip.args(["-m", "pip", "install", "--no-input", "--disable-pip-version-check"]);
    // The list is whole: what is not in it shall not come.
    pip.args(["--no-deps", "--only-binary", ":all:", "-r"]).arg(&list).current_dir(&folder);
    tools::install(project, "pip", "MkDocs and Sphinx", pip)?;
    fs::write(&mark, wanted).named("write", &mark)?;
    Ok(python)
}

const PYTHON_PACKAGE: &[&str] = &["python3-venv"];

/// The package to install, where the machine's Python cannot make a virtual environment.
pub(crate) fn missing() -> &'static [&'static str] {
    if find_python().is_some() { &[] } else { PYTHON_PACKAGE }
}

fn find_python() -> Option<PathBuf> {
    run::find("python3").filter(|path| run_python(path, "import ensurepip, venv").is_some())
}

/// The machine's Python, new enough and able to make a virtual environment.
fn system_python() -> Done<PathBuf> {
    let (major, minor) = PYTHON;
    let check = format!("import sys; sys.exit(sys.version_info < ({major}, {minor}))");
    find_python().filter(|path| run_python(path, &check).is_some()).ok_or_else(|| {
        Problem::new(format!(
            "Python {major}.{minor} or newer with its module venv was not found, and two of the documentation tools run on \
             it: install it so that `python3 -m venv` works, then start again"
        ))
    })
}

fn run_python(python: &Path, line: &str) -> Option<String> {
    run::answer(Command::new(python).args(["-c", line]))
}

/// Docusaurus with the packages of its lock file; gives the folder.
fn docusaurus(project: &Project) -> Done<PathBuf> {
    let folder = project.tools.join("docusaurus");
    let source = sources(project).join("docusaurus");
    let lock = source.join("package-lock.json");
    let wanted = fs::read(&lock).named("read", &lock)?;
    let mark = folder.join("node_modules/.installed-from");
    if fs::read(&mark).is_ok_and(|installed| installed == wanted) {
        return Ok(folder);
    }
    println!("Installing Docusaurus into .tools/ …");
    fs::create_dir_all(&folder).named("make", &folder)?;
    for name in ["package.json", "package-lock.json"] {
        fs::copy(source.join(name), folder.join(name)).named("copy", &source.join(name))?;
    }
    let mut npm = Command::new("npm");
    npm.args(["ci", "--no-audit", "--no-fund", "--loglevel=http", "--ignore-scripts"]).current_dir(&folder);
    tools::install(project, "npm-docusaurus", "Docusaurus", npm)?;
    fs::write(&mark, wanted).named("write", &mark)?;
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
        for line in packages.lines().filter(|line| !line.starts_with('#')) {
            assert!(
                line.split_once("==").is_some_and(|(_, version)| version.starts_with(char::is_numeric)),
                "{line}"
            );
        }
        let manifest = fs::read_to_string(folder().join("docusaurus/package.json")).unwrap();
        let (_, dependencies) = manifest.split_once("\"dependencies\"").unwrap();
        assert!(!dependencies.contains(['^', '~', '*']), "{dependencies}");
    }
}
