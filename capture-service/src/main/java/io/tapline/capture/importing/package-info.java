/**
 * Takes whole files, captures as well as flow files and logs: finds out what they are, stores them
 * decompressed, knows them again by their content, delivers them to the connection log to their
 * end, also after a restart.
 *
 * <p>A stored file is its own spool. Its frames are a capture's packets, the header and the records
 * of a flow-tools stream, export messages, or the lines of a log; each kind is one {@link
 * io.tapline.capture.importing.StoredFrames}. What is torn or corrupt is a loss, and everything
 * before it is taken.
 *
 * <p>Layout of {@code <data>/imports}: {@code .<uuid>.part} while a file is received, {@code
 * <sha256>.<format>} once it is whole (synced, then renamed), {@code records/<source>.json} beside
 * it. A file named by a path on the server stays where it is, unless it is compressed. Limits: size
 * of a file, how far a compressed one may grow, free space left on the disk, deliveries at once;
 * each refusal is counted by its reason.
 */
@NullMarked
package io.tapline.capture.importing;

import org.jspecify.annotations.NullMarked;
