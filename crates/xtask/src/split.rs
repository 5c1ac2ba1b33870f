//! Splits the page's module in two, so that the page can be read before all of it has come.
//!
//! The *first* part is the module that the page starts with. Of the functions that it does not need for that, the *cold*
//! ones, only a doorway is left in it: `params…; need(slot); call_indirect`. The *rest* holds these functions, and puts
//! them into their slots of the first part's table when it is instantiated. Both use one memory, one table and one
//! stack. All that the rest calls, the browser's functions too, it takes from the first part's exports, so that
//! `new WebAssembly.Instance(rest, { first: exports })` is all there is to loading it (`web/static/parts.js`).
//!
//! A doorway that is gone through too early is slow, never wrong: `need` has the page load the rest on the spot. So
//! which functions are cold is a matter of speed alone; [`crate::cold`] says how that is known.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;

use walrus::ir::{Load, Store, UnaryOp, Value, Visitor, dfs_in_order};
use walrus::{
    ConstExpr, DataKind, ElementItems, ElementKind, ExportItem, FunctionBuilder, FunctionId, FunctionKind,
    GlobalId, GlobalKind, ImportedFunction, Module, ModuleConfig, TableId, ValType,
};

use crate::problem::{Done, Problem};
use crate::reach::{Reach, gaps};

/// The page's function that loads the rest on the spot, by the name of its export.
const HOOK: &str = "rest_is_needed";
/// What the rest calls the first part.
const FIRST: &str = "first";
/// The first part's flag that the rest is there.
const HERE: &str = "here";

/// The two modules.
pub(crate) struct Parts {
    /// What the page starts with.
    pub(crate) first: Vec<u8>,
    /// What comes after it.
    pub(crate) rest: Vec<u8>,
}

/// Splits a module; `cold` says by name which functions the page can start without, `reach` which data functions need.
pub(crate) fn split(wasm: &[u8], cold: impl Fn(&str) -> bool, reach: Option<&Reach>) -> Done<Parts> {
    let mut first = parse(wasm)?;
    let mut rest = parse(wasm)?;
    let mut plan = Plan::new(&first, cold, reach)?;
    plan.mark(wasm);
    keep(&mut first, &plan)?;
    take(&mut rest, &plan)?;
    Ok(Parts { first: finished(first), rest: finished(rest) })
}

/// Reads a module. Functions keep their names: wasm-opt strips them when they have served.
pub(crate) fn parse(wasm: &[u8]) -> Done<Module> {
    let mut config = ModuleConfig::new();
    config.generate_producers_section(false).generate_synthetic_names_for_anonymous_items(false);
    let mut module = config.parse(wasm).map_err(|error| odd(&format!("it cannot be read: {error:#}")))?;
    // The linker's notes are about the module that it made; this one is wasm-bindgen's.
    for section in ["linking", "reloc.CODE", "reloc.DATA"] {
        module.customs.remove_raw(section);
    }
    Ok(module)
}

fn finished(mut module: Module) -> Vec<u8> {
    walrus::passes::gc::run(&mut module);
    module.emit_wasm()
}

fn odd(what: &str) -> Problem {
    Problem::new(format!("the page's module cannot be split: {what}"))
}

/// A function by its place in the module: the two copies of the module have it in the same.
type Place = usize;

/// Which function goes where.
struct Plan {
    cold: BTreeSet<Place>,
    /// The table's slots of cold functions. Beyond the table's old end are those that had none and need a doorway.
    slots: BTreeMap<u32, Place>,
    table_size: u64,
    /// What the rest calls and does not hold.
    shared: BTreeSet<Place>,
    /// The addresses of the data that only cold functions can reach.
    data: Vec<Range<u32>>,
    /// The name of the memory's export. It differs from one build to the next, so that a rest is never added to the
    /// first part of another build, which the page may have been loaded from a moment before.
    memory: String,
}

