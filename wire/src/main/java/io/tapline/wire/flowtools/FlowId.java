package io.tapline.wire.flowtools;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The 18 bytes by which pyflowtools tells flows apart, as on a little-endian machine:
 *
 * <pre>
 * 0 srcaddr  4 srcport  6 input  8 dstaddr  12 dstport  14 output  16 prot  17 padding
 * </pre>
 *
 * The padding is 0 here; it was whatever lay in memory.
 */
final class FlowId {
  private static final int BYTES = 18;
  private static final int SIDE_BYTES = 8;

  private FlowId() {}

  static byte[] of(FlowToolsRecord flow) {
    ByteBuffer id = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    id.putInt((int) flow.srcaddrRaw()).putShort((short) flow.srcport());
    id.putShort((short) flow.input());
    id.putInt((int) flow.dstaddrRaw()).putShort((short) flow.dstport());
    id.putShort((short) flow.output());
    id.put((byte) flow.prot());
    return id.array();
  }

  /** The side whose bytes are smaller comes first: an order of bytes, not of numbers. */
  static byte[] bidirectional(FlowToolsRecord flow) {
    byte[] id = of(flow);
    int order = Arrays.compareUnsigned(id, 0, SIDE_BYTES, id, SIDE_BYTES, 2 * SIDE_BYTES);
    return order < 0 ? id : swapped(id);
  }

  private static byte[] swapped(byte[] id) {
    byte[] swapped = id.clone();
    System.arraycopy(id, 0, swapped, SIDE_BYTES, SIDE_BYTES);
    System.arraycopy(id, SIDE_BYTES, swapped, 0, SIDE_BYTES);
    return swapped;
  }
}
