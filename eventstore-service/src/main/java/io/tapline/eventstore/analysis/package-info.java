/**
 * Counts over stored events: how many, by value, by time, and the values that a column has had.
 *
 * <p>Promises: the counts of one answer are of one moment. Limits: values and buckets of an answer.
 * Called by the analysis endpoint.
 */
@NullMarked
package io.tapline.eventstore.analysis;

import org.jspecify.annotations.NullMarked;
