package io.tapline.wire.flowtools;

import io.tapline.wire.flow.RouterClock;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * One flow with all that its version tells of it. Immutable. The methods are named like the
 * attributes of pyflowtools; {@code ...Raw} are its {@code _raw} twins. Numbers are unsigned; a
 * field that the version does not have is an {@link UnsupportedFieldException}.
 */
public final class FlowToolsRecord {
  private static final double MILLIS_PER_SECOND = 1000.0;
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final RecordVersion version;
  private final byte[] bytes;
  private final ByteOrder order;
  private final FileBytes fields;

  FlowToolsRecord(RecordVersion version, byte[] bytes, ByteOrder order) {
    this.version = version;
    this.bytes = bytes;
    this.order = order;
    this.fields = new FileBytes(bytes, order);
  }

  public RecordVersion version() {
    return version;
  }

  public boolean has(FlowField field) {
    return version.has(field);
  }

  /**
   * The field as it is stored, unsigned.
   *
   * @throws UnsupportedFieldException if the version does not have it
   */
  public long get(FlowField field) {
    if (!has(field)) {
      throw new UnsupportedFieldException(field, version);
    }
    return fields.field(version.layout(), field, 0);
  }

  /** The record as it lies in a stream of the byte order, padding included. */
  public byte[] bytes(ByteOrder wanted) {
    return wanted == order ? bytes.clone() : swapped();
  }

  private byte[] swapped() {
    byte[] copy = bytes.clone();
    for (FlowField field : FlowField.values()) {
      int at = version.layout().offset(field);
      for (int i = 0; at != RecordLayout.ABSENT && i < field.size(); i++) {
        copy[at + i] = bytes[at + field.size() - 1 - i];
      }
    }
    return copy;
  }

  /** The same flow in another version: what that has and this lacks is 0. */
  public FlowToolsRecord as(RecordVersion wanted) {
    return wanted == version ? this : new RecordBuilder(wanted).copy(this).build();
  }

  private int small(FlowField field) {
    return (int) get(field);
  }

  private String address(FlowField field) {
    return Ipv4Text.of(get(field));
  }

  /** Epoch seconds with milliseconds; wraps of the router's uptime are seen through. */
  private double time(FlowField field) {
    long exported = unixSecs() * 1000 + unixNsecs() / NANOS_PER_MILLI;
    long millis = exported + RouterClock.sinceExportMillis(sysUpTime(), get(field));
    return millis / MILLIS_PER_SECOND;
  }

  public long unixSecs() {
    return get(FlowField.UNIX_SECS);
  }

  public long unixNsecs() {
    return get(FlowField.UNIX_NSECS);
  }

  public long sysUpTime() {
    return get(FlowField.SYS_UPTIME);
  }

  public String exaddr() {
    return address(FlowField.EXADDR);
  }

  public long exaddrRaw() {
    return get(FlowField.EXADDR);
  }

  public long dFlows() {
    return get(FlowField.DFLOWS);
  }

  public long dPkts() {
    return get(FlowField.DPKTS);
  }

  public long dOctets() {
    return get(FlowField.DOCTETS);
  }

  /** Epoch seconds of the first packet. */
  public double first() {
    return time(FlowField.FIRST);
  }

  /** The router's uptime at the first packet, milliseconds. */
  public long firstRaw() {
    return get(FlowField.FIRST);
  }

  /** Epoch seconds of the last packet. */
  public double last() {
    return time(FlowField.LAST);
  }

  /** The router's uptime at the last packet, milliseconds. */
  public long lastRaw() {
    return get(FlowField.LAST);
  }

  public int engineType() {
    return small(FlowField.ENGINE_TYPE);
  }

  public int engineId() {
    return small(FlowField.ENGINE_ID);
  }

  public String srcaddr() {
    return address(FlowField.SRCADDR);
  }

  public long srcaddrRaw() {
    return get(FlowField.SRCADDR);
  }

  public String dstaddr() {
    return address(FlowField.DSTADDR);
  }

  public long dstaddrRaw() {
    return get(FlowField.DSTADDR);
  }

  public String nexthop() {
    return address(FlowField.NEXTHOP);
  }

  public long nexthopRaw() {
    return get(FlowField.NEXTHOP);
  }

  public int input() {
    return small(FlowField.INPUT);
  }

  public int output() {
    return small(FlowField.OUTPUT);
  }

  public int srcport() {
    return small(FlowField.SRCPORT);
  }

  public int dstport() {
    return small(FlowField.DSTPORT);
  }

  public int prot() {
    return small(FlowField.PROT);
  }

  public int tos() {
    return small(FlowField.TOS);
  }

  public int tcpFlags() {
    return small(FlowField.TCP_FLAGS);
  }

  public int srcMask() {
    return small(FlowField.SRC_MASK);
  }

  public int dstMask() {
    return small(FlowField.DST_MASK);
  }

  public int srcAs() {
    return small(FlowField.SRC_AS);
  }

  public int dstAs() {
    return small(FlowField.DST_AS);
  }

  public int inEncaps() {
    return small(FlowField.IN_ENCAPS);
  }

  public int outEncaps() {
    return small(FlowField.OUT_ENCAPS);
  }

  public String peerNexthop() {
    return address(FlowField.PEER_NEXTHOP);
  }

  public long peerNexthopRaw() {
    return get(FlowField.PEER_NEXTHOP);
  }

  /** An address that pyflowtools has as a number only. */
  public long routerSc() {
    return get(FlowField.ROUTER_SC);
  }

  public long extraPkts() {
    return get(FlowField.EXTRA_PKTS);
  }

  public int markedTos() {
    return small(FlowField.MARKED_TOS);
  }

  public long srcTag() {
    return get(FlowField.SRC_TAG);
  }

  public long dstTag() {
    return get(FlowField.DST_TAG);
  }

  /** pyflowtools' {@code getID()}; see {@link FlowId}. */
  public byte[] id() {
    return FlowId.of(this);
  }

  /** pyflowtools' {@code getID(1)}: the same for both directions. */
  public byte[] bidirectionalId() {
    return FlowId.bidirectional(this);
  }

  /** Equal are records of one version whose bytes, in one byte order, are equal. */
  @Override
  public boolean equals(Object other) {
    return other instanceof FlowToolsRecord record
        && record.version == version
        && Arrays.equals(record.bytes(ByteOrder.BIG_ENDIAN), bytes(ByteOrder.BIG_ENDIAN));
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes(ByteOrder.BIG_ENDIAN));
  }

  /** All fields, for people. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("v").append(version);
    for (FlowField field : FlowField.values()) {
      if (has(field)) {
        text.append(' ').append(field.label()).append('=');
        text.append(field.isAddress() ? address(field) : "" + get(field));
      }
    }
    return text.toString();
  }
}
