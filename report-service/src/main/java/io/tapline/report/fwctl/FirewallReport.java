package io.tapline.report.fwctl;

import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The sample of a report: takes records as they are read and hands on those between start and end
 * (both included) that the filter matches and the threshold keeps. For one thread.
 *
 * <p>Where the original and its documentation disagree, the documentation holds: a threshold of 0
 * keeps all packets; {@link #end} without the option is the time of the last record, not now;
 * {@link #period} is end - start. Addresses are compared whole.
 */
public final class FirewallReport implements Consumer<Packet> {
  /** What the original collapses by default: two minutes. */
  public static final long DEFAULT_THRESHOLD_SECONDS = 120;

  private final ReportPeriod wanted;
  private final Predicate<Packet> filter;
  private final Window window;
  private final Consumer<Packet> collector;
  private boolean begun;
  private long first;
  private long last;
  private long from;
  private long to;
  private long records;

  /**
   * @param thresholdSeconds 0 keeps all
   * @param collector is handed the records of the report in their order
   */
  public FirewallReport(
      ReportPeriod wanted,
      Predicate<Packet> filter,
      long thresholdSeconds,
      Consumer<Packet> collector) {
    this.wanted = wanted;
    this.filter = filter;
    this.window = new Window(thresholdSeconds);
    this.collector = collector;
  }

  @Override
  public void accept(Packet packet) {
    if (!begun) {
      begin(packet.time);
    }
    last = Math.max(last, packet.lastTime);
    if (packet.time >= from && packet.time <= to && filter.test(packet) && window.keeps(packet)) {
      records += packet.count;
      collector.accept(packet);
    }
  }

  private void begin(long time) {
    begun = true;
    first = time;
    last = time;
    from = start();
    Long end = wanted.end(from);
    to = end == null ? Long.MAX_VALUE : end;
  }

  /** How many records were handed on. */
  public long records() {
    return records;
  }

  /**
   * {@code start()}: as was asked, else the time of the first record, whether or not the filter
   * matches it; 0 without any. Seconds since 1970-01-01T00:00:00Z, as all times here.
   */
  public long start() {
    return wanted.start() != null ? wanted.start() : first;
  }

  /** {@code end()}: as was asked, else the time of the last record, at least the start. */
  public long end() {
    Long end = wanted.end(start());
    return end != null ? end : Math.max(start(), last);
  }

  /** {@code period()}: seconds from start to end. */
  public long period() {
    return end() - start();
  }
}
