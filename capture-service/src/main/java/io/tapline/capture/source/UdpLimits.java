package io.tapline.capture.source;

/**
 * Limits of one UDP port.
 *
 * @param bufferBytes receive buffer that is asked for
 * @param maxDatagramBytes bytes kept of a datagram
 * @param allowPublic whether addresses may be bound that other networks reach
 * @param receiveMany whether datagrams are received many at a time where the system can
 */
public record UdpLimits(
    int bufferBytes, int maxDatagramBytes, boolean allowPublic, boolean receiveMany) {
  /** The longest payload of a datagram: a UDP length of 65,535 without the header. */
  public static final int LONGEST_PAYLOAD_BYTES = 65_527;

  public UdpLimits {
    if (maxDatagramBytes < 1 || maxDatagramBytes > LONGEST_PAYLOAD_BYTES) {
      throw new IllegalArgumentException(
          "tapline.capture.source.max-datagram-bytes is 1 to 65527, not " + maxDatagramBytes + ".");
    }
  }
}
