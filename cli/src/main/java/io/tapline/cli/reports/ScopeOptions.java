package io.tapline.cli.reports;

import io.tapline.cli.search.FilterOptions;
import io.tapline.cli.time.IntervalOptions;
import io.tapline.report.v1.ReportScope;
import picocli.CommandLine.Mixin;

/** What every report takes: an interval and a filter. */
final class ScopeOptions {
  @Mixin IntervalOptions times;
  @Mixin FilterOptions filter;

  ReportScope scope() {
    return ReportScope.newBuilder().setInterval(times.interval()).setFilter(filter.text()).build();
  }
}
