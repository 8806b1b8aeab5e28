package io.tapline.flowlog.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.flowlog.assemble.ConnectionTable;
import io.tapline.flowlog.assemble.ConnectionView;
import io.tapline.flowlog.assemble.Frames.End;
import io.tapline.flowlog.assemble.TableConfig;
import io.tapline.flowlog.checkpoint.SourceEncoding;
import io.tapline.flowlog.checkpoint.SourceEncoding.Kind;
import io.tapline.wire.exporter.SamplingRules;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Frames may have gaps between them, and their memory is gone as soon as they were consumed. */
class FrameMemoryTest {
  private static final int GAP = 16;
  private static final End CLIENT = new End(1, 40_000);
  private static final End SERVER = new End(100, 443);

  @Test
  void packets() {
    Traffic traffic = new Traffic(7, 2000);
    List<FrameBlock> blocks = new ArrayList<>();
    for (int at = 0; at < traffic.size(); at += 50) {
      blocks.add(traffic.block(at, at + 50));
    }
    assertSameWhereverFramesLie(Kind.PACKETS, blocks);
  }

  @Test
  void flow_exports() {
    assertSameWhereverFramesLie(
        Kind.FLOW_EXPORT,
        List.of(
            Exports.block(0, Exports.template(0)),
            Exports.block(1, Exports.flow(1, CLIENT, SERVER, 0x1b)),
            Exports.block(2, Exports.flow(5, SERVER, CLIENT, 0x1b))));
  }

  @Test
  void lines_whose_header_came_earlier() {
    Lines nfdump =
        Lines.of(
            Traffic.T0,
            """
            firstSeen,duration,proto,srcAddr,srcPort,dstAddr,dstPort,packets,bytes,bpp,bps,flows
            2024-06-01 00:00:00.000,1.000,UDP,10.0.0.2,53,10.0.0.1,40000,3,300,100,1,1
            2024-06-01 00:00:01.000,1.000,TCP,10.0.0.2,80,10.0.0.1,40001,4,400,100,1,1\
            """);
    assertSameWhereverFramesLie(
        Kind.NFDUMP_CSV, List.of(nfdump.block(0, 1), nfdump.block(1, 2), nfdump.block(2, 3)));
  }

  @Test
  void lines_of_a_firewall() {
    Lines firewall =
        Lines.of(
            Traffic.T0,
            """
            2024-06-01T00:00:00Z gw kernel: DROP-IN: IN=eth0 OUT= SRC=198.51.100.4 DST=10.0.0.2 LEN=60 \
            TOS=0x00 PREC=0x00 TTL=54 ID=7 DF PROTO=TCP SPT=53 DPT=40000 WINDOW=64240 RES=0x00 SYN URGP=0
            2024-06-01T00:00:01Z gw last message repeated 3 times\
            """);
    assertSameWhereverFramesLie(
        Kind.FIREWALL_LOG, List.of(firewall.block(0, 1), firewall.block(1, 2)));
  }

  private static void assertSameWhereverFramesLie(Kind kind, List<FrameBlock> blocks) {
    Log together = new Log(kind);
    blocks.forEach(together::consume);
    Log apart = new Log(kind);
    for (FrameBlock block : blocks) {
      try (Arena arena = Arena.ofConfined()) {
        apart.consume(spread(block, arena));
      }
    }
    assertThat(apart.said).isNotEmpty().isEqualTo(together.said);
    assertThat(apart.end(blocks)).isNotEmpty().isEqualTo(together.end(blocks));
  }

  private static FrameBlock spread(FrameBlock block, Arena arena) {
    MemorySegment data =
        arena.allocate(block.data().byteSize() + (long) GAP * (block.frames() + 1));
    data.fill((byte) 0x5a);
    int[] offsets = new int[block.frames()];
    int at = GAP;
    for (int i = 0; i < block.frames(); i++) {
      int length = block.capturedLength(i);
      MemorySegment.copy(block.data(), block.offsets()[i], data, at, length);
      offsets[i] = at;
      at += length + GAP;
    }
    FrameBlock spread =
        new FrameBlock(
            block.firstPosition(),
            block.frames(),
            data,
            offsets,
            block.capturedLengths(),
            block.originalLengths(),
            block.timesNanos(),
            block.linkTypes(),
            block.losses());
    BlockRules.check(spread);
    return spread;
  }

  /** What becomes of frames, in words. */
  private static final class Log {
    final List<String> said = new ArrayList<>();
    private final ConnectionTable table = new ConnectionTable(TableConfig.DEFAULT, this::row);
    private final FrameConsumer consumer;

    Log(Kind kind) {
      consumer =
          FrameConsumers.of(
              SourceEncoding.of(kind),
              SamplingRules.NONE,
              table,
              this::row,
              loss -> said.add(loss.toString()));
    }

    private void row(ConnectionView row) {
      said.add(
          row.clientLow()
              + ":%d > %d:%d %s %d/%d bytes, %s, %s %s"
                  .formatted(
                      row.clientPort(),
                      row.serverLow(),
                      row.serverPort(),
                      row.service(),
                      row.clientBytes(),
                      row.serverBytes(),
                      row.hostname(),
                      row.history(),
                      row.firewallAction()));
    }

    void consume(FrameBlock block) {
      for (int i = 0; i < block.frames(); i++) {
        said.add(Outcomes.label(consumer.consume(block, i)));
      }
    }

    List<String> end(List<FrameBlock> blocks) {
      SourceState state = new SourceState();
      consumer.save(state);
      consumer.finish(blocks.getLast().endPosition());
      table.finish();
      said.add(consumer.counters().toString());
      return said;
    }
  }
}
