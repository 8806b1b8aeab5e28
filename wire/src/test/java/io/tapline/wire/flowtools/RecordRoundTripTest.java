package io.tapline.wire.flowtools;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tapline.wire.flowtools.FlowToolsException.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordRoundTripTest {
  @Property(tries = 200)
  void records_come_back_from_a_stream_as_they_were_written(
      @ForAll RecordVersion version,
      @ForAll boolean bigEndian,
      @ForAll @IntRange(max = 9) int level,
      @ForAll @IntRange(max = 300) int count)
      throws IOException {
    byte[] stream = Streams.of(version, bigEndian ? BIG_ENDIAN : LITTLE_ENDIAN, level, count);
    List<FlowToolsRecord> written =
        IntStream.range(0, count).mapToObj(i -> Streams.record(version, i)).toList();
    assertThat(Streams.read(stream)).isEqualTo(written);
  }

  @Test
  void the_faults_of_flow_tools_in_big_endian_streams_are_made_and_mended() throws IOException {
    for (RecordVersion version : RecordVersion.values()) {
      FlowToolsRecord record = smallTags(version);
      byte[] faulty = faulty(record);
      assertThat(Streams.read(faulty, ForeignOrder.AS_FLOW_TOOLS)).containsExactly(record);
      boolean differs = version == RecordVersion.V1005 || version == RecordVersion.V8_12;
      assertThat(Streams.read(faulty).getFirst().equals(record))
          .describedAs("%s", version)
          .isNotEqualTo(differs);
    }
  }

  /** Of the tags only the low half survives. */
  private static FlowToolsRecord smallTags(RecordVersion version) {
    RecordBuilder builder = new RecordBuilder(version).copy(Streams.record(version, 1));
    return version == RecordVersion.V1005
        ? builder.set(FlowField.SRC_TAG, 0x00FF).set(FlowField.DST_TAG, 0x1234).build()
        : builder.build();
  }

  private static byte[] faulty(FlowToolsRecord record) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    FlowToolsHeader header = new HeaderBuilder(record.version(), BIG_ENDIAN).build();
    try (FlowToolsWriter writer =
        FlowToolsWriter.copy(out, header, 0, ForeignOrder.AS_FLOW_TOOLS)) {
      writer.write(record);
      writer.finish();
    }
    return out.toByteArray();
  }

  @Test
  void a_finished_file_says_that_it_is_done_and_how_many_flows_it_has(@TempDir Path directory)
      throws IOException {
    Path file = directory.resolve("flows.ft");
    HeaderBuilder header = new HeaderBuilder(RecordVersion.V5, LITTLE_ENDIAN);
    try (FlowToolsWriter writer = FlowToolsWriter.create(file, header, 6)) {
      writer.write(Streams.record(RecordVersion.V5, 0));
      writer.write(Streams.record(RecordVersion.V5, 1));
      assertThat(file).doesNotExist();
      writer.finish();
    }
    try (FlowToolsReader reader = FlowToolsReader.open(file)) {
      assertThat(reader.header().flowCount()).hasValue(2);
      assertThat(reader.header().is(HeaderFlag.DONE)).isTrue();
      assertThat(reader.header().is(HeaderFlag.COMPRESS)).isTrue();
      assertThat(Optional.ofNullable(reader.read())).contains(Streams.record(RecordVersion.V5, 0));
    }
  }

  @Test
  void a_writer_that_does_not_finish_leaves_nothing(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("flows.ft");
    HeaderBuilder header = new HeaderBuilder(RecordVersion.V5, LITTLE_ENDIAN);
    try (FlowToolsWriter writer = FlowToolsWriter.create(file, header, 0)) {
      writer.write(Streams.record(RecordVersion.V5, 0));
    }
    try (var files = Files.list(directory)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void a_record_of_another_version_is_refused_and_can_be_converted() throws IOException {
    FlowToolsRecord record = Streams.record(RecordVersion.V7, 0);
    HeaderBuilder header = new HeaderBuilder(RecordVersion.V5, LITTLE_ENDIAN);
    try (FlowToolsWriter writer = FlowToolsWriter.stream(new ByteArrayOutputStream(), header, 0)) {
      assertThatExceptionOfType(FlowToolsException.class)
          .isThrownBy(() -> writer.write(record))
          .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.WRONG_RECORD_VERSION));
      writer.write(record.as(RecordVersion.V5));
      assertThat(writer.count()).isEqualTo(1);
    }
    assertThat(record.as(RecordVersion.V5).srcaddr()).isEqualTo(record.srcaddr());
    assertThat(record.as(RecordVersion.V1005).srcTag()).isZero();
  }

  @Test
  void what_a_version_does_not_tell_is_an_error_that_names_both() {
    FlowToolsRecord record = Streams.record(RecordVersion.V1, 0);
    assertThatExceptionOfType(UnsupportedFieldException.class)
        .isThrownBy(record::srcAs)
        .withMessage("Records of version 1 do not tell src_as.")
        .satisfies(e -> assertThat(e.field()).isEqualTo(FlowField.SRC_AS))
        .satisfies(e -> assertThat(e.version()).isEqualTo(RecordVersion.V1));
  }

  @Test
  void a_value_that_does_not_fit_is_refused() {
    RecordBuilder record = new RecordBuilder(RecordVersion.V5);
    assertThatIllegalArgumentException().isThrownBy(() -> record.set(FlowField.PROT, 256));
    assertThatIllegalArgumentException().isThrownBy(() -> record.set(FlowField.DPKTS, -1));
  }

  @Test
  void both_directions_have_one_bidirectional_id_and_its_padding_is_0() {
    FlowToolsRecord there = sides(0x0A00_0001L, 1000, 3, 0xC0A8_0001L, 80, 7);
    FlowToolsRecord back = sides(0xC0A8_0001L, 80, 7, 0x0A00_0001L, 1000, 3);
    assertThat(there.bidirectionalId()).isEqualTo(back.bidirectionalId()).hasSize(18);
    assertThat(there.id()).isNotEqualTo(back.id()).endsWith(0);
  }

  private static FlowToolsRecord sides(
      long source, int sourcePort, int input, long destination, int destinationPort, int output) {
    return new RecordBuilder(RecordVersion.V5)
        .set(FlowField.SRCADDR, source)
        .set(FlowField.SRCPORT, sourcePort)
        .set(FlowField.INPUT, input)
        .set(FlowField.DSTADDR, destination)
        .set(FlowField.DSTPORT, destinationPort)
        .set(FlowField.OUTPUT, output)
        .build();
  }

  @Test
  void the_bytes_of_a_record_are_swapped_field_by_field() {
    for (RecordVersion version : RecordVersion.values()) {
      FlowToolsRecord record = Streams.record(version, 3);
      byte[] big = record.bytes(BIG_ENDIAN);
      FlowToolsRecord again = new FlowToolsRecord(version, big, ByteOrder.BIG_ENDIAN);
      assertThat(again).isEqualTo(record).hasSameHashCodeAs(record);
      assertThat(again.bytes(LITTLE_ENDIAN)).isEqualTo(record.bytes(LITTLE_ENDIAN));
    }
  }
}
