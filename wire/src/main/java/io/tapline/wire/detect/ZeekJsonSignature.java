package io.tapline.wire.detect;

/** A connection of Zeek, its endpoints nested or not; its other logs have no conn_state. */
final class ZeekJsonSignature extends LineSignature {
  ZeekJsonSignature() {
    super(FileFormat.ZEEK_JSON, "is a JSON object with id.orig_h, proto and conn_state");
  }

  @Override
  boolean fits(String line) {
    return isObject(line)
        && line.contains("orig_h\"")
        && line.contains("\"proto\"")
        && line.contains("\"conn_state\"");
  }
}
