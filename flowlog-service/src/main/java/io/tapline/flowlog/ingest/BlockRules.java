package io.tapline.flowlog.ingest;

import io.tapline.flowlog.Reason;
import io.tapline.flowlog.checkpoint.SourceLoss;
import io.tapline.rpc.Refusal;

/** What holds for every block that a worker is given, whoever made it. */
final class BlockRules {
  private BlockRules() {}

  /**
   * Checks a block.
   *
   * @throws Refusal INVALID_BATCH
   */
  static void check(FrameBlock block) {
    int frames = block.frames();
    require(frames <= BatchMessages.MAX_FRAMES, "A block has too many frames.");
    require(
        block.firstPosition() >= 0 && block.firstPosition() <= Long.MAX_VALUE - frames,
        "The first position is negative or too large.");
    require(shortestArray(block) >= frames, "An array of the block is shorter than its frames.");
    require(capturedBytes(block) <= BatchMessages.MAX_DATA_BYTES, "A block has too many bytes.");
    require(block.losses().size() <= BatchMessages.MAX_LOSSES, "A block has too many losses.");
    block.losses().forEach(loss -> check(loss, block));
  }

  private static int shortestArray(FrameBlock block) {
    int lengths = Math.min(block.capturedLengths().length, block.originalLengths().length);
    int others = Math.min(block.timesNanos().length, block.linkTypes().length);
    return Math.min(block.offsets().length, Math.min(lengths, others));
  }

  private static long capturedBytes(FrameBlock block) {
    long size = block.data().byteSize();
    long sum = 0;
    for (int i = 0; i < block.frames(); i++) {
      int offset = block.offsets()[i];
      int length = block.capturedLengths()[i];
      require(
          offset >= 0 && length >= 0 && (long) offset + length <= size,
          "A frame lies outside of its block.");
      require(
          block.originalLengths()[i] >= length, "An original length is less than the captured.");
      sum += length;
    }
    return sum;
  }

  private static void check(SourceLoss loss, FrameBlock block) {
    require(
        loss.beforePosition() >= block.firstPosition()
            && loss.beforePosition() <= block.endPosition(),
        "A loss lies outside of its block.");
    require(loss.count() >= 0, "A loss has a negative count.");
    require(loss.number() > 0, "A loss has no number.");
    require(
        !loss.hop().isEmpty() && loss.hop().length() <= BatchMessages.MAX_TEXT,
        "A loss has no hop or one that is too long.");
    require(
        loss.description().length() <= BatchMessages.MAX_TEXT,
        "A loss has too long a description.");
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new Refusal(Reason.INVALID_BATCH, rule);
    }
  }
}
