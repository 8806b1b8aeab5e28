package io.tapline.eventstore.analysis;

/** A value of a column with the number of its events. */
public record ValueCount(String value, long count) {}