impl Plan {
    fn new(module: &Module, is_cold: impl Fn(&str) -> bool, reach: Option<&Reach>) -> Done<Self> {
        let loader = reached(module, exported(module, HOOK)?);
        let mut cold = BTreeSet::new();
        for (id, _) in module.funcs.iter_local().filter(|(id, _)| !loader.contains(&id.index())) {
            let name = module.funcs.get(id).name.as_deref();
            if Some(id) != module.start && name.is_some_and(&is_cold) {
                cold.insert(id.index());
            }
        }
        let (mut from_hot, mut from_cold) = (BTreeSet::new(), BTreeSet::new());
        for (id, body) in module.funcs.iter_local() {
            let called = if cold.contains(&id.index()) { &mut from_cold } else { &mut from_hot };
            dfs_in_order(&mut Called(called), body, body.entry_block());
        }
        from_hot.extend(module.exports.iter().filter_map(|export| match export.item {
            ExportItem::Function(function) => Some(function.index()),
            _ => None,
        }));
        let table = module.tables.get(function_table(module)?);
        let mut slots = BTreeMap::new();
        for (slot, function) in filled(module)? {
            if cold.contains(&function.index()) {
                slots.insert(slot, function.index());
            }
        }
        let placed: BTreeSet<Place> = slots.values().copied().collect();
        let mut table_size = table.initial;
        for place in from_hot.intersection(&cold).filter(|place| !placed.contains(place)) {
            slots.insert(u32::try_from(table_size).map_err(|_| odd("its table is too long"))?, *place);
            table_size += 1;
        }
        let shared = from_cold.difference(&cold).copied().collect();
        let data = reach.map(|reach| unreached(module, &cold, reach)).unwrap_or_default();
        Ok(Self { cold, slots, table_size, shared, data, memory: String::new() })
    }

    fn mark(&mut self, wasm: &[u8]) {
        let mut build = DefaultHasher::new();
        (wasm, &self.slots, &self.shared).hash(&mut build);
        self.memory = format!("m{:x}", build.finish());
    }
}

/// A function and all that it calls: what loads the rest must not wait for the rest.
fn reached(module: &Module, from: FunctionId) -> BTreeSet<Place> {
    let mut all = BTreeSet::from([from.index()]);
    loop {
        let mut called = BTreeSet::new();
        for (_, body) in module.funcs.iter_local().filter(|(id, _)| all.contains(&id.index())) {
            dfs_in_order(&mut Called(&mut called), body, body.entry_block());
        }
        let before = all.len();
        all.extend(called);
        if all.len() == before {
            return all;
        }
    }
}

/// The data that no hot function can reach.
fn unreached(module: &Module, cold: &BTreeSet<Place>, reach: &Reach) -> Vec<Range<u32>> {
    let mut objects = Vec::new();
    for (id, body) in module.funcs.iter_local().filter(|(id, _)| !cold.contains(&id.index())) {
        let name = module.funcs.get(id).name.as_deref().unwrap_or_default();
        if let Some(named) = reach.named_by(name) {
            objects.extend(named);
        } else {
            // wasm-bindgen's own adapters. They use no data; should one do so, any number may be an address.
            let mut numbers = Numbers(Vec::new());
            dfs_in_order(&mut numbers, body, body.entry_block());
            objects.extend(numbers.0.into_iter().flat_map(|number| reach.at(number)));
        }
    }
    reach.cold(objects)
}

/// Collects the numbers that stand in a body.
struct Numbers(Vec<u32>);

impl Visitor<'_> for Numbers {
    fn visit_value(&mut self, value: &Value) {
        if let Value::I32(number) = value {
            self.0.push(number.cast_unsigned());
        }
    }

    fn visit_load(&mut self, load: &Load) {
        self.0.extend(u32::try_from(load.arg.offset));
    }

    fn visit_store(&mut self, store: &Store) {
        self.0.extend(u32::try_from(store.arg.offset));
    }
}

/// Collects the functions that a body names.
struct Called<'a>(&'a mut BTreeSet<Place>);

impl Visitor<'_> for Called<'_> {
    fn visit_function_id(&mut self, function: &FunctionId) {
        self.0.insert(function.index());
    }
}

fn exported(module: &Module, name: &str) -> Done<FunctionId> {
    module.exports.get_func(name).map_err(|_| odd(&format!("it exports no function `{name}`")))
}

fn function_table(module: &Module) -> Done<TableId> {
    let table = module.tables.main_function_table().map_err(|error| odd(&error.to_string()))?;
    table.ok_or_else(|| odd("it has no function table"))
}

