package io.tapline.capture.importing;

import io.tapline.capture.batch.Encoding;

/**
 * What a file was found to be.
 *
 * @param name for people, for example {@code pcap} or {@code zeek-json}; safe in file names
 * @param kind how it is read
 */
record FileFormat(String name, Encoding.Kind kind) {}
