//! Child processes: started, watched, ended when they take too long. What they print is kept, in the order it came.

use std::fmt::Write as _;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use crate::problem::{Done, Problem};

/// How a child ended.
pub(crate) struct Ended {
    /// Its exit code was 0 and it kept to its time.
    pub(crate) ok: bool,
    /// Its standard output and error, interleaved as written.
    pub(crate) output: String,
    /// It was ended because it took longer than allowed.
    pub(crate) too_long: bool,
    /// How long it ran.
    pub(crate) took: Duration,
}

/// Runs `command` to its end, at most for `limit`.
pub(crate) fn watched(mut command: Command, limit: Duration) -> Done<Ended> {
    let name = command.get_program().to_string_lossy().into_owned();
    let failed = |error: std::io::Error| Problem::new(format!("cannot start {name}: {error}"));
    let (mut reader, writer) = std::io::pipe().map_err(failed)?;
    command.stdin(Stdio::null()).stdout(writer.try_clone().map_err(failed)?).stderr(writer);
    let began = Instant::now();
    let mut child = command.spawn().map_err(failed)?;
    drop(command); // it holds the pipe's other end
    let (send, receive) = mpsc::channel();
    std::thread::spawn(move || {
        let mut block = [0_u8; 8192];
        while let Ok(count @ 1..) = reader.read(&mut block) {
            if send.send(block.get(..count).unwrap_or_default().to_vec()).is_err() {
                break;
            }
        }
    });
    let (code, too_long) = wait(&mut child, limit, began);
    let mut bytes = Vec::new();
    // A grandchild that outlives the child may hold the pipe open: do not wait for it for long.
    while let Ok(block) = receive.recv_timeout(Duration::from_secs(2)) {
        bytes.extend(block);
    }
    let mut output = String::from_utf8_lossy(&bytes).into_owned();
    if too_long {
        let _ = write!(output, "\n{name} was ended after {} seconds\n", limit.as_secs());
    }
    Ok(Ended { ok: code && !too_long, output, too_long, took: began.elapsed() })
}

fn wait(child: &mut Child, limit: Duration, began: Instant) -> (bool, bool) {
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return (status.success(), false),
            Err(_) => return (false, false),
            Ok(None) if began.elapsed() > limit => {
                end_tree(child.id());
                // The tree may have been out of reach (`ps` missing); the child itself never is.
                let _ = child.kill();
                let _ = child.wait();
                return (false, true);
            }
            Ok(None) => std::thread::sleep(Duration::from_millis(20)),
        }
    }
}

/// Ends a process that we started, and all that it started. A process group would do the same, but would also take
/// the children away from the terminal's Ctrl-C.
fn end_tree(root: u32) {
    let Ok(table) = Command::new("ps").args(["-A", "-o", "pid=,ppid="]).output() else {
        return;
    };
    let pids = descendants(&String::from_utf8_lossy(&table.stdout), root);
    let _ = Command::new("kill").arg("-KILL").args(pids.iter().map(u32::to_string)).output();
}

/// `root` and every process below it, from lines of `pid ppid`.
fn descendants(table: &str, root: u32) -> Vec<u32> {
    let pairs: Vec<(u32, u32)> = table
        .lines()
        .filter_map(|line| {
            let mut numbers = line.split_whitespace().map(str::parse);
            Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
        })
        .collect();
    let mut found = vec![root];
    let mut next = 0;
    while let Some(parent) = found.get(next).copied() {
        next += 1;
        let children = pairs.iter().filter(|(pid, ppid)| *ppid == parent && !found.contains(pid));
        let children: Vec<u32> = children.map(|(pid, _)| *pid).collect();
        found.extend(children);
    }
    found
}

/// The full path of a program on `PATH`.
pub(crate) fn find(program: &str) -> Option<PathBuf> {
    let paths = std::env::var_os("PATH")?;
    std::env::split_paths(&paths).map(|dir| dir.join(program)).find(|path| is_program(path))
}

fn is_program(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    path.metadata().is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o111 != 0)
}

/// What a quick command prints on standard output, trimmed; `None` where it is missing or fails.
pub(crate) fn answer(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// "8 s" or "2 min 5 s".
pub(crate) fn spoken(time: Duration) -> String {
    let seconds = time.as_secs();
    if seconds < 60 { format!("{seconds} s") } else { format!("{} min {} s", seconds / 60, seconds % 60) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn both_streams_are_kept_in_order() {
        let ended = watched(shell("echo one; echo two >&2; echo three"), Duration::from_secs(20)).unwrap();
        assert!(ended.ok);
        assert_eq!(ended.output, "one\ntwo\nthree\n");
    }

    #[test]
    fn a_failing_child_is_not_ok() {
        assert!(!watched(shell("exit 3"), Duration::from_secs(20)).unwrap().ok);
    }

    #[test]
    fn a_child_that_takes_too_long_is_ended_with_its_children() {
        let began = Instant::now();
        let ended = watched(shell("sleep 30 & sleep 30; echo never"), Duration::from_millis(200)).unwrap();
        assert!(ended.too_long && !ended.ok);
        assert!(began.elapsed() < Duration::from_secs(10));
        assert!(!ended.output.contains("never"));
    }

    #[test]
    fn the_tree_below_a_process() {
        assert_eq!(descendants(" 1 0\n 5 1\n 6 5\n 7 6\n 8 1\n junk\n", 5), [5, 6, 7]);
    }

    #[test]
    fn times_are_readable() {
        assert_eq!(spoken(Duration::from_secs(59)), "59 s");
        assert_eq!(spoken(Duration::from_secs(125)), "2 min 5 s");
    }
}
