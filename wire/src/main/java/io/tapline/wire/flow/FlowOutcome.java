package io.tapline.wire.flow;

import java.util.Locale;

/** What became of a {@link FlowUnit}. */
public enum FlowOutcome {
  /** Understood: its flows, templates, options or counters were taken. */
  DECODED,
  /** Some or all of its flows are kept until their template comes. */
  WAITING_FOR_TEMPLATE,
  /** Came before, with the same content: not counted again. */
  DUPLICATE,
  /** The header of a stream or table. */
  HEADER,
  /** Of no concern: an empty line, a comment, a log line of another program. */
  IGNORED,
  /** Of this format, and it contradicts itself or ends too early; nothing of it was taken. */
  MALFORMED,
  /** Not of this format. */
  UNKNOWN_FORMAT;

  private final String label = name().toLowerCase(Locale.ROOT);

  /** The name in lower case, as used for counters. */
  public String label() {
    return label;
  }
}
