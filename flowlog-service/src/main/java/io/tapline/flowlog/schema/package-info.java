/**
 * The tables of the connection log in the schema {@code flowlog}, and their history. Run once at
 * start, before anything reads or writes.
 */
@NullMarked
package io.tapline.flowlog.schema;

import org.jspecify.annotations.NullMarked;
