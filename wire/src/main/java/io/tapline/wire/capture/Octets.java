package io.tapline.wire.capture;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.HexFormat;

/** Bytes as a value: equal when their content is. Unchangeable. */
public final class Octets {
  /** No bytes. */
  public static final Octets EMPTY = new Octets(new byte[0]);

  private final byte[] bytes;

  private Octets(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A copy of the bytes. */
  public static Octets of(byte... bytes) {
    return new Octets(bytes.clone());
  }

  /** The bytes of a text in UTF-8. */
  public static Octets of(String text) {
    return new Octets(text.getBytes(UTF_8));
  }

  /** The array becomes the value's own. */
  static Octets owning(byte[] bytes) {
    return new Octets(bytes);
  }

  public int length() {
    return bytes.length;
  }

  /** From 0 to 255. */
  public int unsignedByte(int at) {
    return bytes[at] & 0xFF;
  }

  /** A copy of some of them. */
  public Octets slice(int from, int to) {
    return new Octets(Arrays.copyOfRange(bytes, from, to));
  }

  /** A copy. */
  public byte[] toArray() {
    return bytes.clone();
  }

  /** The array itself, to be read only. */
  byte[] array() {
    return bytes;
  }

  /** As UTF-8; what is none becomes the replacement character. */
  public String text() {
    return new String(bytes, UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Octets that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** In hexadecimal. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
