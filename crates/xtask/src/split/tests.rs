//! A small module is split, and Node.js runs its parts.

use std::fs;
use std::process::Command;

use super::*;

/// `hot` functions work alone; the others are cold. `twice` is in the table, and reached through it; `far` is called
/// directly; `out` is exported; the cold ones call `plus`, which is hot, the import `note`, and each other.
const MODULE: &str = r#"(module
  (import "js" "rest" (func $rest))
  (import "js" "note" (func $note (param i32)))
  (memory (export "memory") 1)
  (global $stack (mut i32) (i32.const 100))
  (table $table 3 3 funcref)
  (elem (i32.const 1) $plus $twice)
  (data (i32.const 8) "\07")
  (type $unary (func (param i32) (result i32)))
  (func $hook (export "rest_is_needed") (call $loader))
  (func $loader (call $rest))
  (func $plus (param i32) (result i32) (i32.add (local.get 0) (i32.load (i32.const 8))))
  (func $hot (export "hot") (param i32) (result i32) (call $plus (local.get 0)))
  (func $direct (export "direct") (param i64 i32) (result i64) (call $far (local.get 0) (local.get 1)))
  (func $indirect (export "indirect") (param i32 i32) (result i32) (call_indirect (type $unary) (local.get 0) (local.get 1)))
  (func $stack_now (export "stack") (result i32) (global.get $stack))
  (func $twice (param i32) (result i32) (i32.mul (i32.const 2) (local.get 0)))
  (func $far (param i64 i32) (result i64)
    (global.set $stack (i32.sub (global.get $stack) (i32.const 16)))
    (i32.store (i32.const 8) (local.get 1))
    (i64.add (local.get 0) (i64.extend_i32_s (call $near (call $plus (i32.const 1))))))
  (func $near (param i32) (result i32) (call $note (local.get 0)) (call_indirect (type $unary) (local.get 0) (i32.const 2)))
  (func $out (export "out") (param i32) (result i32 i32) (call $near (local.get 0)) (i32.const 5)))"#;

/// `loader` has never run when a page is profiled, and must be there all the same.
const COLD: [&str; 5] = ["twice", "far", "near", "out", "loader"];

/// Runs a script with `first` instantiated, and `load()`, which does what `parts.js` does; gives what it prints.
fn run(script: &str) -> String {
    run_parts(&split(&wat::parse_str(MODULE).unwrap(), |name| COLD.contains(&name), None).unwrap(), script)
}

