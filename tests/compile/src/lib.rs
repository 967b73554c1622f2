//! Programs that must not compile, in `fail/`, and programs that must, in `pass/`.
