package io.tapline.report.document;

import java.nio.charset.StandardCharsets;

/** How documents are written. */
public enum DocumentFormat {
  JSON("json", "application/json"),
  CSV("csv", "text/csv"),
  TEXT("txt", "text/plain");

  private final String extension;
  private final String mediaType;

  DocumentFormat(String extension, String mediaType) {
    this.extension = extension;
    this.mediaType = mediaType;
  }

  private DocumentRenderer renderer() {
    return switch (this) {
      case JSON -> ReportAnswer::json;
      case CSV -> new CsvRenderer();
      case TEXT -> new TextRenderer();
    };
  }

  /**
   * @param name of the file, without its extension
   */
  public Document document(String name, ReportAnswer answer) {
    return new Document(
        name + "." + extension,
        mediaType,
        renderer().render(answer).getBytes(StandardCharsets.UTF_8));
  }
}
