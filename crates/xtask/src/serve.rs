//! The local server: static files from `dist/`, with the headers that the page must work under.

use std::convert::Infallible;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::ErrorKind;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::rc::Rc;
use std::thread::JoinHandle;

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::header::{HeaderName, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, StatusCode};
use hyper_util::rt::TokioIo;

use crate::address::SiteAddress;
use crate::http::{self, Encoding};
use crate::problem::{Done, Problem};
use crate::project::Project;
use crate::{policy, site, sizes};

type Request = hyper::Request<Incoming>;
type Response = hyper::Response<Full<Bytes>>;

/// Builds the site and serves it until it is stopped.
pub(crate) fn command(project: &Project, port: u16) -> Done<ExitCode> {
    // The port comes first: "in use" should not come after a minute of building.
    let listener = listen(port)?;
    site::build(project, &SiteAddress::default())?;
    let running = start(listener, &project.site)?;
    println!("Ready: {} (stop with Ctrl-C)", running.address);
    let _ = running.worker.join();
    Ok(ExitCode::FAILURE)
}

/// A running server.
pub(crate) struct Running {
    /// Its address: `http://127.0.0.1:8080`.
    pub(crate) address: String,
    worker: JoinHandle<()>,
}

/// Opens the port, on this machine's local address only.
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

/// Starts to answer requests.
pub(crate) fn start(listener: TcpListener, site: &Path) -> Done<Running> {
    let failed = |error: &dyn std::fmt::Display| Problem::new(format!("cannot start the server: {error}"));
    let port = listener.local_addr().map_err(|error| failed(&error))?.port();
    listener.set_nonblocking(true).map_err(|error| failed(&error))?;
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_io().build().map_err(|error| failed(&error))?;
    let site = site.to_owned();
    let worker = std::thread::spawn(move || {
        tokio::task::LocalSet::new().block_on(&runtime, accept(listener, site));
    });
    Ok(Running { address: format!("http://127.0.0.1:{port}"), worker })
}

/// Every connection is served concurrently: browsers keep six of them open, and none may wait for another to
/// close.
async fn accept(listener: TcpListener, site: PathBuf) {
    let Ok(listener) = tokio::net::TcpListener::from_std(listener) else { return };
    let site = Rc::new(site);
    loop {
        // A connection that fails, or a browser that disconnects, is no reason to stop.
        let Ok((stream, _)) = listener.accept().await else { continue };
        let site = Rc::clone(&site);
        let service = service_fn(move |request: Request| {
            let response = answer(&site, &request);
            async { Ok::<_, Infallible>(response) }
        });
        tokio::task::spawn_local(async move {
            let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
        });
    }
}

fn answer(site: &Path, request: &Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return with(
            text(StatusCode::METHOD_NOT_ALLOWED, "This server only answers GET and HEAD.\n"),
            &[("Allow", "GET, HEAD")],
        );
    }
    let Some(inside) = http::file_for(&request.uri().to_string()) else {
        return text(StatusCode::BAD_REQUEST, "This is not an address of the playground. It starts at /\n");
    };
    let file = site.join(&inside);
    for encoding in http::encodings(field(request, "Accept-Encoding")) {
        let read = match encoding.names() {
            Some((_, ending)) => fs::read(sizes::beside(&file, ending)),
            None => fs::read(&file),
        };
        if let Ok(bytes) = read {
            return found(request, &inside, encoding, bytes);
        }
    }
    text(StatusCode::NOT_FOUND, "There is nothing at this address. The playground starts at /\n")
}

