/** {@code tapline report} and {@code tapline services}: the named questions. */
@NullMarked
package io.tapline.cli.reports;

import org.jspecify.annotations.NullMarked;
