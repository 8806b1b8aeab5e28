/**
 * Rows as an aligned table, JSON lines or CSV. Colours and progress bars appear on a terminal only.
 * Addresses are never cut.
 */
@NullMarked
package io.tapline.cli.output;

import org.jspecify.annotations.NullMarked;
