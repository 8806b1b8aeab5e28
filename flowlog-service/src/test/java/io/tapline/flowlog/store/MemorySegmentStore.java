package io.tapline.flowlog.store;

import io.tapline.flowlog.Reason;
import io.tapline.rpc.Refusal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Segments by their number, with what a test wants to know and to break. */
final class MemorySegmentStore implements SegmentStore {
  final Map<Long, byte[]> stored = new ConcurrentHashMap<>();

  /** Segments that were asked for so far. */
  final AtomicInteger fetches = new AtomicInteger();

  /** Whether the store cannot be reached. */
  volatile boolean away;

  @Override
  public void fetch(List<SegmentRef> segments, Receiver receiver, StillWanted wanted) {
    for (SegmentRef segment : segments) {
      wanted.check();
      if (away) {
        throw new Refusal(Reason.STORE_UNAVAILABLE, "away");
      }
      fetches.incrementAndGet();
      byte[] content = stored.get(segment.id());
      if (content != null) {
        deliver(segment, content, receiver);
      }
    }
  }

  private static void deliver(SegmentRef segment, byte[] content, Receiver receiver) {
    int from = 0;
    do {
      int to = Math.min(content.length, from + MAX_PIECE_BYTES);
      receiver.receive(segment, Arrays.copyOfRange(content, from, to), to == content.length);
      from = to;
    } while (from < content.length);
  }
}
