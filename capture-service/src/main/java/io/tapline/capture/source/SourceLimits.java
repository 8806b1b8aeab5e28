package io.tapline.capture.source;

import io.tapline.capture.spool.SpoolLimits;

/**
 * Limits of live sources.
 *
 * @param maxSources live sources at most
 * @param bufferBytes kernel buffer of one capture on an interface
 * @param udp limits of one UDP port
 * @param tcp limits of the connection of one TCP source
 * @param flushMillis how often spools are flushed
 * @param spool limits of one source's spool
 */
public record SourceLimits(
    int maxSources,
    int bufferBytes,
    UdpLimits udp,
    TcpLimits tcp,
    long flushMillis,
    SpoolLimits spool) {}
