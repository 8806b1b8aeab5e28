package io.tapline.capture.deliver;

import java.util.ArrayDeque;

/** What was sent on a call and is not yet durable. */
final class InFlight {
  private record Sent(long endPosition, long bytes) {}

  private final ArrayDeque<Sent> sent = new ArrayDeque<>();
  private long bytes;

  void sent(long endPosition, long size) {
    sent.add(new Sent(endPosition, size));
    bytes += size;
  }

  void acknowledged(long nextPosition) {
    for (Sent head = sent.peek();
        head != null && head.endPosition <= nextPosition;
        head = sent.peek()) {
      bytes -= head.bytes;
      sent.poll();
    }
  }

  boolean isEmpty() {
    return sent.isEmpty();
  }

  long bytes() {
    return bytes;
  }
}
