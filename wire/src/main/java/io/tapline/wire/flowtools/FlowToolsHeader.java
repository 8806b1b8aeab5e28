package io.tapline.wire.flowtools;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The header of a stream, with the bytes that it was read from. Immutable. */
public final class FlowToolsHeader {
  /** Of a header in format 3; the longest that any reader of flow-tools takes. */
  public static final int MAXIMUM_BYTES = 16_384;

  private final byte[] bytes;
  private final ByteOrder order;
  private final int streamVersion;
  private final RecordLayout layout;
  private final long flags;
  private final HeaderValues values;

  FlowToolsHeader(
      byte[] bytes,
      ByteOrder order,
      int streamVersion,
      RecordLayout layout,
      long flags,
      HeaderValues values) {
    this.bytes = bytes;
    this.order = order;
    this.streamVersion = streamVersion;
    this.layout = layout;
    this.flags = flags;
    this.values = values;
  }

  /**
   * Reads a whole header.
   *
   * @param bytes exactly the header, up to the first record
   * @throws FlowToolsException if it is none
   */
  public static FlowToolsHeader parse(byte[] bytes) throws FlowToolsException {
    return HeaderParser.parse(bytes.clone());
  }

  /** The header as it is in the stream, with its padding. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Where the records begin. */
  public int length() {
    return bytes.length;
  }

  public ByteOrder byteOrder() {
    return order;
  }

  /** 1 or 3. */
  public int streamVersion() {
    return streamVersion;
  }

  /** What the records tell. */
  public RecordVersion recordVersion() {
    return layout.version();
  }

  /** How the records lie in this stream. */
  public RecordLayout layout() {
    return layout;
  }

  /** All flags, as stored. */
  public long flags() {
    return flags;
  }

  public boolean is(HeaderFlag flag) {
    return (flags & flag.bit()) != 0;
  }

  /** IPv4 address, unsigned 32 bits. */
  public OptionalLong exporterAddress() {
    return values.number(HeaderField.EXPORTER_ADDRESS);
  }

  /** Epoch seconds. */
  public OptionalLong captureStart() {
    return values.number(HeaderField.CAPTURE_START);
  }

  /** Epoch seconds. */
  public OptionalLong captureEnd() {
    return values.number(HeaderField.CAPTURE_END);
  }

  /** Seconds between rotations of the capture. */
  public OptionalLong rotationSchedule() {
    return values.number(HeaderField.ROTATION_SCHEDULE);
  }

  public OptionalLong flowCount() {
    return values.number(HeaderField.FLOW_COUNT);
  }

  /** Flows that the exporter numbered and that never came. */
  public OptionalLong flowsLost() {
    return values.number(HeaderField.FLOWS_LOST);
  }

  public OptionalLong flowsMisordered() {
    return values.number(HeaderField.FLOWS_MISORDERED);
  }

  public OptionalLong packetsCorrupt() {
    return values.number(HeaderField.PACKETS_CORRUPT);
  }

  public OptionalLong sequenceResets() {
    return values.number(HeaderField.SEQUENCE_RESETS);
  }

  /** 1 = Cisco. */
  public OptionalLong vendor() {
    return values.number(HeaderField.VENDOR);
  }

  public OptionalLong aggregationVersion() {
    return values.number(HeaderField.AGGREGATION_VERSION);
  }

  public Optional<String> captureHostname() {
    return values.text(HeaderField.CAPTURE_HOSTNAME);
  }

  public Optional<String> comments() {
    return values.text(HeaderField.COMMENTS);
  }

  public List<InterfaceName> interfaceNames() {
    return values.interfaces(HeaderField.INTERFACE_NAME);
  }

  public List<InterfaceName> interfaceAliases() {
    return values.interfaces(HeaderField.INTERFACE_ALIAS);
  }

  HeaderValues values() {
    return values;
  }

  /** Kinds of fields that were skipped because nobody knows them. */
  public List<Integer> unknownFields() {
    return new ArrayList<>(values.unknown());
  }
}
