package io.tapline.eventstore.reporter;

/**
 * A file of a report.
 *
 * @param events messages in it
 * @param omitted reported messages that the limit left out
 * @param data not to be changed
 */
public record ReportFile(String name, String mediaType, long events, long omitted, byte[] data) {}
