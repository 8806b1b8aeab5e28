package io.tapline.flowlog.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.tapline.flowlog.assemble.Frames.End;
import io.tapline.wire.frame.FrameOutcome;
import io.tapline.wire.frame.FrameView;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AllocationTest {
  private static final int PACKETS = 1_000_000;
  private static final int ROUNDS = 8;
  private static final long LIMIT_BYTES = 1_000;
  private static final int ETHERNET = 1;
  private static final int RAW = 101;

  private final FrameView view = new FrameView();
  private final ConnectionTable table =
      new ConnectionTable(TableConfig.DEFAULT.withMaxConnections(500), connection -> {});
  private final PacketTracker tracker = new PacketTracker(table);
  private List<MemorySegment> frames = List.of();
  private long position;

  @Test
  void a_million_packets_allocate_next_to_nothing_after_warm_up() {
    frames = direct(lives());
    assertThat(leastAllocated()).isLessThan(LIMIT_BYTES);
    assertThat(table.evictions()).isPositive();
  }

  @Test
  void neither_do_those_in_tunnels_and_fragments_nor_icmp_errors() {
    frames = direct(tunnelsAndFragments());
    assertThat(leastAllocated()).isLessThan(LIMIT_BYTES);
    assertThat(table.openCount()).isEqualTo(4);
  }

  private long leastAllocated() {
    long least = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS && least >= LIMIT_BYTES; round++) {
      least = Math.min(least, allocatedByOneRound());
    }
    return least;
  }

  private long allocatedByOneRound() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < PACKETS; i++) {
      track(frames.get(i % frames.size()));
    }
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  private void track(MemorySegment frame) {
    int length = (int) frame.byteSize();
    int linkType = (frame.get(ValueLayout.JAVA_BYTE, 0) & 0xf0) == 0x40 ? RAW : ETHERNET;
    FrameOutcome outcome = view.wrap(frame, 0, length, length, linkType);
    FrameOutcome became = tracker.track(view, outcome, position, position * 1_000_000, length);
    if (became != FrameOutcome.CONNECTION) {
      throw new AssertionError(became);
    }
    position++;
  }

  /** TCP lives, UDP and payloads that nobody recognises, over more pairs than the table holds. */
  private static List<byte[]> lives() {
    List<byte[]> frames = new ArrayList<>();
    End server = new End(200, 6000);
    for (int host = 0; host < 200; host++) {
      End client = new End(host, 50_000 + host);
      frames.add(Frames.tcp(client, server, Frames.SYN, 0));
      frames.add(Frames.tcp(server, client, Frames.SYN | Frames.ACK, 0));
      frames.add(Frames.tcp(client, server, Frames.ACK, 300));
      frames.add(Frames.udp(client, server, new byte[100]));
      frames.add(Frames.tcp(client, server, Frames.RST, 0));
      frames.add(Frames.udp(new End(host, host), server, new byte[1]));
      frames.add(Frames.udp(new End(host, 30_000), server, new byte[1]));
    }
    return frames;
  }

  private static List<byte[]> tunnelsAndFragments() {
    List<byte[]> frames = new ArrayList<>();
    byte[] payload = Datagrams.udp(4000, 5000, new byte[40]);
    byte[] inner = Datagrams.ip(201, 202, Datagrams.UDP, payload);
    for (int id = 0; id < 200; id++) {
      frames.add(Datagrams.ip(203, 204, Datagrams.UDP, Datagrams.vxlan(100, inner)));
      frames.add(Datagrams.ip(203, 204, Datagrams.UDP, Datagrams.gtp(id, inner)));
      frames.add(Datagrams.fragment(205, 206, Datagrams.UDP, id, payload, 0, 16));
      frames.add(Datagrams.fragment(205, 206, Datagrams.UDP, id, payload, 16, 48));
      frames.add(Datagrams.ip(204, 201, Datagrams.ICMP, Datagrams.error(3, 3, inner)));
    }
    return frames;
  }

  private static List<MemorySegment> direct(List<byte[]> frames) {
    return frames.stream().map(AllocationTest::direct).toList();
  }

  private static MemorySegment direct(byte[] frame) {
    return Arena.global().allocate(frame.length).copyFrom(MemorySegment.ofArray(frame));
  }
}
