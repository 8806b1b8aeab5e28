package io.tapline.flowlog.checkpoint;

import static io.tapline.rpc.grpc.Timestamps.timestamp;

import io.tapline.flowlog.store.LossCounts;
import io.tapline.type.v1.IngestSummary;

/** Accounts as messages. */
public final class SummaryMessages {
  private SummaryMessages() {}

  public static IngestSummary summary(SourceAccount account, LossCounts lost) {
    IngestSummary.Builder summary =
        IngestSummary.newBuilder()
            .setFrames(account.frames())
            .setBytes(account.bytes())
            .setConnections(account.connections())
            .putAllOutcomes(account.outcomes())
            .setLostFrames(lost.frames())
            .putAllLost(lost.labelled())
            .setFlowRecords(account.flowRecords())
            .putAllCounters(account.counters());
    if (account.firstFrameNanos() != SourceAccount.NO_TIME) {
      summary
          .setFirstFrameTime(timestamp(account.firstFrameNanos()))
          .setLastFrameTime(timestamp(account.lastFrameNanos()));
    }
    return summary.build();
  }
}
