package io.tapline.report.schedule;

import io.tapline.report.document.ReportAnswer;
import io.tapline.report.log.Span;
import io.tapline.rpc.Refusal;

/** Asks reports. For any number of threads. */
@FunctionalInterface
interface Reporter {
  /**
   * @param report a ReportDefinition message
   * @throws Refusal as the report does
   */
  ReportAnswer ask(byte[] report, Span interval);
}
