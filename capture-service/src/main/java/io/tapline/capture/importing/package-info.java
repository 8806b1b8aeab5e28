/**
 * Takes whole capture files: stores them, knows them again by their content, delivers them to the
 * connection log to their end, also after a restart.
 *
 * <p>Layout of {@code <data>/imports}: {@code .<uuid>.part} while a file is received, {@code
 * <sha256>.pcap} or {@code .pcapng} once it is whole (synced, then renamed), {@code
 * records/<source>.json} beside it. A file named by a path on the server stays where it is. Limits:
 * size of a file, free space left on the disk, deliveries at once; each refusal is counted by its
 * reason.
 */
@NullMarked
package io.tapline.capture.importing;

import org.jspecify.annotations.NullMarked;
