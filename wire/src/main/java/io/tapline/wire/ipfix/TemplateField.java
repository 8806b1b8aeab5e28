package io.tapline.wire.ipfix;

/**
 * A field of a template.
 *
 * @param enterprise private enterprise number; 0 = IANA's registry, {@link #SCOPE} = a scope of
 *     NetFlow v9, which has numbers of its own
 * @param element number of the information element
 * @param length bytes, or {@link #VARIABLE}
 */
record TemplateField(int enterprise, int element, int length) {
  /** The length is in the data (RFC 7011, section 7). */
  static final int VARIABLE = 0xFFFF;

  /** RFC 3954, section 6.1: system, interface, line card, cache, template. */
  static final int SCOPE = -1;

  boolean variable() {
    return length == VARIABLE;
  }

  /** The least number of bytes in a record. */
  int leastLength() {
    return variable() ? 1 : length;
  }
}