fn found(request: &Request, inside: &Path, encoding: Encoding, bytes: Vec<u8>) -> Response {
    let mut digest = DefaultHasher::new();
    bytes.hash(&mut digest);
    let tag = format!("\"{:016x}\"", digest.finish());
    let media = http::media_type(&inside.display().to_string());
    let policy = policy::of(inside);
    let mut headers = vec![("Content-Type", media), ("ETag", &tag), ("Vary", "Accept-Encoding")];
    headers.push(("Content-Security-Policy", &policy));
    if let Some((name, _)) = encoding.names() {
        headers.push(("Content-Encoding", name));
    }
    if http::unchanged(field(request, "If-None-Match"), &tag) {
        return with(
            common(StatusCode::NOT_MODIFIED, Vec::new()),
            &[("ETag", &tag), ("Vary", "Accept-Encoding")],
        );
    }
    with(common(StatusCode::OK, bytes), &headers)
}

fn text(code: StatusCode, words: &str) -> Response {
    with(common(code, words.as_bytes().to_vec()), &[("Content-Type", "text/plain; charset=utf-8")])
}

/// The headers of every response. `no-cache`: a browser asks each time, and gets 304 until something changes.
/// Any origin may read: an embed in a frame with `sandbox="allow-scripts"` has an origin of its own, and
/// nothing here is secret.
fn common(code: StatusCode, bytes: Vec<u8>) -> Response {
    let mut response = Response::new(Full::from(bytes));
    *response.status_mut() = code;
    let headers = [
        ("Content-Security-Policy", policy::PAGE),
        ("Access-Control-Allow-Origin", "*"),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
        ("Cache-Control", "no-cache"),
    ];
    with(response, &headers)
}

fn with(mut response: Response, headers: &[(&'static str, &str)]) -> Response {
    for (name, value) in headers {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(*name), HeaderValue::try_from(*value)) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

fn field<'a>(request: &'a Request, name: &str) -> &'a str {
    request.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::TcpStream;

    use super::*;

    /// Sends one request over a real socket. Returns the whole response as text.
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
            page.ends_with("<p>plain") && page.contains("content-security-policy: default-src 'none';"),
            "{page}"
        );
        assert!(ask(&address, "GET / HTTP/1.1\r\nAccept-Encoding: gzip, br").ends_with("squeezed"));
        let head = ask(&address, "HEAD /a.wasm HTTP/1.1");
        assert!(head.contains("content-type: application/wasm") && head.ends_with("\r\n\r\n"), "{head}");
        for request in ["GET / HTTP/1.1", "GET /nothing HTTP/1.1", "GET / HTTP/1.1\r\nIf-None-Match: *"] {
            assert!(ask(&address, request).contains("\r\naccess-control-allow-origin: *\r\n"), "{request}");
        }
        let tag = page.lines().find_map(|line| line.strip_prefix("etag: ")).unwrap();
        assert!(
            ask(&address, &format!("GET / HTTP/1.1\r\nIf-None-Match: {tag}")).starts_with("HTTP/1.1 304")
        );
        assert!(ask(&address, "GET /nothing HTTP/1.1").starts_with("HTTP/1.1 404"));
        assert!(ask(&address, "GET /../../etc/passwd HTTP/1.1").starts_with("HTTP/1.1 400"));
        assert!(ask(&address, "POST / HTTP/1.1").starts_with("HTTP/1.1 405"));
        fs::remove_dir_all(&site).unwrap();
    }

    #[test]
    fn no_connection_waits_for_another_to_close() {
        let site = std::env::temp_dir().join(format!("xtask-serve-many-{}", std::process::id()));
        crate::project::fresh_folder(&site).unwrap();
        let address = start(listen(0).unwrap(), &site).unwrap().address;
        let host = address.trim_start_matches("http://");
        // Like a browser: opens all connections first and keeps them open, then sends requests, on the last
        // one first.
        let open: Vec<TcpStream> = (0..40).map(|_| TcpStream::connect(host).unwrap()).collect();
        for mut stream in open.iter().rev() {
            write!(stream, "GET / HTTP/1.1\r\nHost: {host}\r\n\r\n").unwrap();
            let mut start = [0; 12];
            stream.read_exact(&mut start).unwrap();
            assert_eq!(&start, b"HTTP/1.1 404");
        }
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
