package io.tapline.flowlog.assemble;

/** Bits of the TCP header's flags (RFC 9293, section 3.1). */
final class TcpFlags {
  static final int FIN = 0x01;
  static final int SYN = 0x02;
  static final int RST = 0x04;
  static final int ACK = 0x10;

  private TcpFlags() {}

  /** SYN without ACK: the client's opening. */
  static boolean opens(int flags) {
    return (flags & (SYN | ACK)) == SYN;
  }

  /** SYN and ACK: the server's answer. */
  static boolean answers(int flags) {
    return (flags & (SYN | ACK)) == (SYN | ACK);
  }
}
