//! What a command prints, as it would be in a terminal, and readable in a narrow column: tabs make columns, a dump of bytes
//! shows 8 to a row where 16 do not fit, tables scroll in their own box, everything else wraps. What is copied is what was
//! printed.

use yew::{AttrValue, Html, html};

use crate::text;

/// What a command prints on standard output.
pub(crate) fn output(printed: &str) -> Html {
    let (printed, rest) = shown(printed.trim_end());
    // A list of pages, whose columns have headings.
    let pages = printed.lines().any(|line| line.starts_with("PAGE  "));
    let columns = pages
        || printed.starts_with("---")
        || printed.contains("  |")
        || printed.lines().any(|line| line.starts_with("+-"));
    let lines: Vec<&str> = printed.split_inclusive('\n').collect();
    if lines.len() > LAID_OUT {
        let whole = if columns {
            html! { <span class="columns">{ printed.to_owned() }</span> }
        } else {
            printed.into()
        };
        return html! { <><pre class="out" tabindex="0">{ whole }</pre>{ rest }</> };
    }
    let groups = lines.chunk_by(|one, next| kind(one, columns) == kind(next, columns));
    let body: Html = groups.map(|lines| group(lines, columns, pages)).collect();
    html! { <><pre class="out" tabindex="0">{ body }</pre>{ rest }</> }
}

/// What a command prints on standard error. Of a usage text, the line that tells what is wrong is shown, and the rest is folded.
pub(crate) fn error(printed: &str) -> Html {
    let printed = printed.trim();
    // Two paragraphs of usage, then what is wrong.
    let telling =
        printed.match_indices("\n\n").nth(1).map(|(at, _)| at + 2).filter(|_| printed.starts_with("usage:"));
    let (usage, told) = telling.and_then(|at| printed.split_at_checked(at)).unwrap_or(("", printed));
    html! {
        <>
            { (!usage.is_empty()).then(|| html! {
                <details class="usage"><summary>{ text::USAGE }</summary><pre tabindex="0">{ AttrValue::from(usage.trim_end().to_owned()) }</pre></details>
            }) }
            <pre class="error" tabindex="0">{ AttrValue::from(told.to_owned()) }</pre>
        </>
    }
}

/// How a line is laid out.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    /// It wraps.
    Flows,
    /// Cells with tabs between.
    Cells,
    /// A row of a dump: position, 16 bytes, and their characters.
    Dump,
    /// A row of a drawn table.
    Table,
    /// Columns that are made of blanks.
    Columns,
}

/// `columns`: the text is one that has tables or columns in it.
fn kind(line: &str, columns: bool) -> Kind {
    if line.contains('\t') {
        Kind::Cells
    } else if dumped(line).is_some() {
        Kind::Dump
    } else if columns && line.starts_with(['+', '|', '-']) {
        Kind::Table
    } else if columns && (line.starts_with(' ') || line.contains("  ")) {
        Kind::Columns
    } else {
        Kind::Flows
    }
}

fn group(lines: &[&str], columns: bool, pages: bool) -> Html {
    match lines.first().map_or(Kind::Flows, |line| kind(line, columns)) {
        Kind::Flows => lines.concat().into(),
        Kind::Table => table(lines),
        Kind::Columns if pages => table(lines),
        Kind::Columns => {
            lines.iter().map(|line| html! { <span class="row">{ (*line).to_owned() }</span> }).collect()
        }
        Kind::Cells => cells(lines),
        Kind::Dump => lines.iter().filter_map(|line| dumped(line)).map(dump).collect(),
    }
}

/// Rows that don't wrap: their columns stay below each other.
fn table(rows: &[&str]) -> Html {
    html! { <span class="columns">{ rows.concat() }</span> }
}

/// The parts of `00001010  22 bf …  dd ca …  |"...|`: position, twice 8 bytes, twice their characters.
fn dumped(line: &str) -> Option<[&str; 5]> {
    if !line.is_ascii() || !line.get(..8)?.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let (at, rest) = line.split_at_checked(10)?;
    let (one, rest) = rest.split_at_checked(25)?;
    let (two, said) = rest.split_at_checked(25)?;
    let end = said.len().min(9);
    let (left, right) = said.split_at_checked(end)?;
    said.starts_with('|').then_some([at, one, two, left, right])
}

