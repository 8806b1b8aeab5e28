package io.tapline.capture.importing;

import io.tapline.capture.Reason;
import io.tapline.rpc.Refusal;
import io.tapline.wire.fileid.FileIdentity;
import io.tapline.wire.fileid.OwnerProof;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Lets clients that can read what the owner of this sensor can read have files read in place: they
 * know a key that lies in the data directory and is new with each start.
 */
public final class OwnerKey {

  /**
   * What a client needs for a proof.
   *
   * @param keyPath where the key lies; empty = files are read below the roots only
   * @param challenge a part of every proof
   */
  public record Invitation(String keyPath, String challenge) {}

  /**
   * What a client says of a file that it wants read in place.
   *
   * @param seen the file as the client sees it; the time of the status change is not known
   * @param hmac the proof, hexadecimal
   */
  public record Claim(FileIdentity seen, String hmac) {}

  private final Path file;
  private final boolean enabled;
  private final String challenge = OwnerProof.random();
  private volatile @Nullable OwnerProof proof;

  /**
   * @param file where the key lies while the sensor runs
   * @param enabled whether there is one
   */
  public OwnerKey(Path file, boolean enabled) {
    this.file = file.toAbsolutePath();
    this.enabled = enabled;
  }

  void start() {
    try {
      proof = enabled ? OwnerProof.create(file) : null;
    } catch (IOException e) {
      throw new UncheckedIOException("The key " + file + " cannot be written.", e);
    }
  }

  Invitation invitation() {
    return proof == null ? new Invitation("", "") : new Invitation(file.toString(), challenge);
  }

  /**
   * Looks whether the claim is the owner's and is of the file that this process sees there.
   *
   * @throws Refusal PATH_NOT_ALLOWED, FILE_NOT_FOUND
   */
  void check(Path path, Claim claim) {
    OwnerProof own = proof;
    byte[] hmac = HexFormat.of().parseHex(claim.hmac());
    if (own == null || !own.verify(hmac, challenge, claim.seen(), path.toString())) {
      throw Refusal.ofField(
          Reason.PATH_NOT_ALLOWED,
          "header.proof",
          path + " may not be read: the proof is not that of the server's owner.");
    }
    FileIdentity here = ServerFiles.identity(path);
    FileIdentity there = claim.seen();
    if (!here.sameFile(there)
        || here.sizeBytes() != there.sizeBytes()
        || here.modifyNanos() != there.modifyNanos()) {
      throw new Refusal(
          Reason.FILE_NOT_FOUND, "The server sees another file at " + path + " than the client.");
    }
  }
}
