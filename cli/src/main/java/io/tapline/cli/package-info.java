/**
 * The client half of the tapline command: options into requests, answers into tables, JSON lines or
 * CSV.
 *
 * <p>Promises: exit codes 0 done, 1 nothing found, 2 usage, 3 the server said no, 4 unreachable;
 * nothing but rows on the standard output of commands that print rows; one sentence per failure.
 * Each command is a package.
 */
@NullMarked
package io.tapline.cli;

import org.jspecify.annotations.NullMarked;
