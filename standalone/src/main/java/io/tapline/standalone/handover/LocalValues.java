package io.tapline.standalone.handover;

import io.tapline.capture.batch.Batch;
import io.tapline.capture.batch.Encoding;
import io.tapline.capture.batch.Loss;
import io.tapline.capture.deliver.IngestAnswer;
import io.tapline.capture.deliver.IngestTotals;
import io.tapline.flowlog.checkpoint.Lease;
import io.tapline.flowlog.checkpoint.SourceAccount;
import io.tapline.flowlog.checkpoint.SourceEncoding;
import io.tapline.flowlog.checkpoint.SourceEncoding.Kind;
import io.tapline.flowlog.checkpoint.SourceLoss;
import io.tapline.flowlog.ingest.FrameBlock;
import io.tapline.flowlog.store.LossCounts;
import org.jspecify.annotations.Nullable;

/** Between the values of capture and those of the connection log; bytes and arrays are shared. */
final class LocalValues {
  private LocalValues() {}

  static SourceEncoding encoding(Encoding encoding) {
    Kind kind =
        switch (encoding.kind()) {
          case PACKETS -> Kind.PACKETS;
          case FLOW_EXPORT -> Kind.FLOW_EXPORT;
          case DATAGRAMS -> Kind.DATAGRAMS;
          case FLOW_TOOLS -> Kind.FLOW_TOOLS;
          case FIREWALL_LOG -> Kind.FIREWALL_LOG;
          case ZEEK_CONN -> Kind.ZEEK_CONN;
          case EVE -> Kind.EVE;
          case NFDUMP_CSV -> Kind.NFDUMP_CSV;
        };
    return new SourceEncoding(kind, encoding.firstYear(), encoding.timeZone());
  }

  static FrameBlock block(Batch batch) {
    return new FrameBlock(
        batch.firstPosition(),
        batch.frames(),
        batch.data(),
        batch.offsets(),
        batch.capturedLengths(),
        batch.originalLengths(),
        batch.timeNanos(),
        batch.linkTypes(),
        batch.losses().stream().map(LocalValues::loss).toList());
  }

  private static SourceLoss loss(Loss loss) {
    String description = loss.description();
    return new SourceLoss(
        loss.number(),
        loss.beforePosition(),
        loss.count(),
        loss.unit(),
        loss.hop().wireName(),
        loss.startNanos(),
        loss.endNanos(),
        description.substring(0, Math.min(description.length(), FrameBlock.MAX_TEXT)));
  }

  static IngestAnswer opened(Lease lease) {
    return new IngestAnswer.Opened(
        lease.sourceId(),
        lease.epoch(),
        lease.nextPosition(),
        lease.nextLoss(),
        lease.finished() ? totals(lease.account(), lease.lost()) : null);
  }

  static IngestTotals totals(SourceAccount account, LossCounts lost) {
    return new IngestTotals(
        account.frames(),
        account.bytes(),
        account.connections(),
        account.outcomes(),
        time(account.firstFrameNanos()),
        time(account.lastFrameNanos()),
        lost.frames(),
        lost.labelled(),
        account.flowRecords(),
        account.counters());
  }

  private static @Nullable Long time(long nanos) {
    return nanos == SourceAccount.NO_TIME ? null : nanos;
  }
}
