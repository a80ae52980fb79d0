//! The program `policydoc`. Everything it does is in the library of this package, so that the
//! Python wheel runs the same command.

use std::process::ExitCode;

fn main() -> ExitCode {
    let program = std::env::current_exe().map(Into::into);
    policydoc_cli::main_with_worker(std::env::args_os(), &Vec::from_iter(program)).into()
}
