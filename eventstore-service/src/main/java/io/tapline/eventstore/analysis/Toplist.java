package io.tapline.eventstore.analysis;

import java.util.List;

/**
 * The most frequent values of a column.
 *
 * @param values most frequent first, then by value
 * @param events each counted once
 */
public record Toplist(List<ValueCount> values, long events) {}
