package io.tapline.capture.importing;

/**
 * What the client wants imported.
 *
 * @param fileName name for people
 * @param source name of the source wished for; empty = from the file's name
 * @param sizeBytes bytes that will follow; 0 when not known
 * @param again import even if the same content was imported before
 * @param serverPath absolute path on the server; empty = the bytes follow
 */
public record ImportRequest(
    String fileName, String source, long sizeBytes, boolean again, String serverPath) {}
