package io.tapline.wire.fileid;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key that only the owner of a server's data directory can read, and proofs made with it.
 *
 * <pre>
 * server                                      client
 *   writes read-in-place.key (0600)
 *   names the key's path and a challenge  -&gt;  reads the key, if it may
 *   compares in constant time             &lt;-  HMAC-SHA256(key, challenge, identity of the file, path)
 * </pre>
 *
 * <p>The key itself is never sent. A client reads no other file than one of this name, this form
 * and these permissions, whatever path a server names, so a foreign server learns nothing by naming
 * another. A proof is valid for one file, as long as the server runs that named the challenge.
 */
public final class OwnerProof {
  /** The file's name in the data directory. */
  public static final String FILE_NAME = "read-in-place.key";

  private static final int RANDOM_BYTES = 32;
  private static final int FORM_BYTES = 2 * RANDOM_BYTES + 1;
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}\n");
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private final byte[] key;

  private OwnerProof(byte[] key) {
    this.key = key;
  }

  /** Puts a new key in place of an older one. */
  public static OwnerProof create(Path file) throws IOException {
    String key = random();
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    Files.createFile(fresh, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    Files.writeString(fresh, key + "\n", US_ASCII);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return new OwnerProof(HexFormat.of().parseHex(key));
  }

  /** The key in a file that a server named; empty when it is none, or may not be read. */
  public static Optional<OwnerProof> read(Path file) {
    try {
      if (!file.isAbsolute() || !file.endsWith(FILE_NAME) || !isPrivate(file)) {
        return Optional.empty();
      }
      String text = text(file);
      return FORM.matcher(text).matches()
          ? Optional.of(new OwnerProof(HexFormat.of().parseHex(text.strip())))
          : Optional.empty();
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty(); // another user's, or on another machine
    }
  }

  private static boolean isPrivate(Path file) throws IOException {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS).equals(OWNER_ONLY);
  }

  private static String text(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      return new String(in.readNBytes(FORM_BYTES + 1), US_ASCII);
    }
  }

  /** 256 random bits, for a key or a challenge. */
  public static String random() {
    byte[] random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  /**
   * The proof that this file may be read.
   *
   * @param challenge what the server named
   * @param seen the file as the client sees it
   * @param path its real, absolute path
   */
  public byte[] of(String challenge, FileIdentity seen, String path) {
    String statement =
        String.join(
            "\n",
            challenge,
            Long.toString(seen.device()),
            Long.toString(seen.inode()),
            Long.toString(seen.sizeBytes()),
            Long.toString(seen.modifyNanos()),
            path);
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(statement.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has HMAC-SHA256.", e);
    }
  }

  /** Whether this is the proof of it; takes the same time wherever it differs. */
  public boolean verify(byte[] proof, String challenge, FileIdentity seen, String path) {
    return MessageDigest.isEqual(proof, of(challenge, seen, path));
  }
}
