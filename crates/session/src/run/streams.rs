//! Where a program's streams go: `<`, `>`, `>>`, `2>`, `&>`, `2>&1`.

use std::rc::Rc;

use super::{Runner, Stdin};
use crate::shell::{Redirect, Scope, ShellError, Stream, Target, expand_one};
use crate::tools;

/// Where a stream goes.
#[derive(Clone, PartialEq)]
pub(super) enum Sink {
    Output,
    Error,
    Nowhere,
    File(String, bool),
}

/// The streams of a program, as its redirections leave them.
pub(super) struct Streams {
    output: Sink,
    error: Sink,
    /// What it reads instead of what the pipe gives it.
    pub(super) input: Stdin,
}

impl Runner<'_> {
    /// Where a program's streams go; `None` if a file that it reads is not there, which has been said.
    pub(super) fn streams(&mut self, redirects: &[Redirect]) -> Result<Option<Streams>, ShellError> {
        let mut streams = Streams { output: Sink::Output, error: Sink::Error, input: None };
        for redirect in redirects {
            let (sink, name) = match &redirect.target {
                Target::Printed(commands) => {
                    // As in `bash`, nobody asks whether they succeed.
                    let lenient = core::mem::replace(&mut self.lenient, true);
                    let printed = self.substitute(commands);
                    self.lenient = lenient;
                    let printed = printed?;
                    streams.input = Some(Rc::from(printed.into_bytes()));
                    continue;
                }
                Target::Like(Stream::Error) => (streams.error.clone(), None),
                Target::Like(_) => (streams.output.clone(), None),
                Target::File(word) | Target::Append(word) => {
                    let name = expand_one(word, self)?;
                    let append = matches!(redirect.target, Target::Append(_));
                    let sink = match name.as_str() {
                        "/dev/null" => Sink::Nowhere,
                        "/dev/stdout" => streams.output.clone(),
                        "/dev/stderr" => streams.error.clone(),
                        _ => Sink::File(name.clone(), append),
                    };
                    (sink, Some(name))
                }
            };
            match redirect.stream {
                Stream::Input => {
                    let name = name.unwrap_or_default();
                    let bytes = match self.state.file(&name) {
                        _ if name == "/dev/null" => Rc::from([]),
                        Some(bytes) => Rc::clone(bytes),
                        None => {
                            self.stderr.push_str(&["playground: ", &tools::missing(&name), "\n"].concat());
                            return Ok(None);
                        }
                    };
                    streams.input = Some(bytes);
                }
                Stream::Output => streams.output = sink,
                Stream::Error => streams.error = sink,
                Stream::Both => (streams.output, streams.error) = (sink.clone(), sink),
            }
        }
        Ok(Some(streams))
    }

    /// Hands on what a program printed, and returns what goes into the pipe.
    pub(super) fn written(&mut self, streams: &Streams, stdout: Vec<u8>, stderr: String) -> Vec<u8> {
        let mut out = Vec::new();
        let same = streams.output == streams.error;
        for (at, (sink, bytes)) in
            [(&streams.output, stdout), (&streams.error, stderr.into_bytes())].into_iter().enumerate()
        {
            match sink {
                Sink::Output if out.is_empty() => out = bytes,
                Sink::Output => out.extend(bytes),
                Sink::Error => self.stderr.push_str(&String::from_utf8_lossy(&bytes)),
                Sink::Nowhere => {}
                Sink::File(name, append) => {
                    let append = *append || (same && at == 1);
                    if let Err(message) = self.state.write_file(name, &bytes, append) {
                        self.stderr.push_str(&["playground: ", &message, "\n"].concat());
                        self.exit_code = 1;
                    }
                }
            }
        }
        out
    }
}
