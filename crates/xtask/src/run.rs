//! Child processes: starts them, watches them, and kills them when they are stuck. Their output is kept in
//! the order it came, and a line of it is shown now and then.

use std::fmt::Write as _;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant};

use crate::problem::{Done, Problem};

/// A child that prints nothing for this long is stuck. There is no other limit, since a machine may be slow.
const SILENCE: Duration = Duration::from_secs(10 * 60);
/// How often a line says what a child is doing.
const NEWS: Duration = Duration::from_secs(20);
/// How much of a child's line is shown, in characters.
const WIDTH: usize = 90;

/// How a child ended.
pub(crate) struct Ended {
    /// Whether its exit code was 0 and it was not killed.
    pub(crate) ok: bool,
    /// Its standard output and error, interleaved as written.
    pub(crate) output: String,
    /// Whether it was killed because it printed nothing for ten minutes.
    pub(crate) stuck: bool,
    /// How long it ran.
    pub(crate) took: Duration,
}

/// Runs `command` until it ends, as long as it keeps printing; `what` names it in the progress lines.
pub(crate) fn watched(what: &str, command: Command) -> Done<Ended> {
    patient(command, SILENCE, NEWS, |time, line| println!("  {what}, {}: {line}", spoken(time)))
}

/// The same with other times and another listener, which gets the elapsed time and the last line every
/// `news`.
fn patient(
    mut command: Command,
    silence: Duration,
    news: Duration,
    mut tell: impl FnMut(Duration, &str),
) -> Done<Ended> {
    let name = command.get_program().to_string_lossy().into_owned();
    let failed = |error: std::io::Error| Problem::new(format!("cannot start {name}: {error}"));
    let (mut reader, writer) = std::io::pipe().map_err(failed)?;
    command.stdin(Stdio::null()).stdout(writer.try_clone().map_err(failed)?).stderr(writer);
    let began = Instant::now();
    let mut child = command.spawn().map_err(failed)?;
    drop(command); // it holds the other end of the pipe
    let (send, receive) = mpsc::channel();
    std::thread::spawn(move || {
        let mut block = [0_u8; 8192];
        while let Ok(count @ 1..) = reader.read(&mut block) {
            if send.send(block.get(..count).unwrap_or_default().to_vec()).is_err() {
                break;
            }
        }
    });
    let mut bytes = Vec::new();
    let (mut heard, mut told) = (began, began);
    let (code, stuck) = loop {
        match receive.recv_timeout(Duration::from_millis(20)) {
            Ok(block) => {
                bytes.extend(block);
                heard = Instant::now();
            }
            // It may still be running after it has closed its output.
            Err(RecvTimeoutError::Disconnected) => std::thread::sleep(Duration::from_millis(20)),
            Err(RecvTimeoutError::Timeout) => {}
        }
        match child.try_wait() {
            Ok(Some(status)) => break (status.success(), false),
            Err(_) => break (false, false),
            Ok(None) if heard.elapsed() > silence => {
                end(&mut child);
                break (false, true);
            }
            Ok(None) => {}
        }
        if told.elapsed() > news {
            told = Instant::now();
            tell(began.elapsed(), &last_line(&bytes));
        }
    };
    // A grandchild that outlives the child may hold the pipe open: wait only briefly for it.
    while let Ok(block) = receive.recv_timeout(Duration::from_secs(2)) {
        bytes.extend(block);
    }
    let mut output = String::from_utf8_lossy(&bytes).into_owned();
    if stuck {
        let _ = write!(output, "\n{name} was ended: it had printed nothing for {}\n", spoken(silence));
    }
    Ok(Ended { ok: code, output, stuck, took: began.elapsed() })
}

/// Does two things at once: one that waits for the network or uses one core, and one that uses the others.
pub(crate) fn both<A: Send, B>(one: impl FnOnce() -> A + Send, other: impl FnOnce() -> B) -> (A, B) {
    std::thread::scope(|scope| {
        let one = scope.spawn(one);
        let other = other();
        match one.join() {
            Ok(one) => (one, other),
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}

/// The last line that is not blank, shortened to fit a terminal.
fn last_line(output: &[u8]) -> String {
    let lines = output.rsplit(|byte| matches!(byte, b'\n' | b'\r')).map(String::from_utf8_lossy);
    let mut plain = lines.map(|line| line.trim().replace(char::is_control, ""));
    let line = plain.find(|line| !line.is_empty()).unwrap_or_else(|| "nothing printed yet".to_owned());
    match line.char_indices().nth(WIDTH) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None => line,
    }
}

/// Kills a child with everything that it started.
fn end(child: &mut Child) {
    end_tree(child.id());
    // The tree may be unknown (`ps` is missing); the child itself can always be killed.
    let _ = child.kill();
    let _ = child.wait();
}

/// Kills a process that we started, with everything that it started. A process group would do the same, but
/// the terminal's Ctrl-C would no longer reach the children.
fn end_tree(root: u32) {
    let Ok(table) = Command::new("ps").args(["-A", "-o", "pid=,ppid="]).output() else {
        return;
    };
    let pids = descendants(&String::from_utf8_lossy(&table.stdout), root);
    let _ = Command::new("kill").arg("-KILL").args(pids.iter().map(u32::to_string)).output();
}

/// `root` and all its descendants, from lines of `pid ppid`.
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

/// The standard output of a quick command, trimmed; `None` if it is missing or fails.
pub(crate) fn answer(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// A duration as text: "8 s" or "2 min 5 s".
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

    fn quick(script: &str, silence: Duration) -> Ended {
        patient(shell(script), silence, NEWS, |_, _| ()).unwrap()
    }

    const LONG: Duration = Duration::from_secs(20);

    #[test]
    fn both_streams_are_kept_in_order() {
        let ended = quick("echo one; echo two >&2; echo three", LONG);
        assert!(ended.ok);
        assert_eq!(ended.output, "one\ntwo\nthree\n");
    }

    #[test]
    fn a_failing_child_is_not_ok() {
        assert!(!quick("exit 3", LONG).ok);
    }

    #[test]
    fn a_silent_child_is_ended_with_its_children() {
        let began = Instant::now();
        let ended = quick("sleep 30 & sleep 30; echo never", Duration::from_millis(200));
        assert!(ended.stuck && !ended.ok);
        assert!(began.elapsed() < Duration::from_secs(10));
        assert!(!ended.output.contains("never"));
        assert!(ended.output.contains("printed nothing for"), "{}", ended.output);
    }

    #[test]
    fn a_child_that_goes_on_printing_may_take_its_time() {
        let script = "for i in 1 2 3 4 5 6; do echo $i; sleep 0.2; done";
        let ended = quick(script, Duration::from_secs(1));
        assert!(ended.ok && !ended.stuck && ended.took > Duration::from_secs(1), "{:?}", ended.took);
    }

    #[test]
    fn what_a_child_is_doing_is_told() {
        let mut lines = Vec::new();
        let command = shell("echo first; echo ' second '; sleep 0.5");
        patient(command, LONG, Duration::from_millis(200), |_, line| lines.push(line.to_owned())).unwrap();
        assert_eq!(lines.first().map(String::as_str), Some("second"));
    }

    #[test]
    fn the_last_line_fits() {
        assert_eq!(last_line(b""), "nothing printed yet");
        assert_eq!(last_line(b"one\n\x1b[31mtwo\r\n\n"), "[31mtwo");
        let long = last_line("ä".repeat(200).as_bytes());
        assert!(long.chars().count() == WIDTH + 1 && long.ends_with('…'), "{long}");
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
