package io.tapline.cli.reports;

import com.google.protobuf.ByteString;
import io.tapline.cli.CliException;
import io.tapline.cli.ExitCode;
import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.output.BrokenPipeException;
import io.tapline.cli.output.CompletenessRemark;
import io.tapline.cli.output.Format;
import io.tapline.cli.output.Printing;
import io.tapline.report.v1.PageFormat;
import io.tapline.report.v1.ReportPageServiceGrpc;
import io.tapline.report.v1.StreamReportPageRequest;
import io.tapline.report.v1.StreamReportPageResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.ZoneId;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** How a report is printed: rows as everywhere, or a document that the server writes. */
final class ReportOutput extends Printing {
  /** Rows or documents. */
  enum ReportFormat {
    TABLE(Format.TABLE, null),
    JSON(Format.JSON, null),
    CSV(Format.CSV, null),
    HTML(Format.TABLE, PageFormat.PAGE_FORMAT_HTML),
    SVG(Format.TABLE, PageFormat.PAGE_FORMAT_SVG);

    private final Format rows;
    private final @Nullable PageFormat document;

    ReportFormat(Format rows, @Nullable PageFormat document) {
      this.rows = rows;
      this.document = document;
    }
  }

  @Option(
      names = "--format",
      paramLabel = "table|json|csv|html|svg",
      defaultValue = "table",
      description = {
        "How it is printed (default ${DEFAULT-VALUE}); JSON is one object per line, HTML one page"
            + " with plots,",
        "SVG the plot alone."
      })
  ReportFormat format;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "File for HTML or SVG (default: printed); it appears when it is whole.")
  @Nullable Path file;

  @Option(names = "--overwrite", description = "Replace the file if it exists.")
  boolean overwrite;

  /** Of rows and remarks. */
  @Override
  public Format format() {
    return format.rows;
  }

  /** Whether rows are not wanted. */
  boolean isDocument() {
    if (format.document == null && (file != null || overwrite)) {
      throw new ParameterException(
          command.commandLine(), "--output and --overwrite go with --format html or svg.");
    }
    return format.document != null;
  }

  /**
   * Writes the document.
   *
   * @param request with the report
   * @return exit code
   */
  int document(ServerOption server, ZoneId zone, StreamReportPageRequest.Builder request) {
    Path target = file;
    if (target != null && Files.exists(target) && !overwrite) {
      throw new CliException(ExitCode.USAGE, target + " exists; --overwrite replaces it.");
    }
    PageFormat wanted = format.document;
    Iterator<StreamReportPageResponse> answers =
        ReportPageServiceGrpc.newBlockingStub(server.connect())
            .streamReportPage(
                request
                    .setFormat(wanted == null ? PageFormat.PAGE_FORMAT_UNSPECIFIED : wanted)
                    .setTimeZone(zone.getId())
                    .build());
    ByteString document = ByteString.EMPTY;
    StreamReportPageResponse last = StreamReportPageResponse.getDefaultInstance();
    while (answers.hasNext()) {
      last = answers.next();
      document = document.concat(last.getData());
    }
    write(document, target);
    CompletenessRemark.print(last.getCompleteness(), this);
    return ExitCode.found(last.getRows());
  }

  private void write(ByteString document, @Nullable Path target) {
    if (target == null) {
      out().print(document.toStringUtf8());
      if (out().checkError()) {
        throw new BrokenPipeException();
      }
      return;
    }
    try {
      replace(target, document);
    } catch (IOException e) {
      throw new CliException(
          ExitCode.USAGE, "Cannot write %s: %s".formatted(target, e.getMessage()));
    }
  }

  private static void replace(Path target, ByteString document) throws IOException {
    Path part = target.resolveSibling(target.getFileName() + ".part");
    try {
      try (OutputStream out = Files.newOutputStream(part)) {
        document.writeTo(out);
      }
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
