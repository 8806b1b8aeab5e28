package io.tapline.wire.flow;

/**
 * Flows or datagrams that are missing between two that came.
 *
 * @param flows how many are missing; 0 = not known (sequences that count datagrams)
 * @param startNanos when the unit before the gap was received, nanoseconds since the epoch
 * @param endNanos when the unit after the gap was received
 * @param description one sentence for people: exporter, domain, what is missing
 */
public record FlowLoss(long flows, long startNanos, long endNanos, String description) {}
