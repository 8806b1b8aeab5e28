package io.tapline.wire.frame;

/** What checksums say of a frame. */
public enum ChecksumVerdict {
  /** All that are there are right. */
  GOOD,
  /** The header of IPv4 or the transport checksum is wrong. */
  BAD,
  /** Not all bytes are there: cut short by the capture, or a fragment. */
  UNKNOWN,
  /** The sender left it to its network card, so the capture came before the checksum. */
  OFFLOADED,
  /** None was sent, or the protocol has none that is known here. */
  ABSENT
}
