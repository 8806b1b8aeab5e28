package io.tapline.wire.flowtools;

import io.tapline.wire.flowtools.FlowToolsException.Reason;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * Makes a header of format 3: fields in the order of their kinds, only those that were set, padded
 * to four bytes. For one thread.
 */
public final class HeaderBuilder {
  private static final int PADDING = 4;

  private final RecordVersion version;
  private final ByteOrder order;
  private final HeaderValues values = new HeaderValues();
  private long flags;

  public HeaderBuilder(RecordVersion version, ByteOrder order) {
    this.version = version;
    this.order = order;
    values.put(HeaderField.EXPORT_VERSION, version.exportVersion());
    if (version.isAggregated()) {
      values.put(HeaderField.AGGREGATION_VERSION, RecordVersion.AGGREGATION_VERSION);
      values.put(HeaderField.AGGREGATION_METHOD, version.aggregationMethod());
    }
  }

  /** What another header says, of any format; fields that nobody knows are left out. */
  public static HeaderBuilder from(FlowToolsHeader header) {
    HeaderBuilder builder = new HeaderBuilder(header.recordVersion(), header.byteOrder());
    builder.values.putAll(header.values());
    builder.flags = header.flags();
    return builder;
  }

  /** Sets or clears a flag. */
  public HeaderBuilder flag(HeaderFlag flag, boolean set) {
    flags = set ? flags | flag.bit() : flags & ~flag.bit();
    return this;
  }

  public HeaderBuilder exporterAddress(long address) {
    return number(HeaderField.EXPORTER_ADDRESS, address);
  }

  /** Epoch seconds. */
  public HeaderBuilder captureStart(long seconds) {
    return number(HeaderField.CAPTURE_START, seconds);
  }

  /** Epoch seconds. */
  public HeaderBuilder captureEnd(long seconds) {
    return number(HeaderField.CAPTURE_END, seconds);
  }

  public HeaderBuilder rotationSchedule(long seconds) {
    return number(HeaderField.ROTATION_SCHEDULE, seconds);
  }

  public HeaderBuilder flowCount(long flows) {
    return number(HeaderField.FLOW_COUNT, flows);
  }

  public HeaderBuilder flowsLost(long flows) {
    return number(HeaderField.FLOWS_LOST, flows);
  }

  public HeaderBuilder flowsMisordered(long flows) {
    return number(HeaderField.FLOWS_MISORDERED, flows);
  }

  public HeaderBuilder packetsCorrupt(long packets) {
    return number(HeaderField.PACKETS_CORRUPT, packets);
  }

  public HeaderBuilder sequenceResets(long resets) {
    return number(HeaderField.SEQUENCE_RESETS, resets);
  }

  public HeaderBuilder captureHostname(String hostname) {
    values.put(HeaderField.CAPTURE_HOSTNAME, hostname);
    return this;
  }

  public HeaderBuilder comments(String comments) {
    values.put(HeaderField.COMMENTS, comments);
    return this;
  }

  public HeaderBuilder interfaceName(InterfaceName name) {
    values.add(HeaderField.INTERFACE_NAME, name);
    return this;
  }

  public HeaderBuilder interfaceAlias(InterfaceName alias) {
    values.add(HeaderField.INTERFACE_ALIAS, alias);
    return this;
  }

  private HeaderBuilder number(HeaderField field, long value) {
    values.put(field, value & 0xFFFF_FFFFL);
    return this;
  }

  /**
   * The header.
   *
   * @throws FlowToolsException if it is longer than any reader takes
   */
  public FlowToolsHeader build() throws FlowToolsException {
    values.put(HeaderField.FLAGS, flags);
    ByteBuffer out = ByteBuffer.allocate(FlowToolsHeader.MAXIMUM_BYTES).order(order);
    try {
      write(out);
    } catch (BufferOverflowException e) {
      throw tooLong();
    }
    return HeaderParser.parse(Arrays.copyOf(out.array(), out.position()));
  }

  private static FlowToolsException tooLong() {
    return new FlowToolsException(
        Reason.HEADER_TOO_LONG,
        0,
        "The header would be longer than %d bytes.".formatted(FlowToolsHeader.MAXIMUM_BYTES));
  }

  private void write(ByteBuffer out) {
    out.put((byte) 0xCF).put((byte) 0x10);
    out.put((byte) (order == ByteOrder.BIG_ENDIAN ? 2 : 1)).put((byte) 3);
    out.putInt(0);
    for (HeaderField field : HeaderField.values()) {
      write(out, field);
    }
    out.put(new byte[(PADDING - out.position() % PADDING) % PADDING]);
    out.putInt(4, out.position());
  }

  private void write(ByteBuffer out, HeaderField field) {
    switch (field) {
      case NULL -> {}
      case VENDOR, AGGREGATION_VERSION, AGGREGATION_METHOD, INTERRUPT ->
          values.number(field).ifPresent(v -> start(out, field, 1).put((byte) v));
      case EXPORT_VERSION -> start(out, field, 2).putShort((short) version.exportVersion());
      case EXPORTER_ADDRESS,
          CAPTURE_START,
          CAPTURE_END,
          FLAGS,
          ROTATION_SCHEDULE,
          FLOW_COUNT,
          FLOWS_LOST,
          FLOWS_MISORDERED,
          PACKETS_CORRUPT,
          SEQUENCE_RESETS ->
          writeInt(out, field, values.number(field));
      case CAPTURE_HOSTNAME, COMMENTS ->
          values.text(field).ifPresent(text -> writeText(out, field, text));
      case INTERFACE_NAME ->
          values.interfaces(field).forEach(name -> writeInterfaces(out, field, name, 0));
      case INTERFACE_ALIAS ->
          values.interfaces(field).forEach(name -> writeInterfaces(out, field, name, 2));
    }
  }

  private static ByteBuffer start(ByteBuffer out, HeaderField field, int length) {
    return out.putShort((short) field.code).putShort((short) length);
  }

  private static void writeInt(ByteBuffer out, HeaderField field, OptionalLong value) {
    if (value.isPresent()) {
      start(out, field, 4).putInt((int) value.getAsLong());
    }
  }

  private static void writeText(ByteBuffer out, HeaderField field, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    start(out, field, bytes.length + 1).put(bytes).put((byte) 0);
  }

  /** An alias says first how many interfaces it is of, in {@code countBytes}. */
  private static void writeInterfaces(
      ByteBuffer out, HeaderField field, InterfaceName name, int countBytes) {
    List<Integer> indexes = name.interfaces();
    byte[] text = name.name().getBytes(StandardCharsets.ISO_8859_1);
    start(out, field, 4 + countBytes + 2 * indexes.size() + text.length + 1);
    out.putInt((int) name.exporter());
    if (countBytes > 0) {
      out.putShort((short) indexes.size());
    }
    indexes.forEach(index -> out.putShort(index.shortValue()));
    out.put(text).put((byte) 0);
  }
}
