package io.tapline.wire.netflow;

/** The sentences of the faults. */
final class PduFaultText {
  private PduFaultText() {}

  static PduException exception(PduFault fault, PduHeader header, int length) {
    return new PduException(fault, offset(fault, header, length), message(fault, header, length));
  }

  private static String message(PduFault fault, PduHeader header, int length) {
    return switch (fault) {
      case TRUNCATED_HEADER ->
          "The payload ends within its header, after %d bytes.".formatted(length);
      case UNKNOWN_VERSION ->
          "NetFlow version %d is none of 1, 5, 6, 7 and 8.".formatted(header.version());
      case UNKNOWN_AGGREGATION -> "The aggregation of this NetFlow 8 payload is not known.";
      case TOO_MANY_RECORDS ->
          "The header says %d records; version %s has at most %d."
              .formatted(
                  header.count(), header.format().recordVersion(), header.format().maximumCount());
      case TRUNCATED_RECORDS ->
          "The header says %d records, and %d are there."
              .formatted(header.count(), header.wholeRecords());
      case TRAILING_BYTES ->
          "%d bytes follow the last record."
              .formatted(length - header.recordOffset(header.count()));
    };
  }

  private static int offset(PduFault fault, PduHeader header, int length) {
    return switch (fault) {
      case TRUNCATED_HEADER -> length;
      case UNKNOWN_VERSION -> 0;
      case UNKNOWN_AGGREGATION -> 22;
      case TOO_MANY_RECORDS -> 2;
      case TRUNCATED_RECORDS, TRAILING_BYTES -> (int) header.recordOffset(header.wholeRecords());
    };
  }
}
