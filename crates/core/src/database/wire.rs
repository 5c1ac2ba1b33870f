//! An [`Answer`] and the request for it as bytes, for the way between the page's WebAssembly module and the
//! engine's. Both are from one build, so the format needs no version. Integers are little-endian; lists and
//! texts begin with their length.

use std::rc::Rc;

use super::answer::{Answer, Io, Missing, SqlError, SqlValue, StatementResult};
use super::disk::{File, PageId};
use super::sql_engine::Job;

/// A [`Job`] without its disk, which stays where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobRequest {
    script: Rc<str>,
    now: u64,
    seed: [u8; 32],
    read_only: bool,
    most_rows: u32,
}

impl JobRequest {
    /// The request for a job.
    pub fn of<D>(job: &Job<D>) -> Self {
        let Job { disk: _, script, now, seed, read_only, most_rows } = job;
        Self { script: script.clone(), now: *now, seed: *seed, read_only: *read_only, most_rows: *most_rows }
    }

    /// The job, with a disk.
    pub fn job<D>(self, disk: D) -> Job<D> {
        let Self { script, now, seed, read_only, most_rows } = self;
        Job { disk, script, now, seed, read_only, most_rows }
    }
}

/// Writes a request.
pub fn write_request(request: &JobRequest) -> Vec<u8> {
    let mut out = Vec::new();
    text(&mut out, &request.script);
    out.extend_from_slice(&request.now.to_le_bytes());
    out.extend_from_slice(&request.seed);
    out.push(u8::from(request.read_only));
    number(&mut out, request.most_rows);
    out
}

/// Reads what [`write_request`] wrote; `None` for anything else.
pub fn read_request(bytes: &[u8]) -> Option<JobRequest> {
    let mut input = Input(bytes);
    let request = JobRequest {
        script: input.text()?.into(),
        now: u64::from_le_bytes(input.array()?),
        seed: input.array()?,
        read_only: input.byte()? != 0,
        most_rows: input.number()?,
    };
    input.0.is_empty().then_some(request)
}

/// Writes an answer.
pub fn write(answer: &Answer) -> Vec<u8> {
    let mut out = Vec::new();
    list(&mut out, &answer.statements, statement);
    match &answer.error {
        None => out.push(0),
        Some(error) => {
            out.push(1);
            text(&mut out, &error.statement);
            out.extend_from_slice(&error.code.to_le_bytes());
            text(&mut out, &error.name);
            out.push(match error.missing {
                None => 0,
                Some(Missing::Table) => 1,
                Some(Missing::Column) => 2,
                Some(Missing::QuotedColumn) => 3,
            });
            text(&mut out, &error.message);
            match error.offset {
                None => out.push(0),
                Some(offset) => {
                    out.push(1);
                    number(&mut out, offset);
                }
            }
        }
    }
    io(&mut out, &answer.rest);
    out.push(u8::from(answer.left_open));
    out
}

fn statement(out: &mut Vec<u8>, statement: &StatementResult) {
    text(out, &statement.text);
    list(out, &statement.columns, |out, column| text(out, column));
    list(out, &statement.rows, |out, row| list(out, row, value));
    out.push(u8::from(statement.more));
    out.extend_from_slice(&statement.changes.to_le_bytes());
    io(out, &statement.io);
}

fn value(out: &mut Vec<u8>, value: &SqlValue) {
    match value {
        SqlValue::Null => out.push(0),
        SqlValue::Integer(number) => {
            out.push(1);
            out.extend_from_slice(&number.to_le_bytes());
        }
        SqlValue::Real(digits) => {
            out.push(2);
            text(out, digits);
        }
        SqlValue::Text(it) => {
            out.push(3);
            text(out, it);
        }
        SqlValue::Blob(it) => {
            out.push(4);
            bytes(out, it);
        }
    }
}

fn io(out: &mut Vec<u8>, io: &Io) {
    for pages in [&io.read, &io.cached, &io.written] {
        list(out, pages, |out, page| {
            out.push(page.file.code());
            number(out, page.number);
        });
    }
}

fn list<T>(out: &mut Vec<u8>, items: &[T], item: impl Fn(&mut Vec<u8>, &T)) {
    number(out, u32::try_from(items.len()).unwrap_or(u32::MAX));
    for it in items {
        item(out, it);
    }
}

fn number(out: &mut Vec<u8>, number: u32) {
    out.extend_from_slice(&number.to_le_bytes());
}

fn text(out: &mut Vec<u8>, text: &str) {
    bytes(out, text.as_bytes());
}

fn bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    number(out, u32::try_from(bytes.len()).unwrap_or(u32::MAX));
    out.extend_from_slice(bytes);
}

