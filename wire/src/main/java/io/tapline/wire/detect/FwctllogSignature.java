package io.tapline.wire.detect;

import java.util.regex.Pattern;

/** Eighteen or nineteen fields between bars; the first a time, the second an action. */
final class FwctllogSignature extends LineSignature {
  private static final Pattern LINE =
      Pattern.compile("\\d{1,19}\\|[A-Z]+\\|(?:[^|]*\\|){15,16}[^|]*");

  FwctllogSignature() {
    super(FileFormat.FIREWALL_FWCTLLOG, "has 19 fields between bars (time|ACTION|device|...)");
  }

  @Override
  boolean fits(String line) {
    return LINE.matcher(line).matches();
  }
}
