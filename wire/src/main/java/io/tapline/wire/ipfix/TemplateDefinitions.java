package io.tapline.wire.ipfix;

import io.tapline.wire.bytes.BigEndian;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the definitions in a set of templates (RFC 3954, sections 5.2 and 6.1; RFC 7011, section
 * 3.4). One after the other: {@link #next}, then the getters.
 */
final class TemplateDefinitions {
  private static final int SMALLEST_ID = 256;
  private static final int ENTERPRISE_BIT = 0x8000;

  /** Outcome of {@link #next}. */
  enum Definition {
    TEMPLATE,
    /** IPFIX: a template without fields takes back that of the same number. */
    WITHDRAWAL,
    /** A number or length that cannot be; nothing behind it can be read. */
    MALFORMED,
    /** Nothing, or padding. */
    END
  }

  private final Dialect dialect;
  private final MemorySegment bytes;
  private final boolean options;
  private final long end;
  private long at;
  private int id;
  private List<TemplateField> fields = List.of();

  TemplateDefinitions(Dialect dialect, boolean options, MemorySegment bytes, long from, long end) {
    this.dialect = dialect;
    this.options = options;
    this.bytes = bytes;
    this.at = from;
    this.end = end;
  }

  int id() {
    return id;
  }

  List<TemplateField> fields() {
    return fields;
  }

  /** Where padding may lie, after {@code END}. */
  long rest() {
    return at;
  }

  Definition next() {
    if (end - at < 4) {
      return Definition.END;
    }
    id = BigEndian.uint16(bytes, at);
    int second = BigEndian.uint16(bytes, at + 2);
    if (id == 0 && second == 0) {
      return Definition.END;
    }
    at += 4;
    if (dialect == Dialect.IPFIX && second == 0) {
      return Definition.WITHDRAWAL;
    }
    if (id < SMALLEST_ID) {
      return Definition.MALFORMED;
    }
    return options ? optionsTemplate(second) : fields(0, second);
  }

  private Definition optionsTemplate(int second) {
    if (end - at < 2) {
      return Definition.MALFORMED;
    }
    int third = BigEndian.uint16(bytes, at);
    at += 2;
    return dialect == Dialect.IPFIX
        ? fields(0, second)
        : fields(second / 4, second / 4 + third / 4);
  }

  private Definition fields(int scopes, int count) {
    fields = new ArrayList<>(Math.min(count, (int) (end - at) / 4));
    for (int i = 0; i < count; i++) {
      if (end - at < 4) {
        return Definition.MALFORMED;
      }
      int element = BigEndian.uint16(bytes, at);
      int length = BigEndian.uint16(bytes, at + 2);
      at += 4;
      int enterprise = i < scopes ? TemplateField.SCOPE : 0;
      if (dialect == Dialect.IPFIX && element >= ENTERPRISE_BIT) {
        if (end - at < 4) {
          return Definition.MALFORMED;
        }
        element -= ENTERPRISE_BIT;
        enterprise = BigEndian.int32(bytes, at);
        at += 4;
      }
      fields.add(new TemplateField(enterprise, element, length));
    }
    return Definition.TEMPLATE;
  }
}
