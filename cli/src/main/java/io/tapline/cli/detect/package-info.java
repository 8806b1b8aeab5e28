/** {@code tapline detect}: rules that turn aggregates into events. */
@NullMarked
package io.tapline.cli.detect;

import org.jspecify.annotations.NullMarked;
