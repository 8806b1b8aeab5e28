package io.tapline.flowlog.search;

/** Where a connection stands in the order of all: start, source, first frame. */
public record Position(long startNanos, int sourceId, long firstFrame) {}
