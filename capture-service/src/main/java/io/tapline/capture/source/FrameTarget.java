package io.tapline.capture.source;

import io.tapline.capture.Hop;
import io.tapline.capture.batch.FrameSink;
import io.tapline.wire.flow.LossUnit;

/** Where an input puts what it captured, and what it knows it did not. */
interface FrameTarget extends FrameSink {

  /** What was lost since the last frame. */
  void lost(Hop hop, long count, LossUnit unit, String description);

  /** So many frames of the product's own connections were left out. */
  void own(long frames);

  /** So many of the frames passed on were longer than what an input keeps of one. */
  void truncated(long frames);
}
