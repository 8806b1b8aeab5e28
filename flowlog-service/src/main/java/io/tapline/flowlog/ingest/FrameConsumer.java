package io.tapline.flowlog.ingest;

import java.util.Map;

/**
 * Makes connections of a source's frames: one for each kind of encoding. What it needs for later
 * frames is part of the source's state. For the source's thread.
 */
sealed interface FrameConsumer permits PacketConsumer, FlowConsumer {
  /**
   * Takes one frame of a block.
   *
   * @return what became of it, a number of {@link Outcomes}
   */
  int consume(FrameBlock block, int frame);

  /**
   * The source has ended: what was held back for later frames is told.
   *
   * @param frames of the source, from its beginning
   */
  void finish(long frames);

  /** Puts its sections into the state. */
  void save(SourceState state);

  /**
   * Goes on from a state; the consumer must be new.
   *
   * @throws io.tapline.rpc.Refusal STATE_CORRUPT
   */
  void restore(SourceState state);

  /** Gives frames that had to wait for others the outcome that they have by now. */
  void resolve(FrameAccount account);

  /** Flow records so far. */
  long flowRecords();

  /** What decoding met, by name, since the source began; only those above 0. */
  Map<String, Long> counters();
}
