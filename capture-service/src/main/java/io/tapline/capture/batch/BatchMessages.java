package io.tapline.capture.batch;

import static io.tapline.rpc.grpc.Timestamps.timestamp;

import com.google.protobuf.UnsafeByteOperations;
import io.tapline.capture.Hop;
import io.tapline.type.v1.FrameBatch;
import io.tapline.type.v1.FrameLoss;
import io.tapline.type.v1.LossHop;
import io.tapline.wire.flow.LossUnit;

/** Between the messages of frames and losses and the engine's values. */
public final class BatchMessages {

  private BatchMessages() {}

  /** The batch as a message; its data is copied when it does not lie together already. */
  public static FrameBatch toMessage(Batch batch) {
    FrameBatch.Builder message =
        FrameBatch.newBuilder()
            .setFirstPosition(batch.firstPosition())
            .setData(UnsafeByteOperations.unsafeWrap(batch.contiguous(), 0, batch.dataBytes()));
    boolean whole = true;
    boolean oneLink = true;
    for (int i = 0; i < batch.frames(); i++) {
      message.addCapturedLengthBytes(batch.capturedLengths()[i]);
      message.addTimeNanos(batch.timeNanos()[i]);
      whole &= batch.originalLengths()[i] == batch.capturedLengths()[i];
      oneLink &= batch.linkTypes()[i] == batch.linkTypes()[0];
    }
    addOriginalLengths(message, batch, whole);
    addLinkTypes(message, batch, oneLink);
    batch.losses().forEach(loss -> message.addLosses(toMessage(loss)));
    return message.build();
  }

  private static void addOriginalLengths(FrameBatch.Builder message, Batch batch, boolean whole) {
    for (int i = 0; i < batch.frames() && !whole; i++) {
      message.addOriginalLengthBytes(batch.originalLengths()[i]);
    }
  }

  private static void addLinkTypes(FrameBatch.Builder message, Batch batch, boolean oneLink) {
    int entries = oneLink ? Math.min(batch.frames(), 1) : batch.frames();
    for (int i = 0; i < entries; i++) {
      message.addLinkType(batch.linkTypes()[i]);
    }
  }

  private static FrameLoss toMessage(Loss loss) {
    return FrameLoss.newBuilder()
        .setBeforePosition(loss.beforePosition())
        .setCount(loss.count())
        .setUnit(toMessage(loss.unit()))
        .setNumber(loss.number())
        .setHop(toMessage(loss.hop()))
        .setStartTime(timestamp(loss.startNanos()))
        .setEndTime(timestamp(loss.endNanos()))
        .setDescription(loss.description())
        .build();
  }

  /** The unit of a loss as a message. */
  public static io.tapline.type.v1.LossUnit toMessage(LossUnit unit) {
    return io.tapline.type.v1.LossUnit.valueOf("LOSS_UNIT_" + unit.name());
  }

  /** Where a loss happened as a message. */
  public static LossHop toMessage(Hop hop) {
    return LossHop.valueOf("LOSS_HOP_CAPTURE_" + hop.name());
  }
}
