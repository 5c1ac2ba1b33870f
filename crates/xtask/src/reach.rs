//! Which data the first part of the page's module can do without: what none of its functions can reach.
//!
//! In a finished module an address is a number like any other. The linker knows better: with `--emit-relocs` it writes
//! down where each address stands, in code and in data, and of which object it is. From the functions of the first part,
//! and on through the objects that they reach, this follows every address there is. Each is compared with the number
//! that stands there; a linker that does it in another way stops the build instead of misleading it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use rustc_demangle::demangle;
use wasmparser::{
    BinaryReaderError, Data, DataKind, KnownCustom, Linking, Name, Operator, Parser, Payload,
    RelocationEntry, RelocationType, SymbolInfo, TypeRef,
};

use crate::problem::{Done, Problem};

/// The option of the linker that all this depends on.
pub(crate) const LINKER: &str = "-Clink-arg=--emit-relocs";
/// What is smaller is not worth a segment of its own.
const SMALL: usize = 16;

/// Which object each address belongs to.
pub(crate) struct Reach {
    /// The objects that a function's code names, by the function's name.
    functions: BTreeMap<String, BTreeSet<u32>>,
    /// Where an object is, by its symbol.
    objects: BTreeMap<u32, Range<u32>>,
    /// Addresses that stand in data: where, and of which object.
    pointers: BTreeMap<u32, u32>,
    /// Where data is.
    data: Vec<Range<u32>>,
}

impl Reach {
    /// Reads what the linker wrote.
    pub(crate) fn read(linked: &[u8]) -> Done<Self> {
        let found = Linked::parse(linked).map_err(|error| odd(&error.to_string()))?;
        let functions = found.code()?;
        let pointers = found.pointers()?;
        if found.objects.is_empty() || functions.is_empty() || pointers.is_empty() {
            return Err(odd(&format!("it says nothing, `{LINKER}` was lost")));
        }
        let data = found.segments.iter().map(Segment::addresses).collect();
        Ok(Self { functions, objects: found.objects, pointers, data })
    }

    /// The objects that a function names; `None` for a function that was made after the linker's time.
    pub(crate) fn named_by(&self, function: &str) -> Option<Vec<u32>> {
        // Of functions with one name, all but the first were given a number.
        let plain = function.strip_suffix(']').and_then(|name| name.rsplit_once('['));
        let named = self.functions.get(function);
        let named = named.or_else(|| plain.and_then(|(name, _)| self.functions.get(name)))?;
        Some(named.iter().copied().collect())
    }

    /// The object at an address, or just before it.
    pub(crate) fn at(&self, address: u32) -> Vec<u32> {
        let near = self.objects.iter().filter(|(_, place)| place.start <= address && address <= place.end);
        near.map(|(object, _)| *object).collect()
    }

    /// The parts of the data that cannot be reached from these objects, in order.
    pub(crate) fn cold(&self, mut open: Vec<u32>) -> Vec<Range<u32>> {
        let mut reached = BTreeSet::new();
        while let Some(object) = open.pop() {
            if reached.insert(object) {
                let Some(place) = self.objects.get(&object) else { continue };
                open.extend(self.pointers.range(place.clone()).map(|(_, object)| *object));
            }
        }
        self.data.iter().flat_map(|segment| self.unreached(segment, &reached)).collect()
    }

    fn unreached(&self, segment: &Range<u32>, reached: &BTreeSet<u32>) -> Vec<Range<u32>> {
        let mut hot: Vec<Range<u32>> = Vec::new();
        let mut known: Vec<Range<u32>> = Vec::new();
        for (object, place) in &self.objects {
            if place.start >= segment.start && place.end <= segment.end && !place.is_empty() {
                known.push(place.clone());
                if reached.contains(object) {
                    hot.push(place.clone());
                }
            }
        }
        // What belongs to no object is the padding between two, or not understood: kept, unless it is tiny.
        hot.extend(gaps(segment, known).into_iter().filter(|gap| gap.len() >= SMALL));
        gaps(segment, hot).into_iter().filter(|gap| gap.len() >= SMALL).collect()
    }
}

