package io.tapline.wire.flowtools;

/**
 * How reading came to an end.
 *
 * @param kind what the end was like
 * @param records whole records that were read or skipped
 * @param offset bytes of records before the end, as they are when decompressed
 * @param message one sentence for people
 */
public record FlowToolsEnding(Kind kind, long records, long offset, String message) {

  /** What the end was like. */
  public enum Kind {
    /** The stream ends after its last record. */
    COMPLETE,
    /** The stream ends within a record, or before its compression does: the writer was stopped. */
    TRUNCATED_TAIL,
    /** More bytes come after the end of the compressed records; they are not read. */
    TRAILING_BYTES,
    /** What follows cannot be decompressed; it is not read. */
    CORRUPT
  }
}