fn run_parts(parts: &Parts, script: &str) -> String {
    let list = |bytes: &[u8]| bytes.iter().map(u8::to_string).collect::<Vec<_>>().join(",");
    let whole = format!(
        "let loads = 0, fails = false, notes = [];
        const rest = new WebAssembly.Module(new Uint8Array([{}]));
        const load = () => {{ if (fails) throw new Error('offline'); loads += 1; new WebAssembly.Instance(rest, {{ first }}); }};
        const js = {{ rest: load, note: (n) => notes.push(n) }};
        const first = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array([{}])), {{ js }}).exports;
        {script}",
        list(&parts.rest),
        list(&parts.first)
    );
    let output = Command::new("node").args(["-e", &whole]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

#[test]
fn the_hot_part_works_alone() {
    assert_eq!(run("console.log(first.hot(3), first.indirect(4, 1), loads)"), "10 11 0");
}

#[test]
fn a_direct_call_loads_the_rest_once() {
    let script =
        "console.log(first.direct(1000n, 20), first.direct(1n, 2), loads, notes.join(), first.hot(0))";
    assert_eq!(run(script), "1042n 7n 1 21,3 2");
}

#[test]
fn a_call_through_the_table_loads_the_rest() {
    assert_eq!(run("console.log(first.indirect(21, 2), first.indirect(5, 2), loads)"), "42 10 1");
}

#[test]
fn an_exported_function_loads_the_rest() {
    assert_eq!(run("console.log(first.out(6).join(), loads)"), "12,5 1");
}

#[test]
fn what_is_loaded_beforehand_is_not_loaded_again() {
    assert_eq!(run("load(); console.log(first.direct(0n, 1), first.out(1).join(), loads)"), "4n 2,5 1");
}

#[test]
fn both_parts_share_one_stack() {
    assert_eq!(run("first.direct(0n, 1); first.direct(0n, 1); console.log(first.stack())"), "68");
}

#[test]
fn a_failure_to_load_reaches_the_caller() {
    let script = "fails = true; try { first.out(1) } catch (error) { console.log(error.message, loads) } \
                  fails = false; console.log(first.out(1).join())";
    assert_eq!(run(script), "offline 0\n2,5");
}

#[test]
fn the_rest_of_another_build_is_refused() {
    let build =
        |text: &str| split(&wat::parse_str(text).unwrap(), |name| COLD.contains(&name), None).unwrap();
    let (first, rest) = (build(MODULE).first, build(&MODULE.replace("const 16", "const 32")).rest);
    let script = "try { load() } catch (error) { console.log(error instanceof WebAssembly.LinkError) }";
    assert_eq!(run_parts(&Parts { first, rest }, script), "true");
}

#[test]
fn a_module_without_the_hook_is_refused() {
    let Err(problem) = split(&wat::parse_str("(module (table 1 funcref))").unwrap(), |_| true, None) else {
        panic!("split without a hook");
    };
    assert!(problem.to_string().contains("rest_is_needed"));
}

#[test]
fn a_module_of_hot_functions_leaves_nothing_for_the_rest() {
    let parts = split(&wat::parse_str(MODULE).unwrap(), |_| false, None).unwrap();
    let rest = parse(&parts.rest).unwrap();
    // The function that says that it has arrived.
    assert_eq!(rest.funcs.iter().count(), 1);
    assert!(parts.first.len() > parts.rest.len());
}

/// The linker's part of it: `warm` and `frosty` each reach a text through a table.
const RUST: &str = r#"#![no_std]
#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! { loop {} }
#[link(wasm_import_module = "js")]
unsafe extern "C" { fn rest(); }
#[unsafe(no_mangle)]
pub extern "C" fn rest_is_needed() { unsafe { rest() } }
static WARM: [&[u8; 24]; 2] = [b"the first text is warm..", b"the second one is, too.."];
static FROSTY: [&[u8; 24]; 2] = [b"this one is a frosty one", b"and this is another one."];
#[unsafe(no_mangle)]
pub extern "C" fn warm(at: usize) -> *const u8 { WARM[at & 1].as_ptr() }
#[unsafe(no_mangle)]
pub extern "C" fn frosty(at: usize) -> *const u8 { FROSTY[at & 1].as_ptr() }"#;

#[test]
fn data_of_cold_functions_comes_with_them() {
    let folder = std::env::temp_dir().join(format!("xtask-reach-{}", std::process::id()));
    crate::project::fresh_folder(&folder).unwrap();
    let (source, linked) = (folder.join("texts.rs"), folder.join("texts.wasm"));
    fs::write(&source, RUST).unwrap();
    let mut rustc = Command::new("rustc");
    rustc.args(["--edition=2024", "--crate-type=cdylib", "--target=wasm32-unknown-unknown", "-Copt-level=1"]);
    rustc.args(["-Cpanic=abort", "-Clink-arg=--export-table", crate::reach::LINKER, "-o"]).arg(&linked);
    let output = rustc.arg(&source).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let wasm = fs::read(&linked).unwrap();
    let reach = Reach::read(&wasm).unwrap();
    let parts = split(&wasm, |name| name == "frosty", Some(&reach)).unwrap();
    let has = |bytes: &[u8], text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
    for text in ["first text is warm", "second one is, too"] {
        assert!(has(&parts.first, text) && !has(&parts.rest, text), "{text}");
    }
    for text in ["a frosty one", "this is another"] {
        assert!(!has(&parts.first, text) && has(&parts.rest, text), "{text}");
    }
    let script = "const text = (at) => Buffer.from(first.memory.buffer, at, 24).toString();
        const warm = [0, 1].map((at) => text(first.warm(at)));
        console.log(warm.join('|'), loads);
        console.log([0, 1].map((at) => text(first.frosty(at))).join('|'), loads);";
    let printed = "the first text is warm..|the second one is, too.. 0\nthis one is a frosty one|and this is another one. 1";
    assert_eq!(run_parts(&parts, script), printed);
    fs::remove_dir_all(&folder).unwrap();
}
