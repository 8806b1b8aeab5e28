package io.tapline.rpc.auth;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Objects;
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

  private static final Integer ROOT = 0;

  private SecretFile() {}

  /**
   * @throws IOException when others than owner and group can read it, or others than the owner
   *     write it; with what to do as message
   */
  public static void requirePrivate(Path file) throws IOException {
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    permissions.addAll(Files.getPosixFilePermissions(file));
    permissions.retainAll(TOO_MUCH);
    if (!permissions.isEmpty()) {
      throw new IOException(
          "%s is open to others (%s): chmod 600 %s"
              .formatted(
                  file, PosixFilePermissions.toString(Files.getPosixFilePermissions(file)), file));
    }
  }

  /**
   * Replaces a file at once, readable by its owner alone. What root writes belongs to the owner of
   * its directory, for example to the user of a service.
   */
  public static void write(Path file, String text) throws IOException {
    Path directory = directoryOf(file);
    Path written = Files.createTempFile(directory, ".tapline", ".new", OWNER_ONLY);
    try {
      Files.writeString(written, text);
      giveToOwnerOf(directory, written);
      Files.move(
          written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(written);
    }
  }

  /** Makes an empty file in the same way. */
  static void createIfMissing(Path file) throws IOException {
    try {
      giveToOwnerOf(directoryOf(file), Files.createFile(file, OWNER_ONLY));
    } catch (FileAlreadyExistsException e) {
      // it is there
    }
  }

  private static Path directoryOf(Path file) {
    return Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file has a directory");
  }

  private static void giveToOwnerOf(Path directory, Path file) throws IOException {
    if (Files.getAttribute(file, "unix:uid").equals(ROOT)) {
      Files.setOwner(file, Files.getOwner(directory));
    }
  }
}
