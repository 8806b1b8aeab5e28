package io.tapline.wire.flowtools;

import io.tapline.wire.address.IpAddresses;
import io.tapline.wire.bytes.BigEndian;
import io.tapline.wire.bytes.EitherEndian;
import io.tapline.wire.flow.FlowRecord;
import io.tapline.wire.flow.RouterClock;
import io.tapline.wire.protocol.IpProtocols;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

/**
 * Fills a {@link FlowRecord} from a record in place; allocates nothing. The caller has checked that
 * the whole record is there. For any number of threads.
 */
public final class RecordDecoder {
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long NANOS_PER_SECOND = 1_000_000_000;
  private static final int ABSENT = RecordLayout.ABSENT;

  private final boolean bigEndian;
  private final int fractionNanos;
  private final int unixSecs;
  private final int unixNsecs;
  private final int sysUpTime;
  private final int exaddr;
  private final int flows;
  private final int packets;
  private final int octets;
  private final int first;
  private final int last;
  private final int engineType;
  private final int engineId;
  private final int srcaddr;
  private final int dstaddr;
  private final int nexthop;
  private final int input;
  private final int output;
  private final int srcport;
  private final int dstport;
  private final int prot;
  private final int tos;
  private final int tcpFlags;
  private final int srcMask;
  private final int dstMask;
  private final int srcAs;
  private final int dstAs;
  private final int srcTag;
  private final int dstTag;

  /** A decoder of records that lie so. */
  public RecordDecoder(RecordLayout layout, ByteOrder order) {
    bigEndian = order == ByteOrder.BIG_ENDIAN;
    fractionNanos = layout.fractionNanos();
    unixSecs = layout.offset(FlowField.UNIX_SECS);
    unixNsecs = layout.offset(FlowField.UNIX_NSECS);
    sysUpTime = layout.offset(FlowField.SYS_UPTIME);
    exaddr = layout.offset(FlowField.EXADDR);
    flows = layout.offset(FlowField.DFLOWS);
    packets = layout.offset(FlowField.DPKTS);
    octets = layout.offset(FlowField.DOCTETS);
    first = layout.offset(FlowField.FIRST);
    last = layout.offset(FlowField.LAST);
    engineType = layout.offset(FlowField.ENGINE_TYPE);
    engineId = layout.offset(FlowField.ENGINE_ID);
    srcaddr = layout.offset(FlowField.SRCADDR);
    dstaddr = layout.offset(FlowField.DSTADDR);
    nexthop = layout.offset(FlowField.NEXTHOP);
    input = layout.offset(FlowField.INPUT);
    output = layout.offset(FlowField.OUTPUT);
    srcport = layout.offset(FlowField.SRCPORT);
    dstport = layout.offset(FlowField.DSTPORT);
    prot = layout.offset(FlowField.PROT);
    tos = layout.offset(FlowField.TOS);
    tcpFlags = layout.offset(FlowField.TCP_FLAGS);
    srcMask = layout.offset(FlowField.SRC_MASK);
    dstMask = layout.offset(FlowField.DST_MASK);
    srcAs = layout.offset(FlowField.SRC_AS);
    dstAs = layout.offset(FlowField.DST_AS);
    srcTag = layout.offset(FlowField.SRC_TAG);
    dstTag = layout.offset(FlowField.DST_TAG);
  }

  /** Decodes a record that tells itself when it was exported. */
  void decode(MemorySegment bytes, long at, FlowRecord flow) {
    long uptime = sysUpTime == ABSENT ? 0 : number(bytes, at, sysUpTime);
    long nanos = number(bytes, at, unixNsecs) * fractionNanos;
    long exported = number(bytes, at, unixSecs) * NANOS_PER_SECOND + nanos;
    decode(bytes, at, flow, exported, uptime);
    flow.exportNanos = exported;
  }

  /**
   * Decodes a record whose export instant is told elsewhere.
   *
   * @param exportNanos nanoseconds since the epoch at export
   * @param exportUptimeMillis the router's uptime at export
   */
  public void decode(
      MemorySegment bytes, long at, FlowRecord flow, long exportNanos, long exportUptimeMillis) {
    flow.clear();
    long start = nanos(exportNanos, exportUptimeMillis, number(bytes, at, first));
    long end = nanos(exportNanos, exportUptimeMillis, number(bytes, at, last));
    flow.startNanos = start;
    flow.endNanos = Math.max(start, end);
    counters(bytes, at, flow);
    addresses(bytes, at, flow);
    ports(bytes, at, flow);
    path(bytes, at, flow);
  }

