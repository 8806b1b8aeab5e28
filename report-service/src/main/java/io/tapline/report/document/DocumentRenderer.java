package io.tapline.report.document;

/** Writes answers in one format. For any number of threads. */
@FunctionalInterface
public interface DocumentRenderer {
  /** The whole content of the file. */
  String render(ReportAnswer answer);
}
