package io.tapline.wire.detect;

import org.jspecify.annotations.Nullable;

/** A log that is known by any of its lines; those of other programs may stand between. */
abstract class LineSignature implements Signature {
  private final FileFormat format;
  private final String expected;

  /** {@code expected} completes "none of 12 lines ...". */
  LineSignature(FileFormat format, String expected) {
    this.format = format;
    this.expected = expected;
  }

  abstract boolean fits(String line);

  @Override
  public final FileFormat format() {
    return format;
  }

  @Override
  public final @Nullable String mismatch(Window window) {
    for (String line : window.lines()) {
      if (fits(line)) {
        return null;
      }
    }
    return window.lines().isEmpty()
        ? "has no lines of text"
        : "none of %d lines %s".formatted(window.lines().size(), expected);
  }

  static boolean isObject(String line) {
    return line.stripLeading().startsWith("{");
  }
}
