package io.tapline.flowlog.search;

/**
 * Which connections are meant.
 *
 * @param filter in the filter language; blank for all
 */
public record Question(Interval interval, String filter) {}