fn dump([at, one, two, left, right]: [&str; 5]) -> Html {
    let part = |class: &'static str, part: &str| html! { <span {class}>{ part.to_owned() }</span> };
    html! { <span class="dumped">{ part("at", at) }{ part("one", one) }{ part("two", two) }{ part("left", left) }{ part("right", right) }</span> }
}

/// How many characters fit on a line beside the map.
const NARROW: usize = 46;

/// The widths that a column can have, in characters, and their classes.
const WIDTHS: [(usize, &str); 10] = [
    (4, "w4"),
    (8, "w8"),
    (12, "w12"),
    (16, "w16"),
    (20, "w20"),
    (24, "w24"),
    (28, "w28"),
    (32, "w32"),
    (36, "w36"),
    (40, "w40"),
];

/// Lines of cells: each column as wide as its widest cell.
fn cells(lines: &[&str]) -> Html {
    let width = |column: usize| {
        let of_line =
            |line: &&str| line.split('\t').nth(column).map_or(0, |cell| cell.trim_end().chars().count());
        lines.iter().map(of_line).max().unwrap_or(0)
    };
    let class = |column: usize| {
        let needed = width(column) + 2;
        WIDTHS.iter().find(|(wide, _)| *wide >= needed).map_or("", |(_, class)| class)
    };
    let columns = lines.iter().map(|line| line.split('\t').count()).max().unwrap_or(0);
    // Aligned columns that don't fit a narrow place would break every line in two there.
    let wide = (0..columns).map(|column| width(column) + 2).sum::<usize>() > NARROW;
    let row = yew::classes!("row", wide.then_some("wide-row"));
    let classes: Vec<&str> = (0..columns).map(class).collect();
    let cell = |(column, text): (usize, &str)| {
        let class = classes.get(column).copied().filter(|_| column + 1 < columns).unwrap_or("");
        html! { <span class={yew::classes!("col", class)}>{ text.to_owned() }</span> }
    };
    lines.iter().map(|line| html! { <span class={row.clone()}>{ for line.split_inclusive('\t').enumerate().map(cell) }</span> }).collect()
}

/// The most bytes and lines of a text that are drawn: browsers take some 50 ms to lay them out.
const DRAWN: (usize, usize) = (65_536, 2_000);

/// The most lines that get elements of their own, which would take the browser long.
const LAID_OUT: usize = 300;

/// The part of a printed text that is drawn, whole lines if possible, and a sentence about the rest if there is one.
pub(crate) fn shown(text: &str) -> (&str, Html) {
    let (bytes, lines) = DRAWN;
    let by_lines = text.match_indices('\n').nth(lines - 1).map_or(text.len(), |(end, _)| end);
    let by_bytes = (0..=bytes.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let end = by_lines.min(by_bytes);
    if end == text.len() {
        return (text, Html::default());
    }
    let head = text.get(..end).unwrap_or_default();
    let head = head.rsplit_once('\n').filter(|_| end < by_lines).map_or(head, |(whole, _)| whole);
    let left = (text.len() - head.len()).div_ceil(1024);
    (head, html! { <p class="fade">{ text::not_drawn(left) }</p> })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_laid_out_by_its_form() {
        let dump = "00001010  22 bf f3 d7 6c 06 fc a2  dd ca eb a3 a4 83 d8 22  |\"...l.........\"|\n";
        let [at, one, two, left, right] = dumped(dump).unwrap();
        assert_eq!([at, one, two], ["00001010  ", "22 bf f3 d7 6c 06 fc a2  ", "dd ca eb a3 a4 83 d8 22  "]);
        assert_eq!([left, right], ["|\"...l...", "......\"|\n"]);
        assert_eq!(dumped("00001010  22 bf"), None);
        assert_eq!(dumped("deadbeef is a word"), None);
        let table = [
            ("creating\tTrue\n", Kind::Cells, true),
            (dump, Kind::Dump, true),
            ("+----+\n", Kind::Table, true),
            ("+----+\n", Kind::Flows, false),
            ("   1  sealed 4\n", Kind::Columns, true),
            ("    \"a\": 1\n", Kind::Flows, false),
            ("1 row; pages: 0 read\n", Kind::Flows, true),
        ];
        for (line, want, columns) in table {
            assert!(kind(line, columns) == want, "{line:?}");
        }
    }
}
