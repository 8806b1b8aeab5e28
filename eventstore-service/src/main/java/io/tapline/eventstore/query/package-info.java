/**
 * Questions about events: every key of Mentat's {@code build_query}, validated once and compiled to
 * SQL whose values are all bound.
 *
 * <p>Promises: what a question does not understand is refused, never ignored; all conditions must
 * match; {@code not_} is the exact complement, because no column is null. Limits: values per key.
 * Called by search, deletion and analysis.
 */
@NullMarked
package io.tapline.eventstore.query;

import org.jspecify.annotations.NullMarked;
