package io.tapline.cli.events;

import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.output.Format;
import io.tapline.cli.output.Output;
import io.tapline.eventstore.v1.GetReportRequest;
import io.tapline.eventstore.v1.Report;
import io.tapline.eventstore.v1.ReportingServiceGrpc;
import io.tapline.eventstore.v1.ReportingServiceGrpc.ReportingServiceBlockingStub;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tapline events reports show}. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Shows one report as it was mailed; --to-dir writes its files.")
final class ReportsShowCommand implements Runnable {
  @Parameters(paramLabel = "LABEL", description = "The report's label.")
  String label;

  @Option(
      names = "--to-dir",
      paramLabel = "DIRECTORY",
      description = "Write the files there, below a directory of the report's day.")
  @Nullable Path directory;

  @Mixin Output output;
  @Mixin ServerOption server;

  @Override
  public void run() {
    ReportingServiceBlockingStub reporting = ReportingServiceGrpc.newBlockingStub(server.connect());
    Report report = reporting.getReport(GetReportRequest.newBuilder().setLabel(label).build());
    if (output.format() == Format.TABLE) {
      print(report, output.out());
    } else {
      output.rows(List.of(report), ReportRows.columns());
    }
    if (directory != null) {
      Path target = directory;
      ReportFileDownload download = new ReportFileDownload(reporting, target);
      report
          .getAttachmentsList()
          .forEach(
              file -> output.err().printf("Wrote %s.%n", download.write(report.getLabel(), file)));
    }
  }

  private static void print(Report report, PrintWriter out) {
    out.println("Subject: " + report.getSubject());
    out.println("To: " + String.join(", ", report.getMailToList()));
    out.println();
    out.print(report.getText());
    if (report.hasRun()) {
      out.println();
      ReportRows.print(report.getRun(), out);
    }
  }
}
