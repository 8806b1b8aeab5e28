package io.tapline.wire.flow;

import java.util.Map;

/**
 * Decodes the units of one source, in their order. The same units give the same flows, also when a
 * decoder goes on from another one's {@link #snapshot}. Any bytes may come: there is no exception,
 * no endless loop, and memory is bounded. For one thread.
 */
public interface FlowDecoder {
  /** Decodes a unit; its flows go to the sink during the call, also those that waited for it. */
  FlowOutcome decode(FlowUnit unit, FlowSink sink);

  /**
   * The source has ended, nothing more will come: what was held back is told, for example gaps that
   * a late datagram might still have filled.
   */
  default void finish(FlowSink sink) {}

  /**
   * Named counters since the source began, for example {@code lost_flows}; every limit and every
   * drop has one. Only those above 0.
   */
  Map<String, Long> counters();

  /** What later units need: templates, undecoded data, sequences, columns, counters. */
  byte[] snapshot();

  /**
   * Goes on from a snapshot. The decoder must be new.
   *
   * @throws IllegalArgumentException when the bytes are not a whole snapshot of this format and of
   *     a version known here; the decoder is then unusable
   */
  void restore(byte[] snapshot);
}
