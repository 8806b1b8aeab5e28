package io.tapline.capture.spool;

/**
 * Counters of one source since it was created.
 *
 * @param frames frames accepted
 * @param bytes captured bytes of them
 * @param acknowledgedFrames frames that the log holds
 * @param kernelDropped frames dropped by the kernel
 * @param interfaceDropped frames dropped by the interface
 * @param spoolDropped frames dropped by the spool
 * @param spooledBytes bytes of files not wholly acknowledged
 * @param lastNanos time of the last frame; 0 when there was none
 * @param ownFrames frames of the product's own connections, which were left out
 */
public record SpoolTotals(
    long frames,
    long bytes,
    long acknowledgedFrames,
    long kernelDropped,
    long interfaceDropped,
    long spoolDropped,
    long spooledBytes,
    long lastNanos,
    long ownFrames) {}
