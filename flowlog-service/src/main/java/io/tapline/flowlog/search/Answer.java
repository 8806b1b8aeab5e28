package io.tapline.flowlog.search;

/** A value, and what it does not cover. */
public record Answer<T>(T value, Completeness completeness) {}
