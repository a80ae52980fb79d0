//! The program `policydoc`. Everything it does is in the library of this package, so that the
//! Python wheel runs the same command.

fn main() -> std::process::ExitCode {
    policydoc_cli::main(std::env::args_os()).into()
}
