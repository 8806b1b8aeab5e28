package io.tapline.capture.deliver;

import static io.tapline.rpc.grpc.Timestamps.nanos;
import static io.tapline.rpc.grpc.Timestamps.timestamp;

import com.google.protobuf.UnsafeByteOperations;
import io.tapline.capture.batch.Batch;
import io.tapline.capture.batch.Encoding;
import io.tapline.capture.batch.Hop;
import io.tapline.capture.batch.Loss;
import io.tapline.flowlog.v1.FinishSource;
import io.tapline.flowlog.v1.IngestRequest;
import io.tapline.flowlog.v1.IngestResponse;
import io.tapline.flowlog.v1.OpenSource;
import io.tapline.flowlog.v1.SourceOpened;
import io.tapline.type.v1.FrameBatch;
import io.tapline.type.v1.FrameLoss;
import io.tapline.type.v1.IngestSummary;
import io.tapline.type.v1.LossHop;
import io.tapline.wire.flow.LossUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Between the messages of ingest and the engine's values. */
public final class IngestMessages {
  private IngestMessages() {}

  static IngestRequest open(String sensor, String source, Encoding encoding) {
    return IngestRequest.newBuilder()
        .setOpen(
            OpenSource.newBuilder()
                .setSensor(sensor)
                .setSource(source)
                .setEncoding(EncodingMessages.toMessage(encoding)))
        .build();
  }

  static IngestRequest finish(long frames) {
    return IngestRequest.newBuilder()
        .setFinish(FinishSource.newBuilder().setFrames(frames))
        .build();
  }

  static IngestRequest clock(SourceClock clock) {
    return IngestRequest.newBuilder()
        .setClock(
            io.tapline.flowlog.v1.SourceClock.newBuilder()
                .setTime(timestamp(clock.timeNanos()))
                .setNextPosition(clock.nextPosition()))
        .build();
  }

  static IngestRequest batch(Batch batch) {
    return IngestRequest.newBuilder().setBatch(toMessage(batch)).build();
  }

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

  static @Nullable IngestAnswer answer(IngestResponse response) {
    return switch (response.getResponseCase()) {
      case OPENED -> opened(response.getOpened());
      case ACKNOWLEDGEMENT ->
          new IngestAnswer.Acknowledged(
              response.getAcknowledgement().getNextPosition(),
              response.getAcknowledgement().getLossNumbersList());
      case FINISHED -> new IngestAnswer.Finished(totals(response.getFinished().getSummary()));
      case RESPONSE_NOT_SET -> null;
    };
  }

  private static IngestAnswer opened(SourceOpened opened) {
    return new IngestAnswer.Opened(
        opened.getSourceId(),
        opened.getEpoch(),
        opened.getNextPosition(),
        opened.getNextLossNumber(),
        opened.hasFinished() ? totals(opened.getFinished().getSummary()) : null);
  }

  private static IngestTotals totals(IngestSummary summary) {
    return new IngestTotals(
        summary.getFrames(),
        summary.getBytes(),
        summary.getConnections(),
        Map.copyOf(summary.getOutcomesMap()),
        summary.hasFirstFrameTime() ? nanos(summary.getFirstFrameTime()) : null,
        summary.hasLastFrameTime() ? nanos(summary.getLastFrameTime()) : null,
        summary.getLostFrames(),
        Map.copyOf(summary.getLostMap()),
        summary.getFlowRecords(),
        Map.copyOf(summary.getCountersMap()));
  }

  /** The totals as a message. */
  public static IngestSummary toMessage(IngestTotals totals) {
    IngestSummary.Builder summary =
        IngestSummary.newBuilder()
            .setFrames(totals.frames())
            .setBytes(totals.bytes())
            .setConnections(totals.connections())
            .putAllOutcomes(totals.outcomes())
            .setLostFrames(totals.lostFrames())
            .putAllLost(totals.lost())
            .setFlowRecords(totals.flowRecords())
            .putAllCounters(totals.counters());
    if (totals.firstNanos() != null) {
      summary.setFirstFrameTime(timestamp(totals.firstNanos()));
    }
    if (totals.lastNanos() != null) {
      summary.setLastFrameTime(timestamp(totals.lastNanos()));
    }
    return summary.build();
  }
}
