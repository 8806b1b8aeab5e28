package io.tapline.wire.flowtools;

import io.tapline.wire.flowtools.FlowToolsEnding.Kind;

/** The sentences of the endings. */
final class Endings {
  private Endings() {}

  static FlowToolsEnding describe(Kind kind, long records, int recordSize, long rest) {
    return new FlowToolsEnding(kind, records, records * recordSize, message(kind, records, rest));
  }

  private static String message(Kind kind, long records, long rest) {
    return switch (kind) {
      case COMPLETE -> "The stream ends after its last record.";
      case TRUNCATED_TAIL -> truncated(records, rest);
      case TRAILING_BYTES ->
          "More bytes come after the end of the compressed records; they are not read.";
      case CORRUPT ->
          "What comes after record %d cannot be decompressed; it is not read.".formatted(records);
    };
  }

  private static String truncated(long records, long rest) {
    return rest == 0
        ? "The compression does not end after the last record, number %d: the writer was stopped."
            .formatted(records)
        : "The stream ends within a record, %d bytes after the end of record %d."
            .formatted(rest, records);
  }
}
