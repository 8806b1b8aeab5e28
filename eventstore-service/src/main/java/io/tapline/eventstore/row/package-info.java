/**
 * Rows of PostgreSQL between Java and Vert.x: arrays for {@code unnest}, times in UTC, single
 * numbers.
 *
 * <p>Promises nothing of its own and knows no table. Called by every package that reads or writes
 * rows.
 */
@NullMarked
package io.tapline.eventstore.row;

import org.jspecify.annotations.NullMarked;
