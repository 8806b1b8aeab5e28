package io.tapline.eventstore.search;

import java.time.Instant;

/**
 * The last event of a page: the next one comes after it in the order of the search.
 *
 * @param time of the column that the search is ordered by
 */
public record Cursor(Instant time, String id) {}