/// Reads what [`write()`] wrote; `None` for anything else.
pub fn read(bytes: &[u8]) -> Option<Answer> {
    let mut input = Input(bytes);
    let statements = input.list(Input::statement)?;
    let error = match input.byte()? {
        0 => None,
        _ => Some(SqlError {
            statement: input.text()?,
            code: i32::from_le_bytes(input.array()?),
            name: input.text()?,
            missing: match input.byte()? {
                0 => None,
                1 => Some(Missing::Table),
                2 => Some(Missing::Column),
                3 => Some(Missing::QuotedColumn),
                4.. => return None,
            },
            message: input.text()?,
            offset: match input.byte()? {
                0 => None,
                _ => Some(input.number()?),
            },
        }),
    };
    let rest = input.io()?;
    let left_open = input.byte()? != 0;
    input.0.is_empty().then_some(Answer { statements, error, rest, left_open })
}

struct Input<'a>(&'a [u8]);

impl<'a> Input<'a> {
    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (first, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*first)
    }

    fn byte(&mut self) -> Option<u8> {
        self.array().map(|[byte]| byte)
    }

    fn number(&mut self) -> Option<u32> {
        self.array().map(u32::from_le_bytes)
    }

    fn bytes(&mut self) -> Option<&'a [u8]> {
        let length = self.number()? as usize;
        let (first, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(first)
    }

    fn text(&mut self) -> Option<String> {
        String::from_utf8(self.bytes()?.to_vec()).ok()
    }

    fn list<T>(&mut self, item: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        (0..self.number()?).map(|_| item(self)).collect()
    }

    fn statement(&mut self) -> Option<StatementResult> {
        Some(StatementResult {
            text: self.text()?,
            columns: self.list(Self::text)?,
            rows: self.list(|input| input.list(Self::value))?,
            more: self.byte()? != 0,
            changes: u64::from_le_bytes(self.array()?),
            io: self.io()?,
        })
    }

    fn value(&mut self) -> Option<SqlValue> {
        Some(match self.byte()? {
            0 => SqlValue::Null,
            1 => SqlValue::Integer(i64::from_le_bytes(self.array()?)),
            2 => SqlValue::Real(self.text()?),
            3 => SqlValue::Text(self.text()?),
            4 => SqlValue::Blob(self.bytes()?.to_vec()),
            _ => return None,
        })
    }

    fn io(&mut self) -> Option<Io> {
        Some(Io {
            read: self.list(Self::page)?,
            cached: self.list(Self::page)?,
            written: self.list(Self::page)?,
        })
    }

    fn page(&mut self) -> Option<PageId> {
        let file = File::from_code(self.byte()?)?;
        Some(PageId { file, number: self.number()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_a_job_without_its_disk() {
        let job = Job {
            disk: 'd',
            script: "SELECT 'é'".into(),
            now: 1 << 40,
            seed: [9; 32],
            read_only: true,
            most_rows: 7,
        };
        let written = write_request(&JobRequest::of(&job));
        assert_eq!(read_request(&written).map(|request| request.job('d')), Some(job));
        assert_eq!(read_request(&[written.as_slice(), &[0]].concat()), None, "a byte more");
        for end in 0..written.len() {
            assert_eq!(read_request(&written[..end]), None, "cut at {end}");
        }
    }

    #[test]
    fn what_is_written_is_read_and_nothing_else_is() {
        let page = |number| PageId { file: File::Journal, number };
        let io = Io { read: vec![page(1), 2.into()], cached: vec![], written: vec![page(3)] };
        let statement = StatementResult {
            text: "SELECT 'é'".into(),
            columns: vec!["a".into(), String::new()],
            rows: vec![
                vec![SqlValue::Null, SqlValue::Integer(i64::MIN)],
                vec![SqlValue::Real("1.5".into()), SqlValue::Blob(vec![0, 255])],
                vec![SqlValue::Text("x".into()), SqlValue::Text(String::new())],
            ],
            more: true,
            changes: 1 << 40,
            io: io.clone(),
        };
        let error = SqlError {
            statement: "x".into(),
            code: 1299,
            name: "N".into(),
            missing: None,
            message: "m".into(),
            offset: Some(0),
        };
        let failed = |missing| {
            let error = SqlError { missing, ..error.clone() };
            Answer { error: Some(error), ..Answer::default() }
        };
        let answers = [
            Answer::default(),
            Answer { statements: vec![statement.clone(), statement], error: None, rest: io, left_open: true },
            failed(None),
            failed(Some(Missing::Table)),
            failed(Some(Missing::Column)),
            failed(Some(Missing::QuotedColumn)),
            Answer { error: Some(SqlError { offset: None, ..error }), ..Answer::default() },
        ];
        for answer in answers {
            let written = write(&answer);
            assert_eq!(read(&written), Some(answer));
            assert_eq!(read(&[written.as_slice(), &[0]].concat()), None, "a byte more");
            for end in 0..written.len() {
                assert_eq!(read(&written[..end]), None, "cut at {end}");
            }
        }
    }
}