/// What the module itself puts into its function table.
fn filled(module: &Module) -> Done<Vec<(u32, FunctionId)>> {
    let mut all = Vec::new();
    for element in module.elements.iter() {
        match (&element.kind, &element.items) {
            (
                ElementKind::Active { offset: ConstExpr::Value(Value::I32(offset)), .. },
                ElementItems::Functions(items),
            ) => all.extend((offset.cast_unsigned()..).zip(items.iter().copied())),
            (ElementKind::Declared, _) => (),
            _ => return Err(odd("it fills its table in a way that is not expected")),
        }
    }
    Ok(all)
}

/// The name by which the rest finds something of the first part. Short: there are hundreds.
fn alias(kind: char, place: usize) -> String {
    format!("{kind}{place:x}")
}

/// Makes the first part: doorways for the cold functions, and exports of all that the rest will ask for.
fn keep(module: &mut Module, plan: &Plan) -> Done<()> {
    let hook = exported(module, HOOK)?;
    let table = function_table(module)?;
    let grown = module.tables.get_mut(table);
    grown.initial = plan.table_size;
    grown.maximum = grown.maximum.map(|maximum| maximum.max(plan.table_size));
    let here = module.globals.add_local(ValType::I32, true, false, ConstExpr::Value(Value::I32(0)));
    let need = need(module, hook, here);
    let slots: BTreeMap<Place, u32> = plan.slots.iter().rev().map(|(slot, place)| (*place, *slot)).collect();
    let ids: Vec<FunctionId> = module.funcs.iter().map(walrus::Function::id).collect();
    for id in ids {
        match slots.get(&id.index()) {
            Some(slot) => doorway(module, id, need, table, *slot),
            // Only cold functions call it: the rest has it, and nothing here refers to it.
            None if plan.cold.contains(&id.index()) => module.funcs.delete(id),
            None if plan.shared.contains(&id.index()) => {
                module.exports.add(&alias('f', id.index()), id);
            }
            None => (),
        }
    }
    cut(module, |segment| gaps(segment, plan.data.clone()))?;
    module.exports.add(HERE, here);
    let tables: Vec<TableId> = module.tables.iter().map(walrus::Table::id).collect();
    for table in tables {
        module.exports.add(&alias('t', table.index()), table);
    }
    for memory in module.memories.iter().map(walrus::Memory::id).collect::<Vec<_>>() {
        module.exports.add(&plan.memory, memory);
    }
    for global in module.globals.iter().map(walrus::Global::id).filter(|id| *id != here).collect::<Vec<_>>() {
        module.exports.add(&alias('g', global.index()), global);
    }
    Ok(())
}

/// `need(slot) -> slot`, after which the slot holds what it should.
fn need(module: &mut Module, hook: FunctionId, here: GlobalId) -> FunctionId {
    let slot = module.locals.add(ValType::I32);
    let mut builder = FunctionBuilder::new(&mut module.types, &[ValType::I32], &[ValType::I32]);
    builder
        .func_body()
        .global_get(here)
        .unop(UnaryOp::I32Eqz)
        .if_else(
            None,
            |missing| {
                missing.call(hook);
            },
            |_| (),
        )
        .local_get(slot);
    builder.finish(vec![slot], &mut module.funcs)
}

/// Replaces a function's body by a call of what its slot holds.
fn doorway(module: &mut Module, id: FunctionId, need: FunctionId, table: TableId, slot: u32) {
    let kind = module.funcs.get(id).ty();
    let (params, results) = module.types.params_results(kind);
    let (params, results) = (params.to_vec(), results.to_vec());
    let args: Vec<_> = params.iter().map(|param| module.locals.add(*param)).collect();
    let mut builder = FunctionBuilder::new(&mut module.types, &params, &results);
    let mut body = builder.func_body();
    for arg in &args {
        body.local_get(*arg);
    }
    body.i32_const(slot.cast_signed()).call(need).call_indirect(kind, table);
    module.funcs.get_mut(id).kind = FunctionKind::Local(builder.local_func(args));
}

