package io.tapline.report.document;

/**
 * A file.
 *
 * @param name without a path
 * @param mediaType for example {@code text/csv}
 * @param content not copied; nobody changes it
 */
public record Document(String name, String mediaType, byte[] content) {}
