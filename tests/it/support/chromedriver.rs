//! The program that drives Chromium, on a port that the system chooses.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// How long a driver may take to close its windows before it is killed.
const PATIENCE: Duration = Duration::from_secs(10);

/// A running chromedriver; it ends with this value.
#[derive(Debug)]
pub(crate) struct Chromedriver {
    /// Where it takes commands.
    pub(crate) url: String,
    address: String,
    process: Child,
}

impl Chromedriver {
    /// Starts it with `home` for everything it and the browser write, and waits for the line in which it says that
    /// it is ready and names its port.
    pub(crate) fn start(home: &Path) -> Self {
        let mut process = Command::new("chromedriver")
            .arg("--port=0")
            .env("HOME", home)
            .env("TMPDIR", home)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver is installed");
        let port = BufReader::new(process.stdout.take().unwrap())
            .lines()
            .map_while(Result::ok)
            .find_map(|line| {
                Some(
                    line.split_once("was started successfully on port ")?
                        .1
                        .replace('.', ""),
                )
            })
            .expect("chromedriver says when it is ready");
        let address = format!("127.0.0.1:{port}");
        Self {
            url: format!("http://{address}"),
            address,
            process,
        }
    }

    fn ask_to_shut_down(&self) -> io::Result<()> {
        let mut stream = TcpStream::connect(&self.address)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        write!(
            stream,
            "GET /shutdown HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n",
            self.address
        )?;
        stream.read_to_end(&mut Vec::new()).map(|_| ())
    }
}

impl Drop for Chromedriver {
    fn drop(&mut self) {
        // Killed, it would leave the window of a failed test behind; asked, it closes the window first.
        if self.ask_to_shut_down().is_err() {
            drop(self.process.kill());
        }
        drop(self.process.wait());
    }
}
