package io.tapline.report.fwctl;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The sample of a report: takes records as they are read and hands on those between start and end
 * (both included) that the filter matches and the threshold keeps. For one thread.
 *
 * <p>Where the original and its documentation disagree, the documentation holds: a threshold of 0
 * keeps all packets; {@link #end} without the option is the time of the last record, not now;
 * {@link #period} is end - start. Addresses are compared whole, by text.
 */
public final class FirewallReport implements Consumer<FirewallRecord> {
  /** What the original collapses by default: two minutes. */
  public static final long DEFAULT_THRESHOLD_SECONDS = 120;

  private final ReportPeriod wanted;
  private final RecordFilter filter;
  private final Window window;
  private final Consumer<FirewallRecord> collector;
  private @Nullable Long first;
  private @Nullable Long last;
  private long records;

  /**
   * @param thresholdSeconds 0 keeps all
   * @param collector is handed the records of the report in their order
   */
  public FirewallReport(
      ReportPeriod wanted,
      RecordFilter filter,
      long thresholdSeconds,
      Consumer<FirewallRecord> collector) {
    this.wanted = wanted;
    this.filter = filter;
    this.window = new Window(thresholdSeconds);
    this.collector = collector;
  }

  @Override
  public void accept(FirewallRecord packet) {
    long time = packet.time();
    first = first == null ? time : first;
    last = last == null ? time : Math.max(last, time);
    if (time >= start() && !wanted.isOver(time, start()) && filter.test(packet)) {
      if (window.keeps(packet)) {
        records++;
        collector.accept(packet);
      }
    }
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
    return wanted.start() != null ? wanted.start() : first == null ? 0 : first;
  }

  /** {@code end()}: as was asked, else the time of the last record, at least the start. */
  public long end() {
    Long end = wanted.end(start());
    return end != null ? end : Math.max(start(), last == null ? 0 : last);
  }

  /** {@code period()}: seconds from start to end. */
  public long period() {
    return end() - start();
  }
}
