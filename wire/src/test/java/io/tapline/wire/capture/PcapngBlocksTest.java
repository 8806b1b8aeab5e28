package io.tapline.wire.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.wire.capture.BlockSamples.Blocks;
import io.tapline.wire.capture.PcapngBlock.NameRecord;
import io.tapline.wire.capture.PcapngOption.Numeric;
import io.tapline.wire.capture.PcapngOption.Plain;
import io.tapline.wire.capture.PcapngOption.Text;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PcapngBlocksTest {

  @Test
  void every_block_with_its_options_reads_back_as_it_was_written() throws IOException {
    Blocks read = BlockSamples.read(BlockSamples.write(BlockSamples.ALL));
    assertThat(read.blocks()).isEqualTo(BlockSamples.ALL);
    assertThat(read.ending().kind()).isEqualTo(CaptureEnding.Kind.COMPLETE);
  }

  @Test
  void frames_among_all_blocks_are_read() throws IOException {
    Frames.Read read = Frames.read(BlockSamples.write(BlockSamples.ALL));
    assertThat(read.frames()).hasSize(3);
    assertThat(read.ending().kind()).isEqualTo(CaptureEnding.Kind.COMPLETE);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void numbers_of_either_byte_order_are_the_same(boolean bigEndian) throws IOException {
    Blocks read = BlockSamples.read(PcapngSamples.everything(bigEndian));
    assertThat(read.blocks())
        .hasSize(10)
        .contains(
            PcapngBlock.Section.of(List.of()),
            new PcapngBlock.Interface(101, 2, List.of(new Numeric(14, 8, 1))),
            new PcapngBlock.EnhancedPacket(0, 17, 1, Octets.of((byte) 7), List.of()),
            new PcapngBlock.SimplePacket(3, Octets.of(new byte[] {4, 5, 6})));
  }

  @Test
  void an_option_of_another_length_than_it_should_have_is_left_plain() throws IOException {
    byte[] file = new PcapngSamples(false).section().interfaceBlock(1, 0, 9, 2, 9, 9).bytes();
    assertThat(BlockSamples.read(file).blocks())
        .contains(
            new PcapngBlock.Interface(1, 0, List.of(new Plain(9, Octets.of((byte) 9, (byte) 9)))));
  }

  @Test
  void names_of_an_address_are_told() {
    Octets address = Octets.of(new byte[] {10, 0, 0, 1});
    NameRecord one = NameRecord.of(NameRecord.IPV4, address, "a.example\0b.example");
    assertThat(one.address()).isEqualTo(address);
    assertThat(one.names()).containsExactly("a.example", "b.example");
    assertThat(new NameRecord(9, address).names()).isEmpty();
  }

  @Test
  void an_interface_gets_its_name_and_frames_are_written_fast() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (PcapngWriter writer = new PcapngWriter(Channels.newChannel(out), BlockSamples.SECTION)) {
      int number = writer.addInterface(1, 0, List.of(new Text(2, "eth0")));
      writer.write(number, MemorySegment.ofArray(new byte[60]), 0, 60, 60, 17, 0);
    }
    assertThat(BlockSamples.read(out.toByteArray()).blocks())
        .contains(
            new PcapngBlock.Interface(1, 0, List.of(new Numeric(9, 1, 9), new Text(2, "eth0"))));
    assertThat(Frames.read(out.toByteArray()).frames()).hasSize(1);
  }

  @Test
  void an_interface_is_described_once_for_each_link_type_and_name() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<Integer> numbers = new ArrayList<>();
    try (PcapngWriter writer = new PcapngWriter(Channels.newChannel(out), BlockSamples.SECTION)) {
      InterfaceNumbers interfaces = new InterfaceNumbers(writer, 96);
      for (int round = 0; round < 2; round++) {
        numbers.add(interfaces.number(1));
        numbers.add(interfaces.number(101));
        numbers.add(interfaces.number(1, "eth0"));
        numbers.add(interfaces.number(1, "eth1"));
      }
    }
    assertThat(numbers).containsExactly(0, 1, 2, 3, 0, 1, 2, 3);
    Numeric nanoseconds = new Numeric(9, 1, 9);
    assertThat(BlockSamples.read(out.toByteArray()).blocks())
        .containsExactly(
            BlockSamples.SECTION,
            new PcapngBlock.Interface(1, 96, List.of(nanoseconds)),
            new PcapngBlock.Interface(101, 96, List.of(nanoseconds)),
            new PcapngBlock.Interface(1, 96, List.of(nanoseconds, new Text(2, "eth0"))),
            new PcapngBlock.Interface(1, 96, List.of(nanoseconds, new Text(2, "eth1"))));
  }

  @Test
  void what_would_not_be_read_back_is_refused() {
    PcapngBlock.Section section = BlockSamples.SECTION;
    assertThatThrownBy(() -> BlockSamples.write(List.of(section, BlockSamples.PACKET)))
        .hasMessageContaining("Interface 0");
    PcapngBlock large =
        new PcapngBlock.Unknown(7, Octets.of(new byte[CaptureReader.MAXIMUM_BLOCK_BYTES]));
    assertThatThrownBy(() -> BlockSamples.write(List.of(section, large)))
        .hasMessageContaining("at most 16777216 bytes");
    PcapngBlock odd = new PcapngBlock.Interface(1, 0, List.of(new Text(0, "end")));
    assertThatThrownBy(() -> BlockSamples.write(List.of(section, odd)))
        .hasMessageContaining("no code 0");
  }

  @Test
  void a_block_larger_than_the_buffer_is_written() throws IOException {
    PcapngBlock large = new PcapngBlock.Unknown(7, Octets.of(new byte[5 << 20]));
    List<PcapngBlock> blocks = List.of(BlockSamples.SECTION, large, BlockSamples.INTERFACE);
    assertThat(BlockSamples.read(BlockSamples.write(blocks)).blocks()).isEqualTo(blocks);
  }

  @Test
  void a_capture_of_another_format_has_no_blocks() throws IOException {
    byte[] pcap = Frames.pcap(List.of(), 1, PcapWriter.Precision.NANOSECONDS);
    try (CaptureFile file = CaptureFile.of(MemorySegment.ofArray(pcap))) {
      assertThatThrownBy(() -> new PcapngBlocks(file)).hasMessage("Only pcapng has blocks.");
    }
  }

  @Provide
  Arbitrary<PcapngOption> options() {
    Arbitrary<Integer> codes = Arbitraries.integers().between(20, 0xFFFF).filter(c -> c < 2988);
    Arbitrary<Octets> octets = Arbitraries.bytes().array(byte[].class).ofMaxSize(9).map(Octets::of);
    Arbitrary<String> texts = Arbitraries.strings().ofMaxLength(9).filter(t -> !hasSurrogate(t));
    return Arbitraries.oneOf(
        Combinators.combine(codes, octets).as(Plain::new),
        texts.map(text -> new Text(PcapngOption.COMMENT, text)),
        Combinators.combine(Arbitraries.integers(), octets)
            .as((enterprise, value) -> new PcapngOption.Custom(2988, enterprise, value)));
  }

  private static boolean hasSurrogate(String text) {
    return text.chars().anyMatch(c -> Character.isSurrogate((char) c));
  }

  @Property
  void any_packet_reads_back(
      @ForAll long time,
      @ForAll int original,
      @ForAll byte[] data,
      @ForAll("options") PcapngOption first,
      @ForAll("options") PcapngOption second)
      throws IOException {
    List<PcapngBlock> blocks =
        List.of(
            BlockSamples.SECTION,
            BlockSamples.INTERFACE,
            new PcapngBlock.EnhancedPacket(
                0, time, original, Octets.of(data), List.of(first, second)),
            new PcapngBlock.InterfaceStatistics(0, time, List.of(second, first)));
    assertThat(BlockSamples.read(BlockSamples.write(blocks)).blocks()).isEqualTo(blocks);
  }
}
