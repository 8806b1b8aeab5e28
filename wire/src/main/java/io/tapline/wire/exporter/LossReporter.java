package io.tapline.wire.exporter;

import io.tapline.wire.address.IpAddresses;
import io.tapline.wire.flow.FlowLoss;
import io.tapline.wire.flow.FlowSink;
import java.util.function.Consumer;

/** Counts the gaps of one sender's sequence as losses and tells them. */
public final class LossReporter implements Consumer<FlowLoss> {
  private final ExportCounters counters;
  private final FlowSink sink;
  private final String sender;
  private final boolean countsRecords;

  /**
   * A reporter.
   *
   * @param sender name of the sender for people
   * @param countsRecords whether the sequence counts records; otherwise it counts datagrams
   */
  public LossReporter(
      ExportCounters counters, FlowSink sink, String sender, boolean countsRecords) {
    this.counters = counters;
    this.sink = sink;
    this.sender = sender;
    this.countsRecords = countsRecords;
  }

  /** The name of a sender for people. */
  public static String sender(long high, long low, int port, long domain) {
    return "exporter %s port %d domain %d".formatted(IpAddresses.format(high, low), port, domain);
  }

  @Override
  public void accept(FlowLoss gap) {
    long missing = gap.flows();
    counters.add(
        countsRecords ? ExportCounter.LOST_RECORDS : ExportCounter.LOST_DATAGRAMS, missing);
    String what = countsRecords ? "records" : "datagrams";
    sink.lost(
        new FlowLoss(
            countsRecords ? missing : 0,
            gap.startNanos(),
            gap.endNanos(),
            "%s: %d %s did not come".formatted(sender, missing, what)));
  }
}
