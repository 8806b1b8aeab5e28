/**
 * Formats on the wire and on disk: no I/O beyond mapped files and channels, no framework, nothing
 * of the services. {@code capture} reads and writes capture files, {@code frame} decodes one frame
 * in place, {@code address} and {@code communityid} turn addresses and connections into text.
 * Whatever the bytes are, reading and decoding end with an outcome that has a name, never with an
 * exception.
 */
package io.tapline.wire;
