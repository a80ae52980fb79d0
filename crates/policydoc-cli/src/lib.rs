//! The command `policydoc`: structure, tasks and departments of policy documents.
//!
//! The program is one call of [`main`]; the Python wheel makes the same call. Results go to the
//! standard output, everything else to the standard error.
#![forbid(unsafe_code)]
#![cfg_attr(test, allow(clippy::unwrap_used, reason = "a test may fail"))]

mod archive; // documents in archives
mod args; // what can be asked for
mod batch; // many documents at once
mod command; // one file a sub-command
mod exit; // how it ended
mod failure; // why an input gave no result
mod fault; // what is left of a panic
mod input; // a path becomes a text
mod isolated; // the same for programs that link this
mod printer; // what people see
mod reader; // files become texts, whatever the files do
mod setup; // what the options describe
mod visible; // text that steers no terminal
mod width; // how wide text is on a terminal

use clap::Parser as _;
pub use exit::Exit;
pub use isolated::Isolated;
use printer::Printer;
use std::ffi::OsString;

/// Runs the command with these arguments, the first of which is the program's name.
///
/// Files are read in this very process, where no limit on time and memory holds: see
/// [`main_with_worker`].
///
/// ```
/// use policydoc_cli::Exit;
///
/// assert_eq!(policydoc_cli::main(["policydoc", "no-such-command"]), Exit::Usage);
/// assert_eq!(Exit::Usage.code(), 2);
/// ```
pub fn main<I, A>(args: I) -> Exit
where
    I: IntoIterator<Item = A>,
    A: Into<OsString> + Clone,
{
    main_with_worker(args, &[])
}

/// The same, with a command line that runs this command again in another process: the program
/// itself, or `python -m policydoc`. Files are then read and parsed in processes of their own with
/// limits on time and memory, so that a file that crashes, hangs or bloats them is one input that
/// failed. Where such a process does not start, files fail; they are never read here.
///
/// ```
/// let program = std::env::current_exe().map(Into::into);
/// let args = ["policydoc", "schema"];
/// let exit = policydoc_cli::main_with_worker(args, &Vec::from_iter(program));
/// assert_eq!(exit.code(), 0);
/// ```
pub fn main_with_worker<I, A>(args: I, worker: &[OsString]) -> Exit
where
    I: IntoIterator<Item = A>,
    A: Into<OsString> + Clone,
{
    let args = match args::Args::try_parse_from(args) {
        Ok(args) => args,
        Err(error) => {
            // Where even this cannot be written there is nobody to tell.
            let _ = error.print();
            return if error.use_stderr() {
                Exit::Usage
            } else {
                Exit::Success
            };
        }
    };
    let mut printer = Printer::new(args.color);
    let result = command::run(args.command, worker, &mut printer);
    let result = result.and_then(|exit| printer.finish().map(|()| exit));
    match result {
        Ok(exit) => exit,
        Err(error) => printer.give_up(&error),
    }
}