  /** Never before 1970, where the clock of a router that was not set begins. */
  private static long nanos(long exportNanos, long exportUptimeMillis, long uptimeMillis) {
    long sinceMillis = RouterClock.sinceExportMillis(exportUptimeMillis, uptimeMillis);
    return Math.max(0, exportNanos + sinceMillis * NANOS_PER_MILLI);
  }

  private void counters(MemorySegment bytes, long at, FlowRecord flow) {
    flow.packets = number(bytes, at, packets);
    flow.bytes = number(bytes, at, octets);
    if (flows != ABSENT) {
      flow.flows = number(bytes, at, flows);
    }
  }

  private void addresses(MemorySegment bytes, long at, FlowRecord flow) {
    if (srcaddr != ABSENT) {
      flow.sourceLow = IpAddresses.ofIpv4(number(bytes, at, srcaddr));
    }
    if (dstaddr != ABSENT) {
      flow.destinationLow = IpAddresses.ofIpv4(number(bytes, at, dstaddr));
    }
    if (nexthop != ABSENT) {
      flow.nextHopLow = mappedUnlessZero(number(bytes, at, nexthop));
    }
    if (exaddr != ABSENT) {
      flow.exporterLow = mappedUnlessZero(number(bytes, at, exaddr));
    }
  }

  private static long mappedUnlessZero(long address) {
    return IpAddresses.ofIpv4OrNone(address);
  }

  private void ports(MemorySegment bytes, long at, FlowRecord flow) {
    if (prot != ABSENT) {
      flow.protocol = octet(bytes, at, prot);
    }
    if (srcport != ABSENT) {
      flow.sourcePort = half(bytes, at, srcport);
      flow.destinationPort = half(bytes, at, dstport);
      if (flow.protocol == IpProtocols.ICMP) {
        flow.sourcePort = flow.destinationPort >> 8;
        flow.destinationPort &= 0xFF;
      }
    }
    if (tcpFlags != ABSENT) {
      flow.tcpFlags = octet(bytes, at, tcpFlags);
    }
    if (tos != ABSENT) {
      flow.tos = octet(bytes, at, tos);
    }
  }

  private void path(MemorySegment bytes, long at, FlowRecord flow) {
    if (engineType != ABSENT) {
      flow.observationDomain = (octet(bytes, at, engineType) * 256L) | octet(bytes, at, engineId);
    }
    if (input != ABSENT) {
      flow.inputInterface = half(bytes, at, input);
    }
    if (output != ABSENT) {
      flow.outputInterface = half(bytes, at, output);
    }
    if (srcTag != ABSENT) {
      flow.sourceTag = number(bytes, at, srcTag);
      flow.destinationTag = number(bytes, at, dstTag);
    }
    sourceRoute(bytes, at, flow);
    destinationRoute(bytes, at, flow);
  }

  private void sourceRoute(MemorySegment bytes, long at, FlowRecord flow) {
    if (srcMask != ABSENT) {
      flow.sourceMask = octet(bytes, at, srcMask);
    }
    if (srcAs != ABSENT) {
      flow.sourceAs = half(bytes, at, srcAs);
    }
  }

  private void destinationRoute(MemorySegment bytes, long at, FlowRecord flow) {
    if (dstMask != ABSENT) {
      flow.destinationMask = octet(bytes, at, dstMask);
    }
    if (dstAs != ABSENT) {
      flow.destinationAs = half(bytes, at, dstAs);
    }
  }

  private static int octet(MemorySegment bytes, long at, int offset) {
    return BigEndian.uint8(bytes, at + offset);
  }

  private int half(MemorySegment bytes, long at, int offset) {
    return EitherEndian.uint16(bytes, at + offset, bigEndian);
  }

  private long number(MemorySegment bytes, long at, int offset) {
    return EitherEndian.uint32(bytes, at + offset, bigEndian);
  }
}
