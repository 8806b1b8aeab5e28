package io.tapline.flowlog.ingest;

import io.tapline.flowlog.Reason;
import io.tapline.rpc.Refusal;
import java.util.regex.Pattern;

/**
 * Who sends.
 *
 * @param sensor 1 to 64 characters of {@code [A-Za-z0-9._-]}
 * @param source 1 to 128 characters of {@code [A-Za-z0-9._#-]}
 */
record SourceName(String sensor, String source) {
  private static final Pattern SENSOR = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final Pattern SOURCE = Pattern.compile("[A-Za-z0-9._#-]{1,128}");

  SourceName {
    require(SENSOR, sensor, "sensor", "1 to 64 characters of A-Z a-z 0-9 . _ -");
    require(SOURCE, source, "source", "1 to 128 characters of A-Z a-z 0-9 . _ # -");
  }

  private static void require(Pattern pattern, String text, String field, String rule) {
    if (!pattern.matcher(text).matches()) {
      throw Refusal.ofField(Reason.INVALID_OPEN, field, "The " + field + " has " + rule + ".");
    }
  }

  @Override
  public String toString() {
    return sensor + "/" + source;
  }
}
