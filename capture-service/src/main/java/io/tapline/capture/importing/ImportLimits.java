package io.tapline.capture.importing;

import java.nio.file.Path;
import java.util.List;

/**
 * Limits of imports.
 *
 * @param maxBytes bytes of one file at most
 * @param reserveBytes bytes that stay free on the data directory's disk
 * @param maxDeliveries files delivered at once; the others wait
 * @param roots directories below which files may be read in place
 */
public record ImportLimits(long maxBytes, long reserveBytes, int maxDeliveries, List<Path> roots) {}
