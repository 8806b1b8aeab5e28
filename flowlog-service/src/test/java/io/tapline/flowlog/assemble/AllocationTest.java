package io.tapline.flowlog.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.tapline.flowlog.assemble.Frames.End;
import io.tapline.wire.frame.FrameOutcome;
import io.tapline.wire.frame.FrameView;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AllocationTest {
  private static final int PACKETS = 1_000_000;
  private static final int ROUNDS = 8;
  private static final long LIMIT_BYTES = 1_000;

  private final FrameView view = new FrameView();
  private final ConnectionTable table =
      new ConnectionTable(TableConfig.DEFAULT.withMaxConnections(500), connection -> {});
  private final List<MemorySegment> frames = frames();
  private long position;

  @Test
  void a_million_packets_allocate_next_to_nothing_after_warm_up() {
    long least = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS && least >= LIMIT_BYTES; round++) {
      least = Math.min(least, allocatedByOneRound());
    }
    assertThat(least).isLessThan(LIMIT_BYTES);
    assertThat(table.evictions()).isPositive();
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
    if (view.wrap(frame, 0, length, length, 1) == FrameOutcome.CONNECTION) {
      table.track(view, position, position * 1_000_000, length);
    }
    position++;
  }

  /** TCP lives, UDP and payloads that nobody recognises, over more pairs than the table holds. */
  private static List<MemorySegment> frames() {
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
    return frames.stream().map(AllocationTest::direct).toList();
  }

  private static MemorySegment direct(byte[] frame) {
    return Arena.global().allocate(frame.length).copyFrom(MemorySegment.ofArray(frame));
  }
}
