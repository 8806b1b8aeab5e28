package io.tapline.wire.netflow;

import java.io.Serial;

/** A payload that is no datagram of NetFlow 1, 5, 6, 7 or 8. */
public final class PduException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  private final PduFault fault;
  private final int offset;

  PduException(PduFault fault, int offset, String message) {
    super(message);
    this.fault = fault;
    this.offset = offset;
  }

  public PduFault fault() {
    return fault;
  }

  /** Where in the payload, in bytes. */
  public int offset() {
    return offset;
  }
}
