package io.tapline.wire.flowexport;

import static io.tapline.wire.flowexport.Messages.f;
import static io.tapline.wire.flowexport.Messages.set;
import static io.tapline.wire.flowexport.Messages.template;

import io.tapline.wire.flowexport.Messages.Field;

/** Flows as many exporters describe them: template 256 and its records. */
public final class UsualFlows {
  static final Field[] USUAL = {
    f(8, 4), f(12, 4), f(7, 2), f(11, 2), f(4, 1), f(5, 1), f(6, 1), f(1, 4), f(2, 4), f(22, 4),
    f(21, 4), f(10, 2), f(14, 2), f(16, 4), f(17, 4), f(9, 1), f(13, 1), f(15, 4)
  };

  /** A set of NetFlow v9 with the template. */
  public static final byte[] TEMPLATE = set(0, template(256, USUAL));

  private UsualFlows() {}

  public static byte[] template256() {
    return template(256, USUAL);
  }

  public static byte[] usual(int port, long packets, long bytes) {
    return usual(port, packets, bytes, 3_590_000, 3_599_000);
  }

  public static byte[] usual(int port, long packets, long bytes, long first, long last) {
    return new Bytes()
        .ipv4("10.0.0.1")
        .ipv4("10.0.0.2")
        .u16(port)
        .u16(443)
        .u8(6)
        .u8(0x28)
        .u8(0x1B)
        .u32(bytes)
        .u32(packets)
        .u32(first)
        .u32(last)
        .u16(3)
        .u16(4)
        .u32(64500)
        .u32(64501)
        .u8(24)
        .u8(16)
        .ipv4("10.0.0.254")
        .get();
  }
}
