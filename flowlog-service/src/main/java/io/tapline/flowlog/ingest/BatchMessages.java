package io.tapline.flowlog.ingest;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import io.tapline.flowlog.Reason;
import io.tapline.flowlog.checkpoint.HopMessages;
import io.tapline.flowlog.checkpoint.SourceLoss;
import io.tapline.rpc.Refusal;
import io.tapline.rpc.grpc.Timestamps;
import io.tapline.type.v1.FrameBatch;
import io.tapline.type.v1.FrameLoss;
import io.tapline.wire.flow.LossUnit;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;

/** Batches off the wire as blocks of the engine: checked here, and only here. */
final class BatchMessages {
  static final int MAX_DATA_BYTES = 4 << 20;
  static final int MAX_FRAMES = 65_536;
  static final int MAX_TEXT = FrameBlock.MAX_TEXT;
  static final int MAX_LOSSES = 10_000;

  private BatchMessages() {}

  /**
   * The batch as a block; its bytes are not copied.
   *
   * @throws Refusal INVALID_BATCH
   */
  static FrameBlock block(FrameBatch batch) {
    int frames = batch.getTimeNanosCount();
    requireAtMost(frames, MAX_FRAMES, "frames", "time_nanos");
    requireAtMost(batch.getData().size(), MAX_DATA_BYTES, "bytes", "data");
    require(
        batch.getFirstPosition() >= 0 && batch.getFirstPosition() <= Long.MAX_VALUE - frames,
        "first_position",
        "The first position is negative or too large.");
    int[] offsets = offsets(batch, frames);
    return new FrameBlock(
        batch.getFirstPosition(),
        bytes(batch.getData()),
        offsets,
        originalLengths(batch, offsets),
        batch.getTimeNanosList().stream().mapToLong(Long::longValue).toArray(),
        linkTypes(batch, frames),
        losses(batch, frames));
  }

  private static MemorySegment bytes(ByteString data) {
    return MemorySegment.ofBuffer(data.asReadOnlyByteBuffer());
  }

  private static int[] offsets(FrameBatch batch, int frames) {
    requireCount(batch.getCapturedLengthBytesCount(), frames, "captured_length_bytes");
    int[] offsets = new int[frames + 1];
    int size = batch.getData().size();
    for (int i = 0; i < frames; i++) {
      int length = batch.getCapturedLengthBytes(i);
      require(
          length >= 0 && length <= size - offsets[i],
          "captured_length_bytes",
          "The captured lengths are negative or exceed the data.");
      offsets[i + 1] = offsets[i] + length;
    }
    require(
        offsets[frames] == size,
        "data",
        "The data has " + size + " bytes, the frames have " + offsets[frames] + ".");
    return offsets;
  }

  private static int[] originalLengths(FrameBatch batch, int[] offsets) {
    int[] lengths = new int[offsets.length - 1];
    boolean given = batch.getOriginalLengthBytesCount() > 0;
    if (given) {
      requireCount(batch.getOriginalLengthBytesCount(), lengths.length, "original_length_bytes");
    }
    for (int i = 0; i < lengths.length; i++) {
      int original = given ? batch.getOriginalLengthBytes(i) : 0;
      require(original >= 0, "original_length_bytes", "An original length is negative.");
      lengths[i] = Math.max(original, offsets[i + 1] - offsets[i]);
    }
    return lengths;
  }

  private static int[] linkTypes(FrameBatch batch, int frames) {
    int[] linkTypes = new int[frames];
    if (batch.getLinkTypeCount() == 1) {
      Arrays.fill(linkTypes, batch.getLinkType(0));
      return linkTypes;
    }
    requireCount(batch.getLinkTypeCount(), frames, "link_type");
    Arrays.setAll(linkTypes, batch::getLinkType);
    return linkTypes;
  }

  private static List<SourceLoss> losses(FrameBatch batch, int frames) {
    requireAtMost(batch.getLossesCount(), MAX_LOSSES, "losses", "losses");
    long end = batch.getFirstPosition() + frames;
    return batch.getLossesList().stream()
        .map(loss -> loss(loss, batch.getFirstPosition(), end))
        .toList();
  }

  private static SourceLoss loss(FrameLoss loss, long first, long end) {
    long position = loss.getBeforePosition();
    require(
        position >= first && position <= end,
        "losses.before_position",
        "A loss lies outside of its batch.");
    require(loss.getCount() >= 0, "losses.count", "A loss has a negative count.");
    require(loss.getNumber() > 0, "losses.number", "A loss has no number.");
    require(
        HopMessages.isKnown(loss.getHop()),
        "losses.hop",
        "A loss has no hop or one that this log does not know.");
    String description = loss.getDescription();
    return new SourceLoss(
        loss.getNumber(),
        position,
        loss.getCount(),
        unit(loss.getUnit()),
        HopMessages.text(loss.getHop()),
        nanos(loss.getStartTime()),
        nanos(loss.getEndTime()),
        description.substring(0, Math.min(description.length(), MAX_TEXT)));
  }

  private static LossUnit unit(io.tapline.type.v1.LossUnit unit) {
    return switch (unit) {
      case LOSS_UNIT_UNSPECIFIED, LOSS_UNIT_FRAMES -> LossUnit.FRAMES;
      case LOSS_UNIT_DATAGRAMS -> LossUnit.DATAGRAMS;
      case LOSS_UNIT_RECORDS -> LossUnit.RECORDS;
      case LOSS_UNIT_LINES -> LossUnit.LINES;
      case LOSS_UNIT_BYTES -> LossUnit.BYTES;
      case LOSS_UNIT_UNKNOWN -> LossUnit.UNKNOWN;
      case UNRECOGNIZED -> throw invalid("losses.unit", "This log does not know that unit.");
    };
  }

  private static long nanos(Timestamp time) {
    try {
      return Timestamps.nanos(time);
    } catch (ArithmeticException e) {
      throw invalid("losses", "The time of a loss is out of range.");
    }
  }

  private static void requireCount(int count, int frames, String field) {
    require(
        count == frames, field, field + " has " + count + " entries for " + frames + " frames.");
  }

  private static void requireAtMost(int count, int most, String what, String field) {
    require(count <= most, field, "A batch has at most " + most + " " + what + ".");
  }

  private static void require(boolean valid, String field, String rule) {
    if (!valid) {
      throw invalid(field, rule);
    }
  }

  private static Refusal invalid(String field, String rule) {
    return Refusal.ofField(Reason.INVALID_BATCH, "batch." + field, rule);
  }
}
