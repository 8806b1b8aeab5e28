package io.tapline.wire.exporter;

import io.tapline.wire.address.IpAddresses;
import io.tapline.wire.flow.FlowLoss;

/** A datagram or message that contradicts itself, of which nothing is taken. */
public final class MalformedMessage {
  private MalformedMessage() {}

  /**
   * What is lost with it.
   *
   * @param high first half of the exporter's address
   * @param low second half
   * @param flows records that it had; 0 = not known
   * @param bytes its length
   * @param timeNanos when it was received
   */
  public static FlowLoss loss(
      long high, long low, long domain, long flows, int bytes, long timeNanos) {
    String what =
        "exporter %s domain %d: nothing was taken of a malformed message of %d bytes"
            .formatted(IpAddresses.format(high, low), domain, bytes);
    return new FlowLoss(flows, timeNanos, timeNanos, what);
  }
}
