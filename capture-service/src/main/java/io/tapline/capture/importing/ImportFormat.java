package io.tapline.capture.importing;

import io.tapline.capture.batch.Encoding;

/**
 * What a file was found to be.
 *
 * @param name for people, for example {@code pcap} or {@code zeek-json}; safe in file names
 * @param kind how it is read
 */
record ImportFormat(String name, Encoding.Kind kind) {
  private static final String MESSAGES = "flow-messages";

  /** Export messages without packets around them. */
  static final ImportFormat FLOW_MESSAGES = new ImportFormat(MESSAGES, Encoding.Kind.FLOW_EXPORT);

  /** Whether the beginning of a file of it can be read while more of it comes. */
  boolean growable() {
    return kind != Encoding.Kind.FLOW_TOOLS;
  }

  /** Whether its frames are packets, rather than messages, records or lines. */
  boolean captured() {
    return kind.captured() && !name.equals(MESSAGES);
  }
}
