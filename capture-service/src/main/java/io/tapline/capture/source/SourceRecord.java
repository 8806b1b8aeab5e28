package io.tapline.capture.source;

/**
 * What is remembered of a live source.
 *
 * @param name unique within the sensor
 * @param logName its name in the log: another one when the log has finished the first for good
 * @param spec what it captures
 * @param createMillis when it was created, milliseconds since the epoch
 * @param deleted whether it only delivers what is spooled
 */
public record SourceRecord(
    String name, String logName, SourceSpec spec, long createMillis, boolean deleted) {

  SourceRecord inLog(String newLogName) {
    return new SourceRecord(name, newLogName, spec, createMillis, deleted);
  }

  SourceRecord nowDeleted() {
    return new SourceRecord(name, logName, spec, createMillis, true);
  }
}
