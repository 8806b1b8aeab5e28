package io.tapline.wire.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.wire.detect.Detection.Known;
import io.tapline.wire.detect.Detection.Unknown;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Any bytes have an answer, and an answer for more bytes stays what it was for fewer. */
class AnyWindowTest {

  @Property
  void any_bytes_have_an_answer(@ForAll byte[] bytes, @ForAll boolean whole) {
    check(FormatDetector.detect(bytes, whole));
  }

  @Property
  void changed_files_have_an_answer(
      @ForAll FileFormat format, @ForAll @IntRange(max = 500) int at, @ForAll byte value) {
    byte[] bytes = DetectSamples.of(format);
    bytes[at % bytes.length] = value;
    check(FormatDetector.detect(bytes, true));
  }

  @Property
  void files_cut_anywhere_are_of_their_format_or_unknown(
      @ForAll FileFormat format, @ForAll @IntRange(max = 500) int cut) {
    byte[] bytes = DetectSamples.of(format);
    Detection detection = FormatDetector.detect(Arrays.copyOf(bytes, cut % bytes.length), false);
    check(detection);
    if (detection instanceof Known known) {
      assertThat(known.format()).isEqualTo(format);
    }
  }

  private static void check(Detection detection) {
    switch (detection) {
      case Known known -> assertThat(known.compressions()).hasSizeLessThanOrEqualTo(2);
      case Unknown unknown -> assertThat(unknown.message()).endsWith(".");
    }
  }
}
