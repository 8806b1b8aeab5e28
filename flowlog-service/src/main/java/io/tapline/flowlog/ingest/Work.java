package io.tapline.flowlog.ingest;

/** What a worker is asked to do. */
sealed interface Work {
  record Frames(FrameBlock block) implements Work {}

  /** The source promises: no frame with an earlier time comes at or after the position. */
  record Clock(long timeNanos, long nextPosition) implements Work {}

  /** The source has ended after so many frames. */
  record Finish(long frames) implements Work {}

  /** No more for now: make everything durable and stop. */
  record End() implements Work {}

  /** The process stops: make durable what was consumed, and stop. */
  record Leave() implements Work {}

  /** A checkpoint may be durable by now. */
  record Checkpointed() implements Work {}

  /** Stop at once; what is not durable is forgotten here and sent again by the source. */
  record Abandon(RuntimeException why) implements Work {}
}
