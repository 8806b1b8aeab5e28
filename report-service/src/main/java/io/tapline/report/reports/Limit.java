package io.tapline.report.reports;

import io.tapline.report.ReportException;
import io.tapline.report.ReportException.Reason;

/** How many rows were asked for: 0 stands for the default, more than the maximum is the maximum. */
final class Limit {
  private Limit() {}

  static int of(String field, int asked, int usual, int maximum) {
    if (asked < 0) {
      throw ReportException.invalid(
          Reason.INVALID_LIMIT, field, "`" + field + "` must not be negative, but is " + asked);
    }
    return asked == 0 ? usual : Math.min(asked, maximum);
  }
}
