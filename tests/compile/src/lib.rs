//! Programs that must not compile, in `fail/`, and programs that must, in `pass/`. The tests also build crates outside the workspace.
