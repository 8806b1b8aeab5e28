package io.tapline.wire.capture;

/** Offsets of the pcapng Simple Packet Block (section 4.4): no time, no interface, no options. */
final class SimplePacket {
  static final int ORIGINAL_LENGTH = 8;
  static final int DATA = 12;
  static final int SHORTEST_BYTES = 16;

  private SimplePacket() {}
}
