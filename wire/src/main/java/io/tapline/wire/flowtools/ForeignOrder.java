package io.tapline.wire.flowtools;

/**
 * How records of versions 1005 and 8.12 lie in big-endian streams. flow-tools on a little-endian
 * machine wrote some of their fields wrongly swapped and undid that when it read them again; its
 * streams from big-endian machines are right. The stream does not tell which it is.
 */
public enum ForeignOrder {
  /** Every field is big-endian. */
  AS_DOCUMENTED,
  /**
   * As flow-tools 0.68.5 on a little-endian machine: in 1005 {@code exaddr} is little-endian and of
   * the tags only the low half is kept, little-endian and swapped; in 8.12 {@code dst_as} is
   * little-endian.
   */
  AS_FLOW_TOOLS
}