/// What is left of `whole` without `parts`.
pub(crate) fn gaps(whole: &Range<u32>, mut parts: Vec<Range<u32>>) -> Vec<Range<u32>> {
    parts.retain(|part| part.start < whole.end && part.end > whole.start);
    parts.sort_by_key(|part| part.start);
    let (mut left, mut from) = (Vec::new(), whole.start);
    for part in parts {
        if part.start > from {
            left.push(from..part.start);
        }
        from = from.max(part.end);
    }
    if from < whole.end {
        left.push(from..whole.end);
    }
    left
}

fn odd(what: &str) -> Problem {
    Problem::new(format!("what the linker says about the page's addresses is not understood: {what}"))
}

/// A data segment: where it is in the file, and in memory.
struct Segment {
    file: Range<usize>,
    address: u32,
}

impl Segment {
    fn new(data: &Data<'_>) -> Result<Self, BinaryReaderError> {
        let mut address = 0;
        if let DataKind::Active { offset_expr, .. } = &data.kind
            && let Operator::I32Const { value } = offset_expr.get_operators_reader().read()?
        {
            address = value.cast_unsigned();
        }
        Ok(Self { file: data.range.end - data.data.len()..data.range.end, address })
    }

    fn addresses(&self) -> Range<u32> {
        self.address..self.address + u32::try_from(self.file.len()).unwrap_or(u32::MAX - self.address)
    }
}

/// A module as the linker left it.
#[derive(Default)]
struct Linked<'a> {
    bytes: &'a [u8],
    bodies: Vec<Range<usize>>,
    imported: u32,
    names: BTreeMap<u32, String>,
    segments: Vec<Segment>,
    objects: BTreeMap<u32, Range<u32>>,
    code_start: usize,
    data_start: usize,
    in_code: Vec<RelocationEntry>,
    in_data: Vec<RelocationEntry>,
}

