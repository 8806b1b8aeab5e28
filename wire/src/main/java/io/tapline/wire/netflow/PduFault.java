package io.tapline.wire.netflow;

/** What is wrong with a datagram. */
public enum PduFault {
  /** It ends within its header. */
  TRUNCATED_HEADER,
  /** Its version is none of 1, 5, 6, 7 and 8. */
  UNKNOWN_VERSION,
  /** Version 8, aggregated in a way that nobody knows. */
  UNKNOWN_AGGREGATION,
  /** It says that it has more records than its version can have. */
  TOO_MANY_RECORDS,
  /** It ends before its last record does. */
  TRUNCATED_RECORDS,
  /** Bytes follow its last record where there is no padding. */
  TRAILING_BYTES
}
