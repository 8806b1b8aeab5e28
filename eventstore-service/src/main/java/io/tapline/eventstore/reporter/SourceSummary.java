package io.tapline.eventstore.reporter;

import java.time.Instant;

/**
 * A source that is reported for a class.
 *
 * @param firstTime earliest EventTime, or DetectTime of messages without one
 * @param lastTime latest CeaseTime, or EventTime, or DetectTime
 * @param detectors different last nodes of the messages
 * @param approximateConnections sum of ConnCount, or of half of FlowCount where there is none
 */
public record SourceSummary(
    String source,
    Instant firstTime,
    Instant lastTime,
    long events,
    int detectors,
    long approximateConnections,
    long connections,
    long flows,
    long packets,
    long bytes,
    SourceDetails sourceDetails,
    SourceDetails targetDetails) {}
