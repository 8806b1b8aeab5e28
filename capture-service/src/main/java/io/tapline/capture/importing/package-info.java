/**
 * Takes files, captures as well as flow files and logs: finds out what they are, identifies them by
 * their content, delivers them to the connection log while they are read, hashed and received, to
 * their end, also after a restart.
 *
 * <pre>
 * path + owner's proof, or below a root    read in place; hashed beside the delivery
 * bytes that come                          stored, decompressed; delivered while they arrive
 * bytes that may be known                  stored first, compared by their hash, then delivered
 * </pre>
 *
 * <p>A stored file is its own spool. Its frames are a capture's packets, the header and the records
 * of a flow-tools stream, export messages, or the lines of a log; each kind is one {@link
 * io.tapline.capture.importing.StoredFrames}. What is torn or corrupt is a loss, and everything
 * before it is taken.
 *
 * <p>What may be known: {@link io.tapline.capture.importing.Likeness} compares fingerprints or
 * first bytes, and hashes only where they are equal. {@link io.tapline.capture.importing.Admission}
 * says which of two that come at once is first. An upload that breaks off is a source that ended
 * early. A file that is changed while it is read in place is a failed import with the reason
 * FILE_CHANGED.
 *
 * <p>Layout of {@code <data>/imports}: {@code .<uuid>.part} while a file is received, {@code
 * <sha256>.<format>} once it is whole (synced, then renamed), {@code <uuid>.<format>} when it is
 * delivered while it arrives, {@code records/<source>.json} beside it. A file named by a path on
 * the server stays where it is, unless it is compressed or to be kept. Limits: size of a file, how
 * far a compressed one may grow, free space left on the disk, deliveries at once; each refusal is
 * counted by its reason.
 */
@NullMarked
package io.tapline.capture.importing;

import org.jspecify.annotations.NullMarked;
