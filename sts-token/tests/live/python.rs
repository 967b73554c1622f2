//! Servers from the Python package index.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

/// The packages with their versions.
const REQUIREMENTS: &str = include_str!("requirements.txt");

/// Time limit until a server listens.
const START_TIMEOUT: Duration = Duration::from_secs(60);

/// Runs a module, and exits when standard input ends, so that the server does not outlive the tests.
const LAUNCHER: &str = "import os, runpy, sys, threading\n\
    threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()\n\
    sys.argv = sys.argv[1:]\n\
    runpy.run_module(sys.argv[0], run_name='__main__', alter_sys=True)\n";

/// The folder of the packages, or a message that states how to get them.
static PACKAGES: LazyLock<Result<PathBuf, String>> = LazyLock::new(install);

fn install() -> Result<PathBuf, String> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let version = REQUIREMENTS.bytes().fold(0u32, |hash, byte| hash.wrapping_mul(31).wrapping_add(byte.into()));
    let packages = folder.join(format!("python-{version:08x}"));
    if packages.exists() {
        return Ok(packages);
    }
    // Another process may install them too: each uses its own folder, and one rename succeeds.
    let work = folder.join(format!("python-{version:08x}.{}", std::process::id()));
    let fail = |error: std::io::Error| format!("cannot write to the folder of the packages: {error}");
    fs::create_dir_all(&work).map_err(fail)?;
    let installed = pip_install(&work);
    if installed.is_err() || fs::rename(&work, &packages).is_err() {
        let _ = fs::remove_dir_all(&work);
    }
    installed.map(|()| packages)
}

/// Installs the packages into a folder with pip.
fn pip_install(folder: &Path) -> Result<(), String> {
    let requirements = folder.join("requirements.txt");
    fs::write(&requirements, REQUIREMENTS)
        .map_err(|error| format!("cannot write to the folder of the packages: {error}"))?;
    let pip = Command::new("python3")
        .args(["-m", "pip", "install", "--quiet", "--no-deps", "--only-binary", ":all:"])
        .args(["--disable-pip-version-check", "--no-warn-conflicts", "--root-user-action", "ignore"])
        .arg("--target")
        .arg(folder)
        .arg("--requirement")
        .arg(&requirements)
        .output()
        .map_err(|_| "the live tests require Python 3 with pip; install them, or set `STS_TOKEN_SKIP_LIVE=1`")?;
    if pip.status.success() {
        return Ok(());
    }
    let stderr = String::from_utf8_lossy(&pip.stderr);
    let cause = stderr.lines().last().unwrap_or("python3 -m pip failed");
    Err(format!(
        "the live tests require pip and the Python package index; install them, or set `STS_TOKEN_SKIP_LIVE=1`: {cause}"
    ))
}

/// A server process that is killed when dropped.
pub(crate) struct Server {
    child: Child,
    log: PathBuf,
    pub(crate) port: u16,
}

impl Server {
    /// Starts a module with arguments and environment for a free port, and waits until it listens.
    pub(crate) fn start(
        module: &str,
        arguments: impl Fn(u16) -> Vec<String>,
        environment: impl Fn(u16) -> Vec<(&'static str, String)>,
    ) -> Result<Self, String> {
        let packages = PACKAGES.clone()?;
        let fail = |error: std::io::Error| format!("cannot start {module}: {error}");
        let port = TcpListener::bind(("127.0.0.1", 0)).and_then(|free| free.local_addr()).map_err(fail)?.port();
        let log = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{module}-{port}.log"));
        let output = fs::File::create(&log).map_err(fail)?;
        let child = Command::new("python3")
            .args(["-c", LAUNCHER, module])
            .args(arguments(port))
            .env_clear()
            .envs(std::env::var_os("PATH").map(|path| ("PATH", path)))
            .env("PYTHONPATH", packages)
            .envs(environment(port))
            .stdin(Stdio::piped())
            .stdout(output.try_clone().map_err(fail)?)
            .stderr(output)
            .spawn()
            .map_err(fail)?;
        let mut server = Self { child, log, port };
        let began = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            let ended = server.child.try_wait().map_err(fail)?.is_some();
            if ended || began.elapsed() > START_TIMEOUT {
                let log = fs::read_to_string(&server.log).unwrap_or_default();
                return Err(format!("{module} does not listen: {log}"));
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(server)
    }

    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = fs::remove_file(&self.log);
    }
}

/// Runs a script with the packages and returns its output.
pub(crate) fn run(script: &str, arguments: &[&str]) -> Result<String, String> {
    let output = Command::new("python3")
        .args(["-c", script])
        .args(arguments)
        .env("PYTHONPATH", PACKAGES.clone()?)
        .output()
        .map_err(|error| format!("cannot run python3: {error}"))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        Err(String::from_utf8_lossy(&output.stderr).into_owned())
    }
}