impl<'a> Linked<'a> {
    fn parse(bytes: &'a [u8]) -> Result<Self, BinaryReaderError> {
        let mut this = Self { bytes, ..Self::default() };
        for payload in Parser::new(0).parse_all(bytes) {
            match payload? {
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        this.imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                    }
                }
                Payload::CodeSectionStart { range, .. } => this.code_start = range.start,
                Payload::CodeSectionEntry(body) => this.bodies.push(body.range()),
                Payload::DataSection(all) => {
                    this.data_start = all.range().start;
                    for segment in all {
                        this.segments.push(Segment::new(&segment?)?);
                    }
                }
                Payload::CustomSection(custom) => this.custom(custom.name(), &custom.as_known())?,
                _ => (),
            }
        }
        Ok(this)
    }

    fn custom(&mut self, section: &str, custom: &KnownCustom<'_>) -> Result<(), BinaryReaderError> {
        match custom {
            KnownCustom::Name(parts) => {
                for part in parts.clone() {
                    let Name::Function(map) = part? else { continue };
                    for naming in map {
                        let naming = naming?;
                        self.names.insert(naming.index, demangle(naming.name).to_string());
                    }
                }
            }
            KnownCustom::Linking(parts) => {
                for part in parts.subsections() {
                    let Linking::SymbolTable(symbols) = part? else { continue };
                    for (number, symbol) in (0..).zip(symbols) {
                        let SymbolInfo::Data { symbol: Some(object), .. } = symbol? else { continue };
                        let segment = usize::try_from(object.index).ok().and_then(|at| self.segments.get(at));
                        if let Some(segment) = segment {
                            let start = segment.address + object.offset;
                            self.objects.insert(number, start..start + object.size);
                        }
                    }
                }
            }
            KnownCustom::Reloc(all) => {
                let entries = all.entries().into_iter().collect::<Result<Vec<_>, _>>()?;
                match section {
                    "reloc.CODE" => self.in_code = entries,
                    "reloc.DATA" => self.in_data = entries,
                    _ => (),
                }
            }
            _ => (),
        }
        Ok(())
    }

    /// The objects that each function names.
    fn code(&self) -> Done<BTreeMap<String, BTreeSet<u32>>> {
        let mut functions = BTreeMap::new();
        for (index, name) in &self.names {
            if *index >= self.imported {
                functions.insert(name.clone(), BTreeSet::new());
            }
        }
        for entry in &self.in_code {
            if !matches!(entry.ty, RelocationType::MemoryAddrLeb | RelocationType::MemoryAddrSleb) {
                plain(entry)?;
                continue;
            }
            let place = self.code_start + usize::try_from(entry.offset).unwrap_or_default();
            let index = self.bodies.partition_point(|body| body.end <= place);
            let index = self.imported + u32::try_from(index).unwrap_or(u32::MAX);
            let Some(name) = self.names.get(&index) else {
                return Err(odd(&format!("function {index} has no name")));
            };
            self.checked(entry, padded(self.bytes.get(place..place + 5)))?;
            functions.entry(name.clone()).or_default().insert(entry.index);
        }
        Ok(functions)
    }

    /// The addresses that stand in data.
    fn pointers(&self) -> Done<BTreeMap<u32, u32>> {
        let mut pointers = BTreeMap::new();
        for entry in &self.in_data {
            if entry.ty != RelocationType::MemoryAddrI32 {
                plain(entry)?;
                continue;
            }
            let place = self.data_start + usize::try_from(entry.offset).unwrap_or_default();
            let bytes = self.bytes.get(place..place + 4).and_then(|bytes| bytes.try_into().ok());
            self.checked(entry, bytes.map(u32::from_le_bytes))?;
            let Some(segment) = self.segments.iter().find(|segment| segment.file.contains(&place)) else {
                return Err(odd("an address stands outside of the data"));
            };
            let inside = u32::try_from(place - segment.file.start).unwrap_or(u32::MAX);
            pointers.insert(segment.address + inside, entry.index);
        }
        Ok(pointers)
    }

    /// Compares what stands there with what should. An object without a place is the linker's own: the end of the data.
    fn checked(&self, entry: &RelocationEntry, stands: Option<u32>) -> Done<()> {
        let Some(object) = self.objects.get(&entry.index) else { return Ok(()) };
        let should = i64::from(object.start) + entry.addend;
        if stands.is_some_and(|stands| i64::from(stands) == should) {
            return Ok(());
        }
        Err(odd(&format!("{stands:?} stands where {should} should")))
    }
}

/// Of functions, tables and types nothing needs to be known here; other ways to write an address do.
fn plain(entry: &RelocationEntry) -> Done<()> {
    use RelocationType as Of;
    match entry.ty {
        Of::FunctionIndexLeb
        | Of::TableIndexSleb
        | Of::TableIndexI32
        | Of::TypeIndexLeb
        | Of::GlobalIndexLeb
        | Of::TableNumberLeb => Ok(()),
        other => Err(odd(&format!("{other:?}"))),
    }
}

/// A number as relocatable code writes it: in five bytes, seven bits each.
fn padded(bytes: Option<&[u8]>) -> Option<u32> {
    let value = bytes?.iter().rev().fold(0_u64, |value, byte| value << 7 | u64::from(byte & 127));
    u32::try_from(value & u64::from(u32::MAX)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_parts_leave_over() {
        assert_eq!(gaps(&(10..20), vec![15..17, 11..12, 16..18, 30..40, 0..5]), [10..11, 12..15, 18..20]);
        assert_eq!(gaps(&(10..20), vec![5..14, 12..25]), []);
    }

    #[test]
    fn a_number_in_five_bytes() {
        assert_eq!(padded(Some(&[0x80, 0x80, 0xc0, 0x80, 0x00])), Some(1_048_576));
        assert_eq!(padded(None), None);
    }

    #[test]
    fn a_module_without_the_linkers_notes_is_refused() {
        let problem = Reach::read(&wat::parse_str("(module)").unwrap()).map(|_| ()).unwrap_err();
        assert!(problem.to_string().contains(LINKER), "{problem}");
    }
}
