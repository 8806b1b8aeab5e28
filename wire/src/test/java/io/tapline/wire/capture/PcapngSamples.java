package io.tapline.wire.capture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Hand-made pcapng blocks of either byte order. */
final class PcapngSamples {
  private final ByteBuffer out = ByteBuffer.allocate(4096);

  PcapngSamples(boolean bigEndian) {
    order(bigEndian);
  }

  /** Every block type that is read and one that is not, in two sections. */
  static byte[] everything(boolean bigEndian) {
    return new PcapngSamples(bigEndian)
        .section()
        .interfaceBlock(1, 0, 9, 1, 9)
        .interfaceBlock(101, 2, 14, 8, 0, 0, 0, 0, 0, 0, 0, 1)
        .enhanced(0, 1_700_000_000_000_000_001L, 60, 1, 2, 3)
        .simple(3, 4, 5, 6)
        .unknown()
        .obsolete(1, 9, 1_700_000_000_000_000L, 9, 8)
        .order(!bigEndian)
        .section()
        .interfaceBlock(113, 0, 9, 1, 0x83)
        .enhanced(0, 17, 1, 7)
        .bytes();
  }

  PcapngSamples order(boolean bigEndian) {
    out.order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    return this;
  }

  PcapngSamples section() {
    int at = begin(0x0A0D0D0A);
    out.putInt(0x1A2B3C4D).putShort((short) 1).putShort((short) 0).putLong(-1);
    return end(at);
  }

  /** With one option. */
  PcapngSamples interfaceBlock(int linkType, int snapLength, int option, int length, int... value) {
    int at = begin(1);
    out.putShort((short) linkType).putShort((short) 0).putInt(snapLength);
    out.putShort((short) option).putShort((short) length);
    if (length == 8 && out.order() == ByteOrder.LITTLE_ENDIAN) {
      out.putInt(value[7]).putInt(0);
    } else {
      data(value);
    }
    out.putInt(0);
    return end(at);
  }

  /** Too short to be read. */
  PcapngSamples cutInterfaceBlock() {
    return end(begin(1));
  }

  PcapngSamples enhanced(int number, long time, int original, int... data) {
    int at = begin(6);
    out.putInt(number).putInt((int) (time >>> 32)).putInt((int) time);
    out.putInt(data.length).putInt(original);
    data(data);
    return end(at);
  }

  PcapngSamples simple(int original, int... data) {
    int at = begin(3);
    out.putInt(original);
    data(data);
    return end(at);
  }

  PcapngSamples obsolete(int number, int drops, long time, int... data) {
    int at = begin(2);
    out.putShort((short) number).putShort((short) drops);
    out.putInt((int) (time >>> 32)).putInt((int) time).putInt(data.length).putInt(data.length);
    data(data);
    return end(at);
  }

  PcapngSamples unknown() {
    int at = begin(0x0BAD);
    out.putLong(42);
    return end(at);
  }

  byte[] bytes() {
    return Arrays.copyOf(out.array(), out.position());
  }

  private int begin(int type) {
    int at = out.position();
    out.putInt(type).putInt(0);
    return at;
  }

  private void data(int... data) {
    for (int b : data) {
      out.put((byte) b);
    }
    while ((out.position() & 3) != 0) {
      out.put((byte) 0);
    }
  }

  private PcapngSamples end(int at) {
    int length = out.position() + 4 - at;
    out.putInt(at + 4, length).putInt(length);
    return this;
  }
}
