package io.tapline.capture.transform;

/**
 * Counters of one transform of a handler.
 *
 * @param name of the transform
 * @param leftOut frames that it left out as it should
 * @param failed frames that were dropped because it failed
 */
public record TransformTotals(String name, long leftOut, long failed) {}
