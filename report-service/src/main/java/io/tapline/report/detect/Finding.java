package io.tapline.report.detect;

/**
 * A sighting and what became of it.
 *
 * @param eventId empty in a dry run
 * @param outcome {@code new}, {@code thresholded}, {@code relapsed}, {@code known}; empty in a dry
 *     run
 */
public record Finding(Sighting sighting, String eventId, String outcome) {}
