package io.tapline.wire.capture;

/** One option of a pcapng block (section 3.5). Its code means something within its block only. */
public sealed interface PcapngOption {
  /** opt_comment, in every block. */
  int COMMENT = 1;

  /** From 1 to 65535; 0 is the end of options. */
  int code();

  /** A text in UTF-8. */
  record Text(int code, String text) implements PcapngOption {}

  /**
   * A number of 1, 2, 4 or 8 bytes in the byte order of its section.
   *
   * @param value unsigned but for if_tsoffset
   */
  record Numeric(int code, int bytes, long value) implements PcapngOption {}

  /** isb_starttime and isb_endtime: units of the interface since the epoch, upper half first. */
  record Time(int code, long units) implements PcapngOption {}

  /** What has an order of its own: addresses, hashes, filters; and what is not known. */
  record Plain(int code, Octets value) implements PcapngOption {}

  /**
   * Somebody's own option (2988, 2989; 19372, 19373 when it is not to be copied).
   *
   * @param enterprise the private enterprise number
   */
  record Custom(int code, int enterprise, Octets value) implements PcapngOption {}
}
