//! The `tocsin` program: reads its command line and configuration, starts what was asked, waits.

fn main() -> std::process::ExitCode {
    tocsin::cli::run(std::env::args_os())
}
