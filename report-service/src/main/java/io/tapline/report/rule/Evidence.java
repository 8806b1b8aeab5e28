package io.tapline.report.rule;

/**
 * A number that speaks for a sighting.
 *
 * @param name what it is, in words
 * @param unit empty for plain counts
 */
public record Evidence(String name, long value, String unit) {
  static Evidence of(String name, long value) {
    return new Evidence(name, value, "");
  }

  static Evidence bytes(String name, long value) {
    return new Evidence(name, value, "bytes");
  }

  static Evidence seconds(String name, long value) {
    return new Evidence(name, value, "s");
  }
}
