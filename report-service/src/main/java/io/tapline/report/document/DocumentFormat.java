package io.tapline.report.document;

import java.nio.charset.StandardCharsets;

/** How documents are written. */
public enum DocumentFormat {
  JSON("json", "application/json", ReportAnswer::json),
  CSV("csv", "text/csv", new CsvRenderer()),
  TEXT("txt", "text/plain", new TextRenderer());

  private final String extension;
  private final String mediaType;
  private final DocumentRenderer renderer;

  DocumentFormat(String extension, String mediaType, DocumentRenderer renderer) {
    this.extension = extension;
    this.mediaType = mediaType;
    this.renderer = renderer;
  }

  /**
   * @param name of the file, without its extension
   */
  public Document document(String name, ReportAnswer answer) {
    return new Document(
        name + "." + extension,
        mediaType,
        renderer.render(answer).getBytes(StandardCharsets.UTF_8));
  }
}
