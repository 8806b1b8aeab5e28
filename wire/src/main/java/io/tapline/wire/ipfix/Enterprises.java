package io.tapline.wire.ipfix;

/** Private enterprise numbers (IANA) whose elements are understood. */
final class Enterprises {
  /** CERT Coordination Center: YAF. */
  static final int CERT = 6871;

  /** Procera (PacketLogic), today Sandvine. */
  static final int PROCERA = 15397;

  /** Elements of the reverse direction (RFC 5103, section 6.1). */
  static final int REVERSE = 29305;

  /** ntop: nProbe. */
  static final int NTOP = 35632;

  private Enterprises() {}
}
