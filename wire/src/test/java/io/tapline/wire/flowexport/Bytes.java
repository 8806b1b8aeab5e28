package io.tapline.wire.flowexport;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Writes messages for tests, big-endian. */
public final class Bytes {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  public Bytes u8(long value) {
    out.write((int) value);
    return this;
  }

  public Bytes u16(long value) {
    return u8(value >>> 8).u8(value);
  }

  public Bytes u32(long value) {
    return u16(value >>> 16).u16(value);
  }

  public Bytes u64(long value) {
    return u32(value >>> 32).u32(value);
  }

  public Bytes number(long value, int length) {
    for (int i = length - 1; i >= 0; i--) {
      u8(i > 7 ? 0 : value >>> (8 * i));
    }
    return this;
  }

  /** An IPv4 address as dotted quad. */
  public Bytes ipv4(String address) {
    for (String part : address.split("\\.", -1)) {
      u8(Integer.parseInt(part));
    }
    return this;
  }

  /** Two halves of an IPv6 address. */
  public Bytes ipv6(long high, long low) {
    return u64(high).u64(low);
  }

  public Bytes hex(String digits) {
    return raw(HexFormat.of().parseHex(digits.replace(" ", "")));
  }

  public Bytes raw(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  /** A text of variable length (RFC 7011, section 7). */
  public Bytes text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return (bytes.length < 255 ? u8(bytes.length) : u8(255).u16(bytes.length)).raw(bytes);
  }

  public int length() {
    return out.size();
  }

  public byte[] get() {
    return out.toByteArray();
  }
}
