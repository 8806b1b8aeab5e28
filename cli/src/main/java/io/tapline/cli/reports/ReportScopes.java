package io.tapline.cli.reports;

import io.tapline.cli.scope.ScopeOptions;
import io.tapline.report.v1.ReportScope;

/** What every report takes. */
final class ReportScopes {
  private ReportScopes() {}

  static ReportScope of(ScopeOptions scope) {
    return ReportScope.newBuilder()
        .setInterval(scope.interval())
        .setIntervalMatch(scope.match())
        .setFilter(scope.filter())
        .build();
  }
}