/// Makes the rest: everything but the cold functions' bodies comes from the first part.
fn take(module: &mut Module, plan: &Plan) -> Done<()> {
    module.start = None;
    for export in module.exports.iter().map(walrus::Export::id).collect::<Vec<_>>() {
        module.exports.delete(export);
    }
    let imports: Vec<_> = module.imports.iter().map(walrus::Import::id).collect();
    for import in imports {
        module.imports.delete(import);
    }
    cut(module, |segment| plan.data.iter().filter(|part| segment.contains(&part.start)).cloned().collect())?;
    share_state(module, plan);
    for id in module.funcs.iter().map(walrus::Function::id).collect::<Vec<_>>() {
        if plan.shared.contains(&id.index()) {
            let ty = module.funcs.get(id).ty();
            let import = module.imports.add(FIRST, &alias('f', id.index()), id);
            module.funcs.get_mut(id).kind = FunctionKind::Import(ImportedFunction { import, ty });
        } else if !plan.cold.contains(&id.index()) {
            module.funcs.delete(id);
        }
    }
    fill(module, plan)?;
    let (here, _) = module.add_import_global(FIRST, HERE, ValType::I32, true, false);
    let mut arrived = FunctionBuilder::new(&mut module.types, &[], &[]);
    arrived.func_body().i32_const(1).global_set(here);
    module.start = Some(arrived.finish(Vec::new(), &mut module.funcs));
    Ok(())
}

/// Replaces each data segment by those parts of its range that `wanted` names.
fn cut(module: &mut Module, wanted: impl Fn(&Range<u32>) -> Vec<Range<u32>>) -> Done<()> {
    for id in module.data.iter().map(walrus::Data::id).collect::<Vec<_>>() {
        let segment = module.data.get(id);
        let DataKind::Active { memory, offset: ConstExpr::Value(Value::I32(offset)) } = segment.kind else {
            return Err(odd("it fills its memory in a way that is not expected"));
        };
        let from = offset.cast_unsigned();
        let value = segment.value.clone();
        module.data.delete(id);
        module.memories.get_mut(memory).data_segments.remove(&id);
        let to = from + u32::try_from(value.len()).map_err(|_| odd("it has too much data"))?;
        for part in wanted(&(from..to)) {
            let inside = (part.start - from) as usize..(part.end - from) as usize;
            let bytes = value.get(inside).ok_or_else(|| odd("a part of its data went missing"))?.to_vec();
            let offset = ConstExpr::Value(Value::I32(part.start.cast_signed()));
            let part = module.data.add(DataKind::Active { memory, offset }, bytes);
            module.memories.get_mut(memory).data_segments.insert(part);
        }
    }
    Ok(())
}

/// Memory, tables and globals are the first part's.
fn share_state(module: &mut Module, plan: &Plan) {
    for element in module.elements.iter().map(walrus::Element::id).collect::<Vec<_>>() {
        module.elements.delete(element);
    }
    for memory in module.memories.iter_mut() {
        memory.import = Some(module.imports.add(FIRST, &plan.memory, memory.id()));
    }
    for table in module.tables.iter_mut() {
        table.import = Some(module.imports.add(FIRST, &alias('t', table.id().index()), table.id()));
        table.elem_segments.clear();
    }
    for id in module.globals.iter().map(walrus::Global::id).collect::<Vec<_>>() {
        let import = module.imports.add(FIRST, &alias('g', id.index()), id);
        module.globals.get_mut(id).kind = GlobalKind::Import(import);
    }
}

/// Puts the cold functions into their slots, one segment a run.
fn fill(module: &mut Module, plan: &Plan) -> Done<()> {
    let table = function_table(module)?;
    // The first part's table has grown by the new slots.
    module.tables.get_mut(table).initial = plan.table_size;
    module.tables.get_mut(table).maximum = None;
    let ids: BTreeMap<Place, FunctionId> = module.funcs.iter().map(|f| (f.id().index(), f.id())).collect();
    let mut runs: Vec<(u32, Vec<FunctionId>)> = Vec::new();
    for (slot, place) in &plan.slots {
        let id = *ids.get(place).ok_or_else(|| odd("a function went missing"))?;
        match runs.last_mut() {
            Some((from, run)) if usize::try_from(slot - *from).is_ok_and(|at| at == run.len()) => {
                run.push(id);
            }
            _ => runs.push((*slot, vec![id])),
        }
    }
    for (from, run) in runs {
        let offset = ConstExpr::Value(Value::I32(from.cast_signed()));
        let segment =
            module.elements.add(ElementKind::Active { table, offset }, ElementItems::Functions(run));
        module.tables.get_mut(table).elem_segments.insert(segment);
    }
    Ok(())
}

#[cfg(test)]
mod tests;
