package io.tapline.flowlog.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.flowlog.Reason;
import io.tapline.rpc.Refusal;
import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What every store of segments keeps to. */
abstract class SegmentStoreContract {
  private static final int LARGE = (9 << 20) + 1;

  /** The store under test. */
  abstract SegmentStore store();

  /** Stores the bytes of a segment. */
  abstract void put(long id, byte[] content);

  /** From now on the store cannot be reached. */
  abstract void takeAway();

  private static byte[] content(long id, int size) {
    byte[] content = new byte[size];
    new Random(id).nextBytes(content);
    return content;
  }

  private SegmentRef stored(long id, int size) {
    put(id, content(id, size));
    return ref(id, size);
  }

  private static SegmentRef ref(long id, int size) {
    return new SegmentRef(id, size, "checked by the reader");
  }

  private Map<SegmentRef, byte[]> fetch(List<SegmentRef> segments) {
    Received received = new Received();
    store().fetch(segments, received, StillWanted.ALWAYS);
    assertThat(received.pieces).as("not ended").isEmpty();
    return received.complete;
  }

  /** Puts pieces together, which have to be of one segment at a time. */
  static final class Received implements SegmentStore.Receiver {
    final Map<SegmentRef, byte[]> complete = new LinkedHashMap<>();
    final Map<SegmentRef, ByteArrayOutputStream> pieces = new HashMap<>();

    @Override
    public void receive(SegmentRef segment, byte[] piece, boolean last) {
      assertThat(piece).hasSizeLessThanOrEqualTo(SegmentStore.MAX_PIECE_BYTES);
      pieces.computeIfAbsent(segment, any -> new ByteArrayOutputStream()).writeBytes(piece);
      assertThat(pieces).as("one at a time").hasSize(1);
      if (last) {
        byte[] content = Objects.requireNonNull(pieces.remove(segment)).toByteArray();
        assertThat(complete.put(segment, content)).as("a second time").isNull();
      }
    }
  }

  @Test
  void each_segment_comes_once_with_its_bytes_and_in_order() {
    List<SegmentRef> segments =
        LongStream.of(3, 1, 2, 12, 11, 10, 9, 8, 7, 6, 5, 4)
            .mapToObj(id -> stored(id, 10 + (int) id))
            .toList();
    Map<SegmentRef, byte[]> received = fetch(segments);
    assertThat(received.keySet()).containsExactlyElementsOf(segments);
    received.forEach(
        (segment, content) ->
            assertThat(content).isEqualTo(content(segment.id(), (int) segment.sizeBytes())));
  }

  @Test
  void a_segment_that_is_gone_is_left_out() {
    List<SegmentRef> segments = List.of(stored(1, 10), ref(2, 10), stored(3, 10));
    assertThat(fetch(segments).keySet()).containsExactly(segments.get(0), segments.get(2));
  }

  @Test
  void a_large_segment_comes_as_a_small_one_does() {
    List<SegmentRef> segments = List.of(stored(1, 10), stored(2, LARGE), stored(3, 10));
    Map<SegmentRef, byte[]> received = fetch(segments);
    assertThat(received.values())
        .extracting(content -> content.length)
        .containsExactly(10, LARGE, 10);
    assertThat(received.get(segments.get(1))).isEqualTo(content(2, LARGE));
  }

  @Test
  void nothing_is_received_where_nothing_is_asked_for() {
    assertThat(fetch(List.of())).isEmpty();
  }

  @Test
  void a_fetch_that_is_not_wanted_ends_with_what_the_caller_says() {
    List<SegmentRef> segments = List.of(stored(1, 10));
    Refusal cancelled = new Refusal(Reason.DEADLINE_EXCEEDED, "cancelled");
    StillWanted never =
        () -> {
          throw cancelled;
        };
    assertThatThrownBy(
            () -> store().fetch(segments, (segment, piece, last) -> unexpected(segment), never))
        .isSameAs(cancelled);
  }

  private static void unexpected(SegmentRef segment) {
    throw new AssertionError("received " + segment);
  }

  @Test
  void a_store_that_is_away_is_unavailable() {
    List<SegmentRef> segments = List.of(stored(1, 10));
    takeAway();
    assertThatThrownBy(() -> fetch(segments))
        .isInstanceOfSatisfying(
            Refusal.class, away -> assertThat(away.reason()).isEqualTo(Reason.STORE_UNAVAILABLE));
  }
}
