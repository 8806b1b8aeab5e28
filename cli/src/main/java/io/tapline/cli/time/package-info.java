/**
 * Times as people type them: RFC 3339, dates with or without a time of day, {@code now-2h}, {@code
 * today}, {@code yesterday}.
 */
@NullMarked
package io.tapline.cli.time;

import org.jspecify.annotations.NullMarked;
