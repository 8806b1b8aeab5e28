package io.tapline.wire.flowtools;

import io.tapline.wire.flowtools.FlowToolsException.Reason;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The header of stream format 3: magic, byte order, format and total length, then fields of kind,
 * length and value, unaligned, padded with zeros. Fields of unknown kinds are stepped over.
 */
final class StreamThreeHeader {
  private static final int LENGTH = 4;
  private static final int FIRST_FIELD = 8;
  private static final int FIELD_HEADER_BYTES = 4;
  private static final Map<Integer, HeaderField> FIELDS = fields();

  private final byte[] bytes;
  private final FileBytes file;
  private final HeaderValues values = new HeaderValues();

  private StreamThreeHeader(byte[] bytes, ByteOrder order) {
    this.bytes = bytes;
    this.file = new FileBytes(bytes, order);
  }

  private static Map<Integer, HeaderField> fields() {
    Map<Integer, HeaderField> fields = new HashMap<>();
    for (HeaderField field : HeaderField.values()) {
      fields.put(field.code, field);
    }
    return fields;
  }

  static int length(FileBytes prologue) throws FlowToolsException {
    long length = prologue.unsignedInt(LENGTH);
    if (length > FlowToolsHeader.MAXIMUM_BYTES) {
      throw new FlowToolsException(
          Reason.HEADER_TOO_LONG,
          LENGTH,
          "The header says that it has %d bytes; %d is the limit."
              .formatted(length, FlowToolsHeader.MAXIMUM_BYTES));
    }
    if (length < FIRST_FIELD) {
      throw corrupt(LENGTH, "it says that it has %d bytes".formatted(length));
    }
    return (int) length;
  }

  static FlowToolsHeader parse(byte[] bytes, ByteOrder order) throws FlowToolsException {
    return new StreamThreeHeader(bytes, order).parse(order);
  }

  private FlowToolsHeader parse(ByteOrder order) throws FlowToolsException {
    int at = FIRST_FIELD;
    while (at + FIELD_HEADER_BYTES <= bytes.length) {
      int length = file.unsignedShort(at + 2);
      int value = at + FIELD_HEADER_BYTES;
      if (value + length > bytes.length) {
        throw corrupt(at, "its field at byte %d is longer than the header".formatted(at));
      }
      take(file.unsignedShort(at), value, length);
      at = value + length;
    }
    long flags = values.number(HeaderField.FLAGS).orElse(0);
    return new FlowToolsHeader(bytes, order, 3, layout(), flags, values);
  }

  private void take(int code, int at, int length) throws FlowToolsException {
    HeaderField field = FIELDS.get(code);
    switch (field) {
      case null -> values.addUnknown(code);
      case NULL -> {}
      case CAPTURE_HOSTNAME, COMMENTS -> values.put(field, file.text(at, length));
      case INTERFACE_NAME -> takeName(at, length);
      case INTERFACE_ALIAS -> takeAlias(at, length);
      case VENDOR,
          EXPORT_VERSION,
          AGGREGATION_VERSION,
          AGGREGATION_METHOD,
          EXPORTER_ADDRESS,
          CAPTURE_START,
          CAPTURE_END,
          FLAGS,
          ROTATION_SCHEDULE,
          FLOW_COUNT,
          FLOWS_LOST,
          FLOWS_MISORDERED,
          PACKETS_CORRUPT,
          SEQUENCE_RESETS,
          INTERRUPT ->
          values.put(field, number(at, length));
    }
  }

  private long number(int at, int length) throws FlowToolsException {
    return switch (length) {
      case 1 -> file.unsignedByte(at);
      case 2 -> file.unsignedShort(at);
      case 4 -> file.unsignedInt(at);
      default -> throw corrupt(at, "the number at byte %d has %d bytes".formatted(at, length));
    };
  }

  private void takeName(int at, int length) throws FlowToolsException {
    require(length >= 6, at);
    List<Integer> index = List.of(file.unsignedShort(at + 4));
    String name = file.text(at + 6, length - 6);
    values.add(HeaderField.INTERFACE_NAME, new InterfaceName(file.unsignedInt(at), index, name));
  }

  private void takeAlias(int at, int length) throws FlowToolsException {
    require(length >= 6, at);
    int count = file.unsignedShort(at + 4);
    int names = 6 + 2 * count;
    require(length >= names, at);
    List<Integer> indexes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      indexes.add(file.unsignedShort(at + 6 + 2 * i));
    }
    String name = file.text(at + names, length - names);
    values.add(HeaderField.INTERFACE_ALIAS, new InterfaceName(file.unsignedInt(at), indexes, name));
  }

  private RecordLayout layout() throws FlowToolsException {
    OptionalLong version = values.number(HeaderField.EXPORT_VERSION);
    if (version.isEmpty()) {
      throw corrupt(bytes.length, "it names no export version");
    }
    int exportVersion = (int) version.getAsLong();
    int method = (int) values.number(HeaderField.AGGREGATION_METHOD).orElse(0);
    return RecordVersion.of(exportVersion, method)
        .filter(found -> !found.isAggregated() || hasKnownAggregation())
        .orElseThrow(() -> unsupported(exportVersion, method))
        .layout();
  }

  private boolean hasKnownAggregation() {
    return values.number(HeaderField.AGGREGATION_VERSION).orElse(0)
        == RecordVersion.AGGREGATION_VERSION;
  }

  private FlowToolsException unsupported(int exportVersion, int method) {
    long aggregation = values.number(HeaderField.AGGREGATION_VERSION).orElse(0);
    String version =
        exportVersion == 8
            ? "8, aggregation version %d, method %d".formatted(aggregation, method)
            : "" + exportVersion;
    return HeaderParser.unsupportedRecords(FIRST_FIELD, version);
  }

  private static void require(boolean fits, int at) throws FlowToolsException {
    if (!fits) {
      throw corrupt(at, "the interface at byte %d is cut short".formatted(at));
    }
  }

  private static FlowToolsException corrupt(int at, String what) {
    return new FlowToolsException(
        Reason.CORRUPT_HEADER, at, "The header is corrupt: %s.".formatted(what));
  }
}
