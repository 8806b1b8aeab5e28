/**
 * The commands {@code up}, {@code demo} and {@code version}: options into values, exceptions into
 * sentences and exit codes (0 done, 1 could not start, 2 usage).
 */
@NullMarked
package io.tapline.standalone.command;

import org.jspecify.annotations.NullMarked;
