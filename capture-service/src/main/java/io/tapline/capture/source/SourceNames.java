package io.tapline.capture.source;

import io.tapline.capture.CaptureException;
import io.tapline.capture.CaptureException.Reason;
import java.util.regex.Pattern;

/** Names of live sources; they are names of directories too. */
final class SourceNames {
  private static final Pattern VALID = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}");

  private SourceNames() {}

  static void check(String name) {
    if (!VALID.matcher(name).matches()) {
      throw CaptureException.invalid(
          Reason.INVALID_SOURCE,
          "source.name",
          "A source's name has 1 to 64 characters of [A-Za-z0-9._-] and does not begin with a dot.");
    }
  }
}
