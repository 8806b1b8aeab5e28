package io.tapline.cli.scope;

import com.google.protobuf.Timestamp;
import com.google.type.Interval;
import io.tapline.cli.output.Column;
import io.tapline.flowlog.v1.IntervalMatch;
import java.time.ZoneId;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** An interval and a filter, all of it by options. */
public class ScopeOptions {
  @Mixin IntervalOptions times;
  @Mixin FilterOptions filter;

  @Option(
      names = "--started",
      description = "Only what began in the range, not all that was active in it.")
  boolean started;

  public Interval interval() {
    return times.interval();
  }

  /** Whether an interval, or what is in it, was chosen. */
  public boolean isTimed() {
    return started || times.isGiven();
  }

  /** Of times without one. */
  public ZoneId zone() {
    return times.zone();
  }

  /** Which connections are in the interval. */
  public IntervalMatch match() {
    return started ? IntervalMatch.INTERVAL_MATCH_STARTED : IntervalMatch.INTERVAL_MATCH_ACTIVE;
  }

  public String filter() {
    return filter.text();
  }

  /** A column of times: exact for programs, in the chosen zone for people. */
  public <R> Column<R> column(String name, Function<R, Timestamp> time) {
    return times.column(name, time);
  }
}
