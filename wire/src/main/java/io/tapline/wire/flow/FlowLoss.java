package io.tapline.wire.flow;

/**
 * Records, datagrams or bytes that are missing between two units that came.
 *
 * @param count how many are missing
 * @param startNanos when the unit before the gap was received, nanoseconds since the epoch
 * @param endNanos when the unit after the gap was received
 * @param description one sentence for people: exporter, domain, what is missing
 */
public record FlowLoss(
    long count, LossUnit unit, long startNanos, long endNanos, String description) {}
