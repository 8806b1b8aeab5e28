package io.tapline.wire.datagram;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tapline.wire.detect.DatagramKind;
import io.tapline.wire.exporter.ExportLimits;
import io.tapline.wire.flow.FlowLoss;
import io.tapline.wire.flow.FlowOutcome;
import io.tapline.wire.flow.FlowRecord;
import io.tapline.wire.flow.FlowSink;
import io.tapline.wire.flow.FlowUnit;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DatagramDecoderTest {
  private static final long RECEIVED = 1_717_200_000_000_000_000L;
  private static final byte[] LINE =
      ("<4>2024-06-01T00:00:00Z gw kernel: DROP-IN: IN=eth0 OUT= SRC=198.51.100.4 DST=10.0.0.2"
              + " LEN=60 TOS=0x00 PREC=0x00 TTL=54 ID=7 DF PROTO=TCP SPT=53 DPT=40000 WINDOW=64240"
              + " RES=0x00 SYN URGP=0")
          .getBytes(UTF_8);

  private final Decoded decoded = new Decoded();

  @Test
  void each_datagram_of_a_mixed_stream_is_decoded_as_what_it_is() {
    assertThat(decoded.decode(netflow5(0))).isEqualTo(FlowOutcome.DECODED);
    assertThat(decoded.decode(LINE)).isEqualTo(FlowOutcome.DECODED);
    assertThat(decoded.decode(netflow9(0, true))).isEqualTo(FlowOutcome.DECODED);
    assertThat(decoded.decode(netflow9(1, false))).isEqualTo(FlowOutcome.DECODED);
    assertThat(decoded.flows)
        .containsExactly("export 10.0.0.1", "line 198.51.100.4", "export 10.0.0.3");
    assertThat(decoded.decoder.counters()).doesNotContainKey("unknown_datagrams");
  }

  @Test
  void what_is_neither_is_counted_by_name() {
    for (byte[] other : List.of(new byte[0], new byte[] {0, 3, 1, 1}, new byte[] {-1, 0, 0, 0})) {
      assertThat(decoded.decode(other)).isEqualTo(FlowOutcome.UNKNOWN_FORMAT);
    }
    assertThat(decoded.decoder.counters()).containsEntry("unknown_datagrams", 3L);
    assertThat(decoded.flows).isEmpty();
  }

  @Test
  void kinds_are_told_by_the_first_bytes() {
    for (int version : new int[] {1, 5, 6, 7, 8, 9, 10}) {
      assertThat(kind(new byte[] {0, (byte) version, 0, 1})).isEqualTo(DatagramKind.FLOW_EXPORT);
    }
    assertThat(kind(new byte[] {0, 0, 0, 5})).as("sFlow").isEqualTo(DatagramKind.FLOW_EXPORT);
    for (String text : List.of("<13>x", "Jun  1 host kernel: é", "x\n", "\u00ef\u00bb\u00bf<1>x")) {
      assertThat(kind(text.getBytes(UTF_8))).as(text).isEqualTo(DatagramKind.LOG_LINE);
    }
    assertThat(kind("<13>x\0".getBytes(UTF_8))).isEqualTo(DatagramKind.LOG_LINE);
    for (byte[] other :
        List.of(
            new byte[0], new byte[1], new byte[] {0, 9}, new byte[] {0, 2, 0, 0}, new byte[8])) {
      assertThat(kind(other)).isEqualTo(DatagramKind.UNKNOWN);
    }
  }

  @Property(tries = 100)
  void a_stream_split_anywhere_gives_the_same_flows_and_state(
      @ForAll @IntRange(max = 59) int split) {
    Decoded whole = new Decoded();
    Decoded parts = new Decoded();
    for (int i = 0; i < 60; i++) {
      byte[] datagram = stream(i);
      assertThat(parts.decode(datagram)).isEqualTo(whole.decode(datagram));
      if (i == split) {
        parts.restart();
      }
    }
    assertThat(parts.flows).isEqualTo(whole.flows).hasSize(35);
    assertThat(parts.decoder.counters()).isEqualTo(whole.decoder.counters());
    assertThat(parts.decoder.snapshot()).isEqualTo(whole.decoder.snapshot());
  }

  private static byte[] stream(int i) {
    return switch (i % 5) {
      case 0 -> LINE;
      case 1 -> netflow5(i / 5);
      case 2 -> netflow9(i / 5, i == 22);
      case 3 -> new byte[] {7, 7, 7, 7};
      default -> "Jun  1 00:00:00 gw cron[1]: nothing of concern".getBytes(UTF_8);
    };
  }

  @Property
  void any_bytes_have_an_outcome(@ForAll byte[] datagram) {
    assertThat(decoded.decode(datagram)).isNotNull();
  }

  @Property
  void any_bytes_are_no_snapshot_but_a_refused_one(@ForAll byte[] snapshot) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Decoded().decoder.restore(snapshot));
  }

  private static DatagramKind kind(byte[] datagram) {
    return DatagramKind.of(MemorySegment.ofArray(datagram), 0, datagram.length);
  }

  /** One record from 10.0.0.1 to 10.0.0.2. */
  private static byte[] netflow5(int sequence) {
    return ByteBuffer.allocate(72)
        .putShort((short) 5)
        .putShort((short) 1)
        .putInt(60_000)
        .putInt(1_717_200_000)
        .putInt(0)
        .putInt(sequence)
        .putInt(0)
        .putInt(0x0A00_0001)
        .putInt(0x0A00_0002)
        .putInt(0)
        .putInt(0)
        .putInt(1)
        .putInt(100)
        .putInt(1000)
        .putInt(2000)
        .array();
  }

  /** A template of an IPv4 source address and octets, or one record of it from 10.0.0.3. */
  private static byte[] netflow9(int sequence, boolean template) {
    ByteBuffer message = ByteBuffer.allocate(template ? 36 : 32);
    message.putShort((short) 9).putShort((short) 1).putInt(60_000).putInt(1_717_200_000);
    message.putInt(sequence).putInt(1);
    if (template) {
      message.putShort((short) 0).putShort((short) 16).putShort((short) 256).putShort((short) 2);
      message.putShort((short) 8).putShort((short) 4).putShort((short) 1).putShort((short) 4);
    } else {
      message.putShort((short) 256).putShort((short) 12).putInt(0x0A00_0003).putInt(100);
    }
    return message.array();
  }

  private static final class Decoded implements FlowSink {
    private final List<String> flows = new ArrayList<>();
    private DatagramDecoder decoder = fresh();

    private static DatagramDecoder fresh() {
      return new DatagramDecoder(ExportLimits.DEFAULTS, 0, ZoneOffset.UTC);
    }

    FlowOutcome decode(byte[] datagram) {
      FlowUnit unit =
          new FlowUnit()
              .from(0, 1, 9, MemorySegment.ofArray(datagram), 0, datagram.length, RECEIVED);
      return decoder.decode(unit, this);
    }

    void restart() {
      byte[] snapshot = decoder.snapshot();
      decoder = fresh();
      decoder.restore(snapshot);
    }

    @Override
    public void flow(FlowRecord record) {
      byte[] address = ByteBuffer.allocate(4).putInt((int) record.sourceLow).array();
      flows.add(
          (decoder.fromLine() ? "line " : "export ")
              + (address[0] & 0xFF)
              + "."
              + (address[1] & 0xFF)
              + "."
              + (address[2] & 0xFF)
              + "."
              + (address[3] & 0xFF));
    }

    @Override
    public void lost(FlowLoss loss) {}
  }
}
