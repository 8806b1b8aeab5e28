package io.tapline.cli.reports;

import io.tapline.cli.connect.AllPages;
import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.output.Column;
import io.tapline.cli.output.Output;
import io.tapline.report.v1.ListReportsRequest;
import io.tapline.report.v1.ListReportsResponse;
import io.tapline.report.v1.ReportDescription;
import io.tapline.report.v1.ReportServiceGrpc;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tapline report list}. */
@Command(name = "list", mixinStandardHelpOptions = true, description = "Names the reports.")
final class ReportListCommand implements Runnable {
  @Mixin Output output;
  @Mixin ServerOption server;

  @Override
  public void run() {
    output.rows(
        AllPages.rows(
            ReportServiceGrpc.newBlockingStub(server.connect())::listReports,
            ListReportsRequest.getDefaultInstance(),
            ListReportsResponse::getReportsList),
        Column.text("name", ReportDescription::getName),
        Column.text("description", ReportDescription::getDescription));
  }
}
