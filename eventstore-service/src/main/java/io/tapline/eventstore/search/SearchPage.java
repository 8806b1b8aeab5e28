package io.tapline.eventstore.search;

import org.jspecify.annotations.Nullable;

/**
 * Which part of the found events is wanted.
 *
 * @param after the event before the first; null: from the beginning
 * @param skip events left out at the beginning
 * @param size events wanted, at most
 */
public record SearchPage(SearchOrder order, @Nullable Cursor after, long skip, int size) {}
