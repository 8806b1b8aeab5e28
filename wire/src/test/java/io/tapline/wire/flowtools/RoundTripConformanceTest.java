package io.tapline.wire.flowtools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the originals wrote, read and written again. */
@Tag("conformance")
class RoundTripConformanceTest {
  private int sameCompressed;
  private int compressed;

  @Test
  void every_stream_of_format_3_is_the_same_after_reading_and_writing() throws IOException {
    int streams = 0;
    for (Path file : Vectors.streams()) {
      byte[] original = Files.readAllBytes(file);
      if (original[3] == 3) {
        compare(file, original);
        streams++;
      }
    }
    System.out.printf(
        "%d streams, %d of them compressed, %d of those with equal zlib bytes%n",
        streams, compressed, sameCompressed);
    assertThat(streams).isPositive();
  }

  private void compare(Path file, byte[] original) throws IOException {
    FlowToolsHeader header = header(file);
    byte[] copy = write(header, Vectors.records(file));
    if (header.is(HeaderFlag.COMPRESS)) {
      compressed++;
      sameCompressed += Arrays.equals(copy, original) ? 1 : 0;
      assertThat(inflate(copy, header))
          .describedAs("%s", file)
          .isEqualTo(inflate(original, header));
    } else {
      assertThat(copy).describedAs("%s", file).isEqualTo(original);
    }
  }

  private static FlowToolsHeader header(Path file) throws IOException {
    try (FlowToolsReader reader = FlowToolsReader.open(file)) {
      return reader.header();
    }
  }

  private static byte[] write(FlowToolsHeader header, List<FlowToolsRecord> records)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (FlowToolsWriter writer =
        FlowToolsWriter.copy(out, header, 6, ForeignOrder.AS_DOCUMENTED)) {
      for (FlowToolsRecord record : records) {
        writer.write(record);
      }
      writer.finish();
    }
    return out.toByteArray();
  }

  private static byte[] inflate(byte[] stream, FlowToolsHeader header) throws IOException {
    int start = header.length();
    return new InflaterInputStream(new ByteArrayInputStream(stream, start, stream.length - start))
        .readAllBytes();
  }

  @Test
  void every_header_of_format_3_is_built_again_from_what_it_says() throws IOException {
    for (Path file : Vectors.streams()) {
      FlowToolsHeader header = header(file);
      if (header.streamVersion() == 3) {
        assertThat(HeaderBuilder.from(header).build().bytes())
            .describedAs("%s", file)
            .isEqualTo(header.bytes());
      }
    }
  }

  @Test
  void every_stream_ends_after_its_last_record() throws IOException {
    for (Path file : Vectors.streams()) {
      try (FlowToolsFrames frames = FlowToolsFrames.open(file)) {
        frames.skip(Long.MAX_VALUE);
        assertThat(frames.ending())
            .describedAs("%s", file)
            .extracting(FlowToolsEnding::kind)
            .isEqualTo(FlowToolsEnding.Kind.COMPLETE);
      }
    }
  }
}
