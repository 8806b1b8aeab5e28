package io.tapline.wire.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.wire.capture.Frames.Frame;
import io.tapline.wire.capture.Frames.Read;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What was written reads back, whole or cut anywhere, from the start or from any frame. */
class RoundTripTest {
  private static final long LAST_SECOND_NANOS = 0xFFFF_FFFFL * 1_000_000_000L;

  @Provide
  Arbitrary<List<Frame>> frames() {
    Arbitrary<Frame> frame =
        Combinators.combine(
                Arbitraries.bytes().array(byte[].class).ofMaxSize(70),
                Arbitraries.integers().between(0, 2000),
                Arbitraries.longs().between(0, LAST_SECOND_NANOS),
                Arbitraries.integers().between(0, 3),
                Arbitraries.longs().between(0, 5))
            .as(Frame::of);
    return frame.list().ofMaxSize(12);
  }

  @Property
  void pcapng_reads_back_to_the_nanosecond(@ForAll("frames") List<Frame> frames)
      throws IOException {
    Read read = Frames.read(Frames.pcapng(frames));
    assertThat(read.frames()).isEqualTo(frames);
    assertThat(read.ending().kind()).isEqualTo(CaptureEnding.Kind.COMPLETE);
  }

  @Property
  void pcap_reads_back_in_its_precision(@ForAll("frames") List<Frame> given) throws IOException {
    List<Frame> frames = given.stream().map(RoundTripTest::asInPcap).toList();
    Read nano = Frames.read(Frames.pcap(frames, 101, PcapWriter.Precision.NANOSECONDS));
    assertThat(nano.frames()).isEqualTo(frames);
    Read micro = Frames.read(Frames.pcap(frames, 101, PcapWriter.Precision.MICROSECONDS));
    assertThat(micro.frames())
        .isEqualTo(frames.stream().map(f -> f.at(f.timeNanos() / 1000 * 1000)).toList());
  }

  private static Frame asInPcap(Frame frame) {
    return new Frame(frame.bytes(), frame.originalLength(), frame.timeNanos(), 101, 0);
  }

  @Property(tries = 50)
  void a_file_cut_anywhere_gives_the_frames_before_the_cut(@ForAll("frames") List<Frame> frames)
      throws IOException {
    checkCuts(Frames.pcapng(frames), frames);
    List<Frame> plain = frames.stream().map(RoundTripTest::asInPcap).toList();
    checkCuts(Frames.pcap(plain, 101, PcapWriter.Precision.NANOSECONDS), plain);
  }

  private static void checkCuts(byte[] file, List<Frame> frames) throws IOException {
    for (int length = 28; length <= file.length; length++) {
      Read read = Frames.read(Frames.cut(file, length));
      assertThat(read.frames()).isEqualTo(frames.subList(0, read.frames().size()));
      assertThat(read.ending().kind()).isNotEqualTo(CaptureEnding.Kind.CORRUPT);
      assertThat(read.ending().fileOffset()).isLessThanOrEqualTo(length);
    }
  }

  @Property(tries = 50)
  void reading_goes_on_from_every_frame(@ForAll("frames") List<Frame> frames) throws IOException {
    checkStarts(Frames.pcapng(frames), frames);
    List<Frame> plain = frames.stream().map(RoundTripTest::asInPcap).toList();
    checkStarts(Frames.pcap(plain, 101, PcapWriter.Precision.NANOSECONDS), plain);
  }

  private static void checkStarts(byte[] bytes, List<Frame> frames) throws IOException {
    try (CaptureFile file = CaptureFile.of(MemorySegment.ofArray(bytes))) {
      List<Long> starts = new ArrayList<>(List.of(0L));
      CaptureReader reader = file.reader();
      while (reader.next()) {
        starts.add(reader.nextFileOffset());
      }
      for (int i = 0; i < starts.size(); i++) {
        CaptureReader later = file.readerAt(starts.get(i), i);
        assertThat(Frames.read(later).frames()).isEqualTo(frames.subList(i, frames.size()));
        assertThat(later.position()).isEqualTo(frames.size() - 1);
      }
    }
  }
}
