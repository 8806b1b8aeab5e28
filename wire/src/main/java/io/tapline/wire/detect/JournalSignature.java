package io.tapline.wire.detect;

/** An entry of the journal as JSON has its time under a name that nobody else uses. */
final class JournalSignature extends LineSignature {
  JournalSignature() {
    super(FileFormat.FIREWALL_JOURNAL, "is a JSON object with __REALTIME_TIMESTAMP and MESSAGE");
  }

  @Override
  boolean fits(String line) {
    return isObject(line)
        && line.contains("\"__REALTIME_TIMESTAMP\"")
        && line.contains("\"MESSAGE\"");
  }
}
