package io.tapline.wire.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever the bytes are: an outcome, no exception, and nothing outside of the frame. */
class AnyBytesTest {
  private static final int[] LINK_TYPES = {
    0, 1, 9, 12, 14, 50, 51, 101, 104, 105, 108, 113, 119, 127, 163, 192, 204, 228, 229, 276, 7
  };

  private static final List<String> SAMPLES =
      List.of(
          SampleFrames.ethernet(0x0800, SampleFrames.ipv4(6, SampleFrames.TCP + "cafebabe")),
          SampleFrames.ethernet(0x0800, SampleFrames.ipv4(17, SampleFrames.UDP + "cafebabe")),
          SampleFrames.ethernet(0x0800, SampleFrames.ipv4(1, "0800 0000 00010001")),
          SampleFrames.ethernet(
              0x8100, "0064 86dd" + SampleFrames.ipv6(0, "0600 050200000000" + SampleFrames.TCP)),
          SampleFrames.ethernet(
              0x86DD, SampleFrames.ipv6(44, "1100 0001 00000007" + SampleFrames.UDP + "cafebabe")),
          SampleFrames.ethernet(
              0x8864, "1100 0001 0042 0021" + SampleFrames.ipv4(132, "1234 0050" + "00".repeat(8))),
          SampleFrames.ethernet(0x8847, "00010040 00020140" + SampleFrames.ipv4(50, "cafebabe")));

  /** Their outer connection is whole before the inner one is. */
  private static final List<String> TUNNELS =
      List.of(
          tunnel("08000000 00006400" + SampleFrames.ethernet(0x0800, inner()), 4789),
          tunnel("0240 0800 00000500 0000000100000000" + inner(), 6081),
          tunnel("34ff 0034 00001267 000000 85 01 1009 00" + inner(), 2152),
          tunnel("4802 0038 000c 0022 0001 0002 0021" + inner(), 1701),
          tunnel("0000 1234 c0000201" + SampleFrames.ipv6(6, SampleFrames.TCP), 3544),
          tunnel("00100000 00000000" + SampleFrames.ethernet(0x0800, inner()), 5247),
          SampleFrames.ethernet(
              0x0800, SampleFrames.ipv4(47, "b000 0800 ffff0000 80000007 00000001" + inner())),
          SampleFrames.ethernet(
              0x0800, SampleFrames.ipv4(47, "3001 880b 0034 0101 00000001 ff03 0021" + inner())),
          SampleFrames.ethernet(
              0x86DD, SampleFrames.ipv6(51, "2904 0000" + "00".repeat(20) + inner())),
          SampleFrames.ethernet(0x0800, SampleFrames.ipv4(1, "0301 0000 00000000" + inner())));

  private final FrameView view = new FrameView();

  @Property(tries = 2000)
  void any_bytes_have_an_outcome(@ForAll byte[] bytes) {
    for (int linkType : LINK_TYPES) {
      check(bytes, 0, bytes.length, bytes.length, linkType);
    }
  }

  @Property
  void any_place_and_length_have_an_outcome(
      @ForAll @Size(64) byte[] bytes,
      @ForAll long offset,
      @ForAll int captured,
      @ForAll int original) {
    for (int linkType : LINK_TYPES) {
      check(bytes, offset, captured, original, linkType);
    }
  }

  @Property(tries = 3000)
  void samples_with_changed_bytes_have_an_outcome(
      @ForAll @IntRange(max = 6) int sample,
      @ForAll @IntRange(max = 70) int first,
      @ForAll @IntRange(max = 70) int second,
      @ForAll byte firstValue,
      @ForAll byte secondValue) {
    byte[] bytes = SampleFrames.bytes(SAMPLES.get(sample));
    bytes[first % bytes.length] = firstValue;
    bytes[second % bytes.length] = secondValue;
    check(bytes, 0, bytes.length, bytes.length, LinkTypes.ETHERNET);
  }

  @Example
  void a_sample_cut_anywhere_is_truncated_until_its_ports_are_there() {
    for (String sample : SAMPLES) {
      byte[] bytes = SampleFrames.bytes(sample);
      List<FrameOutcome> outcomes = new ArrayList<>();
      for (int length = 0; length <= bytes.length; length++) {
        outcomes.add(check(bytes, 0, length, bytes.length, LinkTypes.ETHERNET));
      }
      int connection = outcomes.indexOf(FrameOutcome.CONNECTION);
      assertThat(outcomes.subList(0, connection))
          .isSorted()
          .startsWith(FrameOutcome.EMPTY, FrameOutcome.TRUNCATED_LINK);
      assertThat(outcomes.subList(connection, outcomes.size()))
          .containsOnly(FrameOutcome.CONNECTION);
    }
  }

  private static String inner() {
    return SampleFrames.ipv4(6, SampleFrames.TCP + "cafebabe");
  }

  private static String tunnel(String payload, int port) {
    return SampleFrames.ethernet(
        0x0800, SampleFrames.ipv4(17, SampleFrames.udp(4000, port, payload)));
  }

  @Property(tries = 5000)
  void tunnels_with_changed_bytes_have_an_outcome(
      @ForAll @IntRange(max = 9) int sample,
      @ForAll @IntRange(max = 140) int first,
      @ForAll @IntRange(max = 140) int second,
      @ForAll byte firstValue,
      @ForAll byte secondValue) {
    byte[] bytes = SampleFrames.bytes(TUNNELS.get(sample));
    bytes[first % bytes.length] = firstValue;
    bytes[second % bytes.length] = secondValue;
    for (int cut = 0; cut < bytes.length; cut += 7) {
      check(bytes, 0, bytes.length - cut, bytes.length, LinkTypes.ETHERNET);
    }
  }

  private FrameOutcome check(byte[] bytes, long offset, int captured, int original, int linkType) {
    FrameOutcome outcome =
        view.wrap(MemorySegment.ofArray(bytes), offset, captured, original, linkType);
    if (outcome == FrameOutcome.CONNECTION) {
      long end = Math.min(bytes.length, offset + captured);
      assertThat(view.payloadOffset()).isBetween(offset, end);
      assertThat(view.payloadCapturedLength()).isBetween(0, view.payloadLength());
      assertThat(view.payloadOffset() + view.payloadCapturedLength()).isLessThanOrEqualTo(end);
      assertThat(view.sourcePort()).isBetween(0, 0xFFFF);
      assertThat(view.destinationPort()).isBetween(0, 0xFFFF);
    }
    return outcome;
  }
}
