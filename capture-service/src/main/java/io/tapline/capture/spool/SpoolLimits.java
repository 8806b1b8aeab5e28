package io.tapline.capture.spool;

/**
 * Limits of one source's spool, in bytes.
 *
 * @param fileBytes size at which a file is rolled
 * @param maxBytes size of all files; beyond it the oldest go
 * @param keepBytes size of acknowledged files that are kept
 */
public record SpoolLimits(long fileBytes, long maxBytes, long keepBytes) {}
