package io.tapline.wire.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.wire.capture.Frames.Frame;
import io.tapline.wire.capture.Frames.Read;
import java.io.IOException;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever the bytes are: an ending or a refusal, no other exception, no endless loop. */
class AnyFileTest {
  private static final List<Frame> FRAMES =
      List.of(
          Frame.of(new byte[] {1, 2, 3}, 0, 1_700_000_000_123_456_789L, 1, 0),
          Frame.of(new byte[] {4}, 5, 1_700_000_001_000_000_000L, 0, 7),
          Frame.of(new byte[] {}, 0, 1_700_000_002_000_000_000L, 1, 0),
          Frame.of(new byte[] {5, 6, 7, 8}, 100, 1_700_000_003_000_000_000L, 1, 1));

  private static final byte[][] FILES = {
    Frames.pcapng(FRAMES),
    Frames.pcap(FRAMES, 1, PcapWriter.Precision.MICROSECONDS),
    Frames.pcap(FRAMES, 1, PcapWriter.Precision.NANOSECONDS),
    PcapngSamples.everything(true),
    PcapngSamples.everything(false),
  };

  @Property
  void any_bytes_are_read_or_refused(@ForAll byte[] bytes) {
    readOrRefuse(bytes);
  }

  @Property
  void any_bytes_after_a_header_are_read(
      @ForAll @IntRange(max = 4) int file, @ForAll byte[] bytes) {
    byte[] joined = Frames.cut(FILES[file], 28 + bytes.length);
    System.arraycopy(bytes, 0, joined, 28, bytes.length);
    readOrRefuse(joined);
  }

  @Property(tries = 5000)
  void files_with_changed_bytes_are_read_or_refused(
      @ForAll @IntRange(max = 4) int file,
      @ForAll @IntRange(max = 1023) int first,
      @ForAll byte firstValue,
      @ForAll @IntRange(max = 1023) int second,
      @ForAll byte secondValue) {
    byte[] changed = FILES[file].clone();
    changed[first % changed.length] = firstValue;
    changed[second % changed.length] = secondValue;
    readOrRefuse(changed);
  }

  private static void readOrRefuse(byte[] bytes) {
    try {
      Read read = Frames.read(bytes);
      assertThat(read.frames().size()).isLessThanOrEqualTo(bytes.length / 16);
      assertThat(read.ending().fileOffset()).isBetween(0L, (long) bytes.length);
    } catch (CaptureFormatException e) {
      assertThat(e.reason()).isNotNull();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
