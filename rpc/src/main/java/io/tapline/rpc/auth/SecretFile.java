package io.tapline.rpc.auth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.Set;

/** Files that not everybody may read. */
public final class SecretFile {
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  /** The group may read: a Secret that is mounted for a user other than root is {@code 0440}. */
  private static final Set<PosixFilePermission> TOO_MUCH =
      EnumSet.of(
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  private SecretFile() {}

  /**
   * @throws IOException when others than owner and group can read it, or others than the owner
   *     write it; with what to do as message
   */
  static void requirePrivate(Path file) throws IOException {
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    permissions.addAll(Files.getPosixFilePermissions(file));
    permissions.retainAll(TOO_MUCH);
    if (!permissions.isEmpty()) {
      throw new IOException(
          "%s is open to others (%s): chmod 600 %s"
              .formatted(
                  file,
                  PosixFilePermissions.toString(Files.getPosixFilePermissions(file)),
                  file));
    }
  }

  /**
   * Replaces a file at once, for the owner of its directory alone: root may write what a service
   * reads.
   */
  public static void write(Path file, String text) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    Path written = Files.createTempFile(directory, ".tapline", ".new", OWNER_ONLY);
    try {
      Files.writeString(written, text);
      UserPrincipal owner = Files.getOwner(directory);
      if (!owner.equals(Files.getOwner(written))) {
        Files.setOwner(written, owner);
      }
      Files.move(
          written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(written);
    }
  }
}
