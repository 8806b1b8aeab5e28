package io.tapline.cli.doctor;

/** The outcome of one check: what was found, and what to do about it (empty when all is well). */
record Finding(String check, Verdict verdict, String found, String advice) {
  Finding {
    if (advice.isBlank() != (verdict == Verdict.OK)) {
      throw new IllegalArgumentException("advice belongs to what is not well: " + check);
    }
  }

  static Finding ok(String check, String found) {
    return new Finding(check, Verdict.OK, found, "");
  }

  static Finding limited(String check, String found, String advice) {
    return new Finding(check, Verdict.LIMITED, found, advice);
  }

  static Finding broken(String check, String found, String advice) {
    return new Finding(check, Verdict.BROKEN, found, advice);
  }
}
