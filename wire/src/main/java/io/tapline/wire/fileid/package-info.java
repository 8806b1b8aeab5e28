/**
 * Says whether two programs look at the same file, and whether a file is one that was seen before.
 *
 * <p>{@link io.tapline.wire.fileid.FileIdentity} is what the operating system knows of a file,
 * {@link io.tapline.wire.fileid.Fingerprint} is a sample of its content that is taken in
 * milliseconds, {@link io.tapline.wire.fileid.OwnerProof} shows that a client may read what the
 * owner of a server may read. Callers: the sensor's imports, and the command that sends files.
 */
@NullMarked
package io.tapline.wire.fileid;

import org.jspecify.annotations.NullMarked;
