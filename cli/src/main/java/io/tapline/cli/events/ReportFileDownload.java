package io.tapline.cli.events;

import io.tapline.cli.CliException;
import io.tapline.cli.ExitCode;
import io.tapline.eventstore.v1.GetReportAttachmentRequest;
import io.tapline.eventstore.v1.GetReportAttachmentResponse;
import io.tapline.eventstore.v1.ReportAttachment;
import io.tapline.eventstore.v1.ReportingServiceGrpc.ReportingServiceBlockingStub;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes files of reports below a directory. */
final class ReportFileDownload {
  private final ReportingServiceBlockingStub reporting;
  private final Path directory;

  ReportFileDownload(ReportingServiceBlockingStub reporting, Path directory) {
    this.reporting = reporting;
    this.directory = directory;
  }

  /** Answers with the file's path. */
  Path write(String label, ReportAttachment file) {
    Path target = directory.resolve(file.getPath()).normalize();
    if (!target.startsWith(directory.normalize())) {
      throw new CliException(
          ExitCode.USAGE, "The server names a file outside of the directory: " + file.getPath());
    }
    try {
      Files.createDirectories(target.toAbsolutePath().getParent());
      try (OutputStream out = Files.newOutputStream(target)) {
        copy(label, file.getName(), out);
      }
      return target;
    } catch (IOException e) {
      throw new CliException(
          ExitCode.USAGE, "Cannot write %s: %s".formatted(target, e.getMessage()));
    }
  }

  private void copy(String label, String name, OutputStream out) throws IOException {
    long offset = 0;
    GetReportAttachmentResponse part = part(label, name, offset);
    while (!part.getData().isEmpty()) {
      part.getData().writeTo(out);
      offset += part.getData().size();
      part = part(label, name, offset);
    }
  }

  private GetReportAttachmentResponse part(String label, String name, long offset) {
    return reporting.getReportAttachment(
        GetReportAttachmentRequest.newBuilder()
            .setLabel(label)
            .setName(name)
            .setOffset(offset)
            .build());
  }
}
