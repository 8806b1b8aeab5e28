package io.tapline.flowlog.identify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.flowlog.assemble.Frames;
import io.tapline.flowlog.assemble.Frames.End;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Client hellos that span segments and records. */
class TlsNamesTest {
  private static final Identification UNNAMED = Identification.unnamed("tls");
  private static final Identification NAMED = UNNAMED.named("a.example.com");
  private static final byte[] HELLO = Hello.of("a.example.com");

  private final PayloadIdentifier identifier = new PayloadIdentifier();
  private @Nullable Identification known;

  /** Bytes [from, to) of a stream that begins at a sequence number. */
  private @Nullable Identification segment(byte[] stream, int begin, int from, int to) {
    byte[] part = Arrays.copyOfRange(stream, from, to);
    byte[] frame = Frames.tcp(new End(1, 50_000), new End(2, 443), 0x18, begin + from, part);
    known = identifier.identify(Frames.view(frame), true, false, known, 0);
    return known;
  }

  @Property(tries = 500)
  void a_hello_cut_anywhere_is_named_when_its_last_segment_comes(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    PayloadIdentifier fresh = new PayloadIdentifier();
    int begin = random.nextInt();
    int first = random.nextInt(6, HELLO.length - 30);
    int second = random.nextInt(first + 1, HELLO.length - 1);
    List<int[]> rest =
        new ArrayList<>(List.of(new int[] {first, second}, new int[] {second, HELLO.length}));
    if (random.nextBoolean()) {
      Collections.swap(rest, 0, 1);
    }
    Identification found = identified(fresh, null, begin, 0, first);
    found = identified(fresh, found, begin, 0, first);
    for (int[] part : rest) {
      found = identified(fresh, found, begin, part[0], part[1]);
    }
    assertThat(found).isEqualTo(NAMED);
    assertThat(fresh.kept()).isZero();
  }

  private static @Nullable Identification identified(
      PayloadIdentifier with, @Nullable Identification known, int begin, int from, int to) {
    byte[] part = Arrays.copyOfRange(HELLO, from, to);
    byte[] frame = Frames.tcp(new End(1, 50_000), new End(2, 443), 0x18, begin + from, part);
    return with.identify(Frames.view(frame), true, false, known, 0);
  }

  @Test
  void a_name_that_is_cut_by_the_border_of_a_segment_is_put_together() {
    int cut = HELLO.length - 5;
    assertThat(segment(HELLO, 100, 0, cut)).isEqualTo(UNNAMED);
    assertThat(segment(HELLO, 100, cut, HELLO.length)).isEqualTo(NAMED);
  }

  @Test
  void a_hello_may_span_records() {
    byte[] message = Arrays.copyOfRange(HELLO, 5, HELLO.length);
    byte[] stream =
        Initials.joined(
            record(Arrays.copyOf(message, 50)),
            record(Arrays.copyOfRange(message, 50, message.length)));
    assertThat(segment(stream, 1, 0, stream.length)).isEqualTo(NAMED);
    known = null;
    segment(stream, 1, 0, 30);
    segment(stream, 1, 30, 57);
    assertThat(segment(stream, 1, 57, stream.length)).isEqualTo(NAMED);
  }

  private static byte[] record(byte[] part) {
    return Initials.joined(new byte[] {22, 3, 1, 0, (byte) part.length}, part);
  }

  @Test
  void a_hello_without_name_is_not_waited_for() {
    byte[] unnamed = HELLO.clone();
    int extension = HELLO.length - "a.example.com".length() - 9;
    unnamed[extension] = 0x33;
    assertThat(segment(unnamed, 1, 0, unnamed.length)).isEqualTo(UNNAMED);
    assertThat(identifier.kept()).isZero();
    segment(unnamed, 1, 0, 40);
    assertThat(identifier.kept()).isEqualTo(1);
    segment(unnamed, 1, 40, unnamed.length);
    assertThat(identifier.kept()).isZero();
    assertThat(known).isEqualTo(UNNAMED);
  }

  @Test
  void a_connection_that_closes_leaves_nothing_behind() {
    segment(HELLO, 1, 0, 40);
    identifier.forget(0);
    assertThat(identifier.kept()).isZero();
  }

  /** Where only headers are captured, hellos would wait for what never comes. */
  @Test
  void a_hello_that_the_capture_cut_is_not_waited_for() {
    byte[] frame = Frames.tcp(new End(1, 50_000), new End(2, 443), 0x18, 1, HELLO);
    Identification first =
        identifier.identify(Frames.view(frame, frame.length - 40), true, false, null, 0);
    assertThat(first).isEqualTo(UNNAMED);
    assertThat(identifier.kept()).isZero();
    assertThat(identifier.identify(Frames.view(frame), true, false, first, 0)).isEqualTo(NAMED);
  }

  @Test
  void a_name_before_the_cut_of_the_capture_is_read() {
    byte[] longer = Arrays.copyOf(HELLO, HELLO.length + 50);
    longer[4] = (byte) (longer[4] + 50);
    longer[8] = (byte) (longer[8] + 50);
    byte[] frame = Frames.tcp(new End(1, 50_000), new End(2, 443), 0x18, 1, longer);
    assertThat(identifier.identify(Frames.view(frame, frame.length - 50), true, false, null, 0))
        .isEqualTo(NAMED);
  }
}
