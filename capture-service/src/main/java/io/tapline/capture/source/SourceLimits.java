package io.tapline.capture.source;

import io.tapline.capture.spool.SpoolLimits;

/**
 * Limits of live sources.
 *
 * @param maxSources live sources at most
 * @param bufferBytes kernel buffer of one source
 * @param allowPublicUdp whether UDP sources may bind addresses that other networks reach
 * @param flushMillis how often spools are flushed
 * @param spool limits of one source's spool
 */
public record SourceLimits(
    int maxSources, int bufferBytes, boolean allowPublicUdp, long flushMillis, SpoolLimits spool) {}
