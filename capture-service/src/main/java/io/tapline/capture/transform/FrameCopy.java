package io.tapline.capture.transform;

/** A frame that transforms change in place. Reused for every frame; for one thread. */
public final class FrameCopy {
  private static final int FIRST_BYTES = 2048;

  byte[] bytes = new byte[FIRST_BYTES];
  int length;
  int originalLength;
  int linkType;

  void copy(byte[] frame, int frameLength, int frameOriginalLength, int frameLinkType) {
    if (bytes.length < frameLength) {
      bytes = new byte[frameLength];
    }
    System.arraycopy(frame, 0, bytes, 0, frameLength);
    length = frameLength;
    originalLength = frameOriginalLength;
    linkType = frameLinkType;
  }

  /** Bytes from index 0 to {@link #length}. */
  public byte[] bytes() {
    return bytes;
  }

  public int length() {
    return length;
  }

  /** Bytes on the wire: transforms that cut leave it. */
  public int originalLength() {
    return originalLength;
  }

  /** LINKTYPE_ value. */
  public int linkType() {
    return linkType;
  }

  int octet(int at) {
    return bytes[at] & 0xFF;
  }

  int int16(int at) {
    return (octet(at) << 8) | octet(at + 1);
  }

  void int16(int at, int value) {
    bytes[at] = (byte) (value >> 8);
    bytes[at + 1] = (byte) value;
  }
}
