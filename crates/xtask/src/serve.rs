//! The local server: static files from `dist/`, with the headers that the page is promised to work under.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::ErrorKind;
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use tiny_http::{Header, Method, Request, Response, Server};

use crate::http::{self, Encoding};
use crate::problem::{Done, Problem};
use crate::project::Project;
use crate::{site, sizes};

type Bytes = Response<std::io::Cursor<Vec<u8>>>;

/// Builds and serves until it is stopped.
pub(crate) fn command(project: &Project, port: u16) -> Done<ExitCode> {
    // The port first: a minute of building is a long wait for "in use".
    let listener = listen(port)?;
    site::build(project)?;
    let running = start(listener, &project.site)?;
    println!("Ready: {} (stop with Ctrl-C)", running.address);
    for worker in running.workers {
        let _ = worker.join();
    }
    Ok(ExitCode::FAILURE)
}

/// A server at work.
pub(crate) struct Running {
    /// `http://127.0.0.1:8080`
    pub(crate) address: String,
    workers: Vec<std::thread::JoinHandle<()>>,
}

/// Takes the port, on this machine's own address only.
pub(crate) fn listen(port: u16) -> Done<TcpListener> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|error| {
        Problem::new(match error.kind() {
            ErrorKind::AddrInUse => format!(
                "port {port} is in use by another program: stop that one, or pick another port, for example \
                 `cargo xtask serve --port {}`",
                if port == u16::MAX { 8080 } else { port + 1 }
            ),
            ErrorKind::PermissionDenied => {
                format!("port {port} needs administrator's rights: pick one above 1023, for example `cargo xtask serve --port 8080`")
            }
            _ => format!("cannot listen on 127.0.0.1:{port}: {error}"),
        })
    })
}

/// Starts to answer.
pub(crate) fn start(listener: TcpListener, site: &Path) -> Done<Running> {
    let failed = |error: &dyn std::fmt::Display| Problem::new(format!("cannot start the server: {error}"));
    let port = listener.local_addr().map_err(|error| failed(&error))?.port();
    let server = Arc::new(Server::from_listener(listener, None).map_err(|error| failed(&error))?);
    let workers = (0..4)
        .map(|_| {
            let (server, site) = (Arc::clone(&server), site.to_owned());
            std::thread::spawn(move || {
                while let Ok(request) = server.recv() {
                    let response = answer(&site, &request);
                    // The browser may have gone away meanwhile.
                    let _ = request.respond(response);
                }
            })
        })
        .collect();
    Ok(Running { address: format!("http://127.0.0.1:{port}"), workers })
}

fn answer(site: &Path, request: &Request) -> Bytes {
    if !matches!(request.method(), Method::Get | Method::Head) {
        return with(text(405, "This server only answers GET and HEAD.\n"), &[("Allow", "GET, HEAD")]);
    }
    let Some(inside) = http::file_for(request.url()) else {
        return text(400, "This is not an address of the playground. It starts at /\n");
    };
    let file = site.join(&inside);
    let accept = field(request, "Accept-Encoding");
    for encoding in http::encodings(&accept) {
        let read = match encoding.names() {
            Some((_, ending)) => fs::read(sizes::beside(&file, ending)),
            None => fs::read(&file),
        };
        if let Ok(bytes) = read {
            return found(request, &inside, encoding, bytes);
        }
    }
    text(404, "There is nothing at this address. The playground starts at /\n")
}

fn found(request: &Request, inside: &Path, encoding: Encoding, bytes: Vec<u8>) -> Bytes {
    let mut digest = DefaultHasher::new();
    bytes.hash(&mut digest);
    let tag = format!("\"{:016x}\"", digest.finish());
    let media = http::media_type(&inside.display().to_string());
    let mut headers = vec![("Content-Type", media), ("ETag", &tag), ("Vary", "Accept-Encoding")];
    if let Some((name, _)) = encoding.names() {
        headers.push(("Content-Encoding", name));
    }
    if http::unchanged(&field(request, "If-None-Match"), &tag) {
        return with(common(304, Vec::new()), &[("ETag", &tag), ("Vary", "Accept-Encoding")]);
    }
    with(common(200, bytes), &headers)
}

fn text(code: u16, words: &str) -> Bytes {
    with(common(code, words.as_bytes().to_vec()), &[("Content-Type", "text/plain; charset=utf-8")])
}

/// Every answer carries these. `no-cache`: a browser asks each time, and gets 304 until something changes.
fn common(code: u16, bytes: Vec<u8>) -> Bytes {
    let response = Response::from_data(bytes).with_status_code(code).with_chunked_threshold(usize::MAX);
    let headers = [
        ("Content-Security-Policy", http::CSP),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
        ("Cache-Control", "no-cache"),
    ];
    with(response, &headers)
}

fn with(response: Bytes, headers: &[(&str, &str)]) -> Bytes {
    headers
        .iter()
        .filter_map(|(name, value)| Header::from_bytes(name.as_bytes(), value.as_bytes()).ok())
        .fold(response, Response::with_header)
}

fn field(request: &Request, name: &'static str) -> String {
    let found = request.headers().iter().find(|header| header.field.equiv(name));
    found.map(|header| header.value.to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::TcpStream;

    use super::*;

    /// One request over a real socket; the whole answer as text.
    fn ask(address: &str, head: &str) -> String {
        let mut stream = TcpStream::connect(address.trim_start_matches("http://")).unwrap();
        write!(stream, "{head}\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n").unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        String::from_utf8_lossy(&bytes).into_owned()
    }

    #[test]
    fn files_headers_and_refusals() {
        let site = std::env::temp_dir().join(format!("xtask-serve-{}", std::process::id()));
        crate::project::fresh_folder(&site).unwrap();
        fs::write(site.join("index.html"), "<p>plain").unwrap();
        fs::write(site.join("index.html.br"), "squeezed").unwrap();
        fs::write(site.join("a.wasm"), "\0asm").unwrap();
        let address = start(listen(0).unwrap(), &site).unwrap().address;

        let page = ask(&address, "GET / HTTP/1.1");
        assert!(page.starts_with("HTTP/1.1 200"), "{page}");
        assert!(
            page.ends_with("<p>plain") && page.contains("Content-Security-Policy: default-src 'none';"),
            "{page}"
        );
        assert!(ask(&address, "GET / HTTP/1.1\r\nAccept-Encoding: gzip, br").ends_with("squeezed"));
        let head = ask(&address, "HEAD /a.wasm HTTP/1.1");
        assert!(head.contains("Content-Type: application/wasm") && head.ends_with("\r\n\r\n"), "{head}");
        let tag = page.lines().find_map(|line| line.strip_prefix("ETag: ")).unwrap();
        assert!(
            ask(&address, &format!("GET / HTTP/1.1\r\nIf-None-Match: {tag}")).starts_with("HTTP/1.1 304")
        );
        assert!(ask(&address, "GET /nothing HTTP/1.1").starts_with("HTTP/1.1 404"));
        assert!(ask(&address, "GET /../../etc/passwd HTTP/1.1").starts_with("HTTP/1.1 400"));
        assert!(ask(&address, "POST / HTTP/1.1").starts_with("HTTP/1.1 405"));
        fs::remove_dir_all(&site).unwrap();
    }

    #[test]
    fn a_port_in_use_is_one_clear_line() {
        let first = listen(0).unwrap();
        let port = first.local_addr().unwrap().port();
        let problem = listen(port).unwrap_err().to_string();
        assert!(
            problem.contains("in use") && problem.contains("--port") && !problem.contains('\n'),
            "{problem}"
        );
    }
}
