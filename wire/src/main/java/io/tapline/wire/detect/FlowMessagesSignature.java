package io.tapline.wire.detect;

import io.tapline.wire.flowexport.MessageLength;
import java.lang.foreign.MemorySegment;
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
    long length = MessageLength.of(window.segment(), 0);
    if (!isWhole(window.segment(), length)) {
      return "no whole message of NetFlow or IPFIX of version %d begins the file"
          .formatted(version);
    }
    return isFollowed(window, version, (int) length)
        ? null
        : "behind the message of %d bytes comes no other of version %d".formatted(length, version);
  }

  private static boolean isWhole(MemorySegment bytes, long length) {
    return length != MessageLength.NONE
        && length <= bytes.byteSize()
        && MessageLength.isFilled(bytes.asSlice(0, length));
  }

  private static boolean isFollowed(Window window, int version, int end) {
    return end == window.length()
        ? window.isWhole()
        : end + Short.BYTES <= window.length() && window.unsignedShort(end) == version;
  }
}
