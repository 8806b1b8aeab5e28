package io.tapline.capture.handler;

import static io.tapline.rpc.grpc.Timestamps.timestamp;

import com.google.protobuf.Duration;
import io.tapline.capture.v1.Handler;
import io.tapline.capture.v1.HandlerStatistics;
import java.util.concurrent.TimeUnit;

/** Between the messages of handlers and the engine's values. */
final class HandlerMessages {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final long MAX_SECONDS = Long.MAX_VALUE / NANOS_PER_SECOND - 1;

  private HandlerMessages() {}

  static HandlerSpec spec(Handler handler) {
    return new HandlerSpec(
        handler.getName(),
        handler.getSource(),
        handler.getFileNamePattern().isEmpty() ? FilePattern.DEFAULT : handler.getFileNamePattern(),
        handler.hasRotateAfter() ? nanos(handler.getRotateAfter()) : TimeUnit.DAYS.toNanos(1),
        handler.getRotateSizeBytes(),
        handler.getKeepFiles());
  }

  private static long nanos(Duration duration) {
    long seconds = Math.clamp(duration.getSeconds(), -MAX_SECONDS, MAX_SECONDS);
    return seconds * NANOS_PER_SECOND + duration.getNanos();
  }

  static Handler message(FileHandler handler) {
    HandlerSpec spec = handler.spec();
    return Handler.newBuilder()
        .setName(spec.name())
        .setSource(spec.source())
        .setFileNamePattern(spec.pattern())
        .setRotateAfter(
            Duration.newBuilder()
                .setSeconds(spec.rotateNanos() / NANOS_PER_SECOND)
                .setNanos((int) (spec.rotateNanos() % NANOS_PER_SECOND)))
        .setRotateSizeBytes(spec.rotateBytes())
        .setKeepFiles(spec.keepFiles())
        .setStatistics(statistics(handler.totals()))
        .build();
  }

  private static HandlerStatistics statistics(HandlerTotals totals) {
    HandlerStatistics.Builder statistics =
        HandlerStatistics.newBuilder()
            .setFrames(totals.frames())
            .setBytes(totals.bytes())
            .setFailedFrames(totals.failedFrames())
            .setFailure(totals.failure())
            .setCurrentFile(totals.currentFile())
            .setFilesWritten(totals.filesWritten());
    if (!totals.currentFile().isEmpty()) {
      statistics.setCurrentFileStartTime(timestamp(totals.currentStartNanos()));
    }
    return statistics.build();
  }
}
