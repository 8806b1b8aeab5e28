package io.tapline.wire.detect;

/** An event of Suricata, of whatever type. */
final class EveSignature extends LineSignature {
  EveSignature() {
    super(FileFormat.EVE_JSON, "is a JSON object with event_type and timestamp");
  }

  @Override
  boolean fits(String line) {
    return isObject(line) && line.contains("\"event_type\"") && line.contains("\"timestamp\"");
  }
}
