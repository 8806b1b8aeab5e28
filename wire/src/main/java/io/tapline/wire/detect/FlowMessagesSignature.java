package io.tapline.wire.detect;

import org.jspecify.annotations.Nullable;

/**
 * Export messages one after the other, as in IPFIX files (RFC 5655). The first message is whole and
 * agrees with its own lengths, and the file ends behind it or a message of the same version begins.
 */
final class FlowMessagesSignature implements Signature {

  @Override
  public FileFormat format() {
    return FileFormat.FLOW_MESSAGES;
  }

  @Override
  public @Nullable String mismatch(Window window) {
    if (window.length() < Short.BYTES) {
      return "has %d bytes".formatted(window.length());
    }
    int version = window.unsignedShort(0);
    int end = FlowMessageLength.of(window, version);
    if (end <= 0) {
      return "no whole message of NetFlow or IPFIX of version %d begins the file"
          .formatted(version);
    }
    return isFollowed(window, version, end)
        ? null
        : "behind the message of %d bytes comes no other of version %d".formatted(end, version);
  }

  private static boolean isFollowed(Window window, int version, int end) {
    return end == window.length()
        ? window.isWhole()
        : end + Short.BYTES <= window.length() && window.unsignedShort(end) == version;
  }
}
