package io.tapline.capture.deliver;

import static io.tapline.rpc.grpc.Timestamps.nanos;
import static io.tapline.rpc.grpc.Timestamps.timestamp;

import io.tapline.capture.batch.Batch;
import io.tapline.capture.batch.BatchMessages;
import io.tapline.capture.batch.Encoding;
import io.tapline.capture.batch.EncodingMessages;
import io.tapline.flowlog.v1.FinishSource;
import io.tapline.flowlog.v1.IngestRequest;
import io.tapline.flowlog.v1.IngestResponse;
import io.tapline.flowlog.v1.OpenSource;
import io.tapline.flowlog.v1.SourceOpened;
import io.tapline.type.v1.IngestSummary;
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
    return IngestRequest.newBuilder().setBatch(BatchMessages.toMessage(batch)).build();
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
