package io.tapline.cli.scope;

import com.google.protobuf.Timestamp;
import com.google.type.Interval;
import io.tapline.cli.output.Column;
import io.tapline.cli.time.IntervalOptions;
import java.util.function.Function;
import picocli.CommandLine.Mixin;

/** An interval and a filter, all of it by options. */
public class ScopeOptions {
  @Mixin IntervalOptions times;
  @Mixin FilterOptions filter;

  public Interval interval() {
    return times.interval();
  }

  public String filter() {
    return filter.text();
  }

  /** A column of times: exact for programs, in the chosen zone for people. */
  public <R> Column<R> column(String name, Function<R, Timestamp> time) {
    return times.column(name, time);
  }
}
