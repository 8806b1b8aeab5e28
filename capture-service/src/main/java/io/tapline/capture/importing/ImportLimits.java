package io.tapline.capture.importing;

import io.tapline.wire.compress.DecompressionLimits;
import java.nio.file.Path;
import java.util.List;

/**
 * Limits of imports.
 *
 * @param maxBytes bytes of one file at most
 * @param maxRatio decompressed bytes for each byte of a compressed file, once {@code
 *     ratioFreeBytes} are passed
 * @param ratioFreeBytes decompressed bytes that may come at any ratio
 * @param reserveBytes bytes that stay free on the data directory's disk
 * @param maxDeliveries files delivered at once; the others wait
 * @param roots directories below which files may be read in place
 */
public record ImportLimits(
    long maxBytes,
    long maxRatio,
    long ratioFreeBytes,
    long reserveBytes,
    int maxDeliveries,
    List<Path> roots) {

  DecompressionLimits decompression() {
    return new DecompressionLimits(maxBytes, maxRatio, ratioFreeBytes);
  }
}
